import { isDeclineCode } from '../cards/declines.ts'
import { cardByName } from '../cards/test-cards.ts'
import { invalidRequest } from '../http/stripe-refusal.ts'
import { viewReader } from '../panel/reader-view.ts'
import { plugIn, presentOrPlan, unplug, walkAway } from '../readers/customer.ts'
import type { PresentedCard, Reader } from '../readers/reader.ts'
import { byItself, type Context } from '../world.ts'
import * as wish from './control-bodies.ts'
import { type ControlAnswer, type Controls, done, notFound } from './controls.ts'

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

/** POST /_practice/readers/:id/:verb */
export const controlReader = (controls: Controls, id: string, verb: string, body: unknown): ControlAnswer => {
  const { world } = controls
  const act = readerControls[verb]
  if (act === undefined || !Object.hasOwn(readerControls, verb)) {
    return notFound(`There is no control "${verb}" for readers.`)
  }
  const view = world.store.transaction(() => {
    const reader = world.store.get('terminal.reader', id)
    if (reader === undefined) return undefined
    return viewReader(world, act({ ...world, cause: byItself }, reader, body))
  })
  if (view === undefined) return notFound(`There is no reader ${id}.`)
  controls.changed()
  return done(view)
}
