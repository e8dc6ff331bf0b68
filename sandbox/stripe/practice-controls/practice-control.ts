import { isDeclineCode } from '../cards/declines.ts'
import { cardByName, testCards } from '../cards/test-cards.ts'
import { invalidRequest } from '../http/stripe-refusal.ts'
import { ledgerOf } from '../ledger/ledger.ts'
import type { Changes } from '../panel/changes.ts'
import { viewReader } from '../panel/reader-view.ts'
import { plugIn, presentOrPlan, unplug, walkAway } from '../readers/customer.ts'
import type { PresentedCard, Reader } from '../readers/reader.ts'
import type { DeliveryModes } from '../webhooks/delivery-modes.ts'
import { byItself, type Context, type World } from '../world.ts'
import * as wish from './control-bodies.ts'
import type { Faults } from './faults.ts'

export interface Controls {
  readonly world: World
  readonly faults: Faults
  readonly modes: DeliveryModes
  readonly changes: Changes
  readonly changed: () => void
}

interface ControlRequest {
  readonly method: string
  readonly path: string
  readonly body: unknown
}
interface ControlAnswer {
  readonly status: number
  readonly body: unknown
}

const done = (body: unknown): ControlAnswer => ({ status: 200, body })

const presented = (body: unknown): PresentedCard => {
  const { card, method } = wish.read(wish.present, body)
  const named = cardByName(card)
  if (named === undefined) throw invalidRequest(undefined, `There is no test card named "${card}".`)
  return { number: named.number, readMethod: wish.readMethods[method], amountTip: null }
}

const notWaiting = (): never => {
  throw invalidRequest(undefined, 'This reader is not waiting for a card.')
}

const withBox = (context: Context, reader: Reader, box: Partial<Reader['box']>): Reader => {
  const changed: Reader = { ...reader, box: { ...reader.box, ...box } }
  context.store.put('terminal.reader', changed)
  return changed
}

/** What a person or a test may do with one reader; each returns the reader afterwards. */
const readerControls: Readonly<Record<string, (context: Context, reader: Reader, body: unknown) => Reader>> =
  {
    present: (context, reader, body) => {
      const pause = wish.read(wish.present, body).bank_takes_ms ?? context.timings.panelAuthorisationMs
      return presentOrPlan(context, reader, presented(body), pause) ?? notWaiting()
    },
    decline: (context, reader) => {
      const declined = cardByName('visa_declined')
      if (declined === undefined) return notWaiting()
      const card = { number: declined.number, readMethod: 'contactless_emv', amountTip: null } as const
      return presentOrPlan(context, reader, card, context.timings.panelAuthorisationMs) ?? notWaiting()
    },
    walk_away: (context, reader) => walkAway(context, reader) ?? notWaiting(),
    unplug: (context, reader, body) =>
      wish.read(wish.unplug, body).when === 'after_authorised'
        ? withBox(context, reader, { vanishOnAnswer: true })
        : unplug(context, reader),
    plug_in: (context, reader) => plugIn(context, reader),
    decline_next: (context, reader, body) => {
      const code = wish.read(wish.declineNext, body).decline_code
      if (!isDeclineCode(code)) throw invalidRequest(undefined, `There is no decline code "${code}".`)
      return withBox(context, reader, { declineNext: code })
    },
    auto_present: (context, reader, body) => {
      const { after_ms } = wish.read(wish.autoPresent, body)
      if (after_ms === null) return withBox(context, reader, { autoPresent: null })
      const watched = withBox(context, reader, { autoPresent: { afterMs: after_ms, card: presented(body) } })
      if (reader.action?.status === 'in_progress') {
        context.agenda.plan(
          { kind: 'customer_presents', reader: reader.id, action: reader.box.actionNumber },
          after_ms,
        )
      }
      return watched
    },
  }

const controlReader = (controls: Controls, id: string, verb: string, body: unknown): ControlAnswer => {
  const { world } = controls
  const act = readerControls[verb]
  if (act === undefined || !Object.hasOwn(readerControls, verb)) {
    return { status: 404, body: { error: `There is no control "${verb}" for readers.` } }
  }
  const view = world.store.transaction(() => {
    const reader = world.store.get('terminal.reader', id)
    if (reader === undefined) return undefined
    return viewReader(world, act({ ...world, cause: byItself }, reader, body))
  })
  if (view === undefined) return { status: 404, body: { error: `There is no reader ${id}.` } }
  controls.changed()
  return done(view)
}

/** Answers the practice controls under /_practice. Throws a StripeRefusal for a wish that cannot be met. */
export const practiceControl = (
  controls: Controls,
  { method, path, body }: ControlRequest,
): ControlAnswer => {
  const { world, faults, modes } = controls
  const onReader = /^\/_practice\/readers\/([^/]+)\/([a-z_]+)$/.exec(path)
  if (method === 'POST' && onReader !== null) {
    return controlReader(controls, onReader[1] ?? '', onReader[2] ?? '', body)
  }
  switch (`${method} ${path}`) {
    case 'GET /_practice/readers':
      return done({
        readers: [...world.store.walk('terminal.reader', { order: 'oldest first' })].map((reader) =>
          viewReader(world, reader),
        ),
      })
    case 'GET /_practice/cards':
      return done({ cards: testCards.map(({ name, label }) => ({ name, label })) })
    case 'GET /_practice/ledger':
      return done(ledgerOf(world))
    case 'GET /_practice/faults':
      return done({ faults: faults.list() })
    case 'POST /_practice/faults':
      faults.plan(wish.plannedFault(body))
      return done({ faults: faults.list() })
    case 'DELETE /_practice/faults':
      faults.clear()
      return done({ faults: [] })
    case 'GET /_practice/webhooks':
      return done(modes.current())
    case 'POST /_practice/webhooks': {
      const mode = modes.set(wish.read(wish.deliveryMode, body))
      controls.changed()
      return done(mode)
    }
    default:
      return { status: 404, body: { error: `There is no practice control ${method} ${path}.` } }
  }
}
