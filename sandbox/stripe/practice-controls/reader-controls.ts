import { isDeclineCode } from '../cards/declines.ts'
import { cardByName } from '../cards/test-cards.ts'
import { invalidRequest } from '../http/stripe-refusal.ts'
import { viewReader } from '../panel/reader-view.ts'
import { requireAcceptable } from '../readers/card-decision.ts'
import { enterPin, plugIn, presentOrPlan, unplug, walkAway } from '../readers/customer.ts'
import type { PresentedCard, Reader } from '../readers/reader.ts'
import { startAction, wantsCard } from '../readers/reader-commands.ts'
import { asksForTip, chooseTip } from '../readers/tips.ts'
import { byItself, type Context } from '../world.ts'
import * as wish from './control-bodies.ts'
import { type ControlAnswer, type Controls, done, notFound } from './controls.ts'

const presented = (body: unknown): PresentedCard => {
  const { card, method, tip } = wish.read(wish.present, body)
  const named = cardByName(card)
  if (named === undefined) throw invalidRequest(undefined, `There is no test card named "${card}".`)
  return { number: named.number, readMethod: wish.readMethods[method], amountTip: tip ?? null }
}

const notWaiting = (): never => {
  throw invalidRequest(undefined, 'This reader is not waiting for a card.')
}

const withBox = (context: Context, reader: Reader, box: Partial<Reader['box']>): Reader => {
  const changed: Reader = { ...reader, box: { ...reader.box, ...box } }
  context.store.put('terminal.reader', changed)
  return changed
}

/** What another register shows when it pushes a payment aside. */
const elsewhere = {
  type: 'cart',
  cart: {
    currency: 'usd',
    line_items: [{ amount: 100, description: 'Something of another register', quantity: 1 }],
    tax: null,
    total: 100,
  },
} as const

/** What a person or a test may do with one reader; each returns the reader afterwards. */
const readerControls: Readonly<Record<string, (context: Context, reader: Reader, body: unknown) => Reader>> =
  {
    present: (context, reader, body) => {
      const pause = wish.read(wish.present, body).bank_takes_ms ?? context.timings.panelAuthorisationMs
      const card = presented(body)
      if (wantsCard(reader)) requireAcceptable(context, reader, card)
      return presentOrPlan(context, reader, card, pause) ?? notWaiting()
    },
    decline: (context, reader) => {
      const card = { number: null, readMethod: 'contactless_emv', amountTip: null } as const
      const declining = withBox(context, reader, { declineNext: 'generic_decline' })
      return presentOrPlan(context, declining, card, context.timings.panelAuthorisationMs) ?? notWaiting()
    },
    choose_tip: (context, reader, body) => {
      const { amount } = wish.read(wish.chooseTip, body)
      if (asksForTip(context, reader)) return chooseTip(context, reader, amount)
      throw invalidRequest(undefined, 'This reader is not asking for a tip.')
    },
    enter_pin: (context, reader, body) => {
      const pause = wish.read(wish.enterPin, body).bank_takes_ms ?? context.timings.panelAuthorisationMs
      const entered = enterPin(context, reader, pause)
      if (entered !== undefined) return entered
      throw invalidRequest(undefined, 'This reader is not asking for a PIN.')
    },
    update: (context, reader, body) => {
      const { for_ms } = wish.read(wish.update, body)
      context.agenda.plan({ kind: 'reader_updated', reader: reader.id }, for_ms)
      return withBox(context, reader, { updating: true })
    },
    slow: (context, reader, body) => withBox(context, reader, { slowMs: wish.read(wish.slow, body).ms }),
    replace: (context, reader) =>
      startAction(context, reader, { type: 'set_reader_display', set_reader_display: elsewhere }),
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
      const { after_ms, bank_takes_ms } = wish.read(wish.autoPresent, body)
      if (after_ms === null) return withBox(context, reader, { autoPresent: null })
      const watched = withBox(context, reader, {
        autoPresent: { afterMs: after_ms, card: presented(body), bankTakesMs: bank_takes_ms },
      })
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
