import { nowSeconds } from '../clock.ts'
import { find } from '../http/find.ts'
import { datedPageFields, listPage } from '../http/list-page.ts'
import { boolean, filledText, listOf, optional, readShape } from '../http/params.ts'
import { ok, type Route } from '../http/route.ts'
import { noSuch } from '../http/stripe-refusal.ts'
import type { World } from '../world.ts'
import type { Event } from './event.ts'
import { renderEvent } from './render-event.ts'

const listFields = {
  ...datedPageFields,
  delivery_success: optional(boolean),
  type: optional(filledText),
  types: optional(listOf(filledText)),
}

/** Events are shown for thirty days, docs.stripe.com/api/events. */
const shownSeconds = 30 * 24 * 60 * 60
const isRecent = ({ clock }: World, { created }: Event): boolean => created > nowSeconds(clock) - shownSeconds

/** `payment_intent.*` matches every event of payment intents. */
const matchesType = (pattern: string, type: string): boolean =>
  pattern.endsWith('.*') ? type.startsWith(pattern.slice(0, -1)) : pattern === type

export const eventRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v1/events',
    handle: (context, call) => {
      const params = readShape(listFields, call.params)
      const patterns = [...(params.type === undefined ? [] : [params.type]), ...(params.types ?? [])]
      const page = listPage(context, {
        kind: 'event',
        url: '/v1/events',
        params,
        where: (event) =>
          isRecent(context, event) &&
          (patterns.length === 0 || patterns.some((pattern) => matchesType(pattern, event.type))) &&
          (params.delivery_success === undefined ||
            params.delivery_success === (renderEvent(context, event).pending_webhooks === 0)),
        render: (event) => renderEvent(context, event),
      })
      return ok(page)
    },
  },
  {
    method: 'GET',
    path: '/v1/events/:id',
    handle: (context, call) => {
      readShape({}, call.params)
      const event = find(context, 'event', call.id, 'id')
      if (!isRecent(context, event)) throw noSuch('event', call.id, 'id', 'path')
      return ok(renderEvent(context, event))
    },
  },
]
