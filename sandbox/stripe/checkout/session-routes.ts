import { find } from '../http/find.ts'
import { datedPageFields, listPage } from '../http/list-page.ts'
import { filledText, notPractised, oneOf, optional, readShape } from '../http/params.ts'
import { ok, type Route } from '../http/route.ts'
import { invalidRequest } from '../http/stripe-refusal.ts'
import { renderSession } from './checkout-session.ts'
import { createSession } from './create-session.ts'
import { expireSession } from './end-session.ts'

const collection = '/v1/checkout/sessions'
const listFields = {
  ...datedPageFields,
  customer: notPractised,
  payment_intent: optional(filledText),
  status: optional(oneOf(['complete', 'expired', 'open'])),
}

export const sessionRoutes: readonly Route[] = [
  { method: 'POST', path: collection, handle: createSession },
  {
    method: 'GET',
    path: collection,
    handle: (context, call) => {
      const params = readShape(listFields, call.params)
      const page = listPage(context, {
        kind: 'checkout.session',
        url: collection,
        params,
        where: ({ payment_intent, status }) =>
          payment_intent === (params.payment_intent ?? payment_intent) &&
          status === (params.status ?? status),
        render: renderSession,
      })
      return ok(page)
    },
  },
  {
    method: 'GET',
    path: `${collection}/:id`,
    handle: (context, call) => {
      readShape({}, call.params)
      return ok(renderSession(find(context, 'checkout.session', call.id, 'session')))
    },
  },
  {
    method: 'POST',
    path: `${collection}/:id/expire`,
    handle: (context, call) => {
      readShape({}, call.params)
      const session = find(context, 'checkout.session', call.id, 'session')
      if (session.status !== 'open') {
        throw invalidRequest(
          undefined,
          `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${session.status}.`,
        )
      }
      return ok(renderSession(expireSession(context, session)))
    },
  },
]
