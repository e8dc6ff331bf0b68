import type { Context } from '../world.ts'
import { cancelByCustomer } from './finish-action.ts'
import { takeCard } from './present-card.ts'
import type { PresentedCard, Reader } from './reader.ts'
import { wantsCard } from './reader-commands.ts'

/**
 * The customer holds a card to the reader. With a pause, the bank answers after it and the reader is busy until then.
 * Returns undefined when the reader is not waiting for a card.
 */
export const presentOrPlan = (
  context: Context,
  reader: Reader,
  card: PresentedCard,
  bankTakesMs: number,
): Reader | undefined => {
  if (!wantsCard(reader)) return undefined
  if (bankTakesMs === 0) return takeCard(context, reader, card)
  const authorising: Reader = { ...reader, box: { ...reader.box, authorising: true } }
  context.store.put('terminal.reader', authorising)
  context.agenda.plan(
    { kind: 'bank_answers', reader: reader.id, action: reader.box.actionNumber, card },
    bankTakesMs,
  )
  return authorising
}

const mayCancel = (reader: Reader): boolean => {
  const { action } = reader
  const config =
    action?.process_payment_intent?.process_config ?? action?.collect_payment_method?.collect_config
  return config?.enable_customer_cancellation === true
}

/** The customer goes. A reader that lets customers cancel is told so; any other goes on waiting for nobody. */
export const walkAway = (context: Context, reader: Reader): Reader | undefined => {
  if (!wantsCard(reader)) return undefined
  if (mayCancel(reader)) return cancelByCustomer(context, reader)
  const left: Reader = { ...reader, box: { ...reader.box, customerLeft: true } }
  context.store.put('terminal.reader', left)
  return left
}

/** Pulls the plug: what is in progress stays so, and nobody hears of it. */
export const unplug = (context: Context, reader: Reader): Reader => {
  if (!reader.box.pluggedIn) return reader
  const box = { ...reader.box, pluggedIn: false }
  const unplugged: Reader = { ...reader, last_seen_at: context.clock.nowMs(), box }
  context.store.put('terminal.reader', unplugged)
  return unplugged
}

export const plugIn = (context: Context, reader: Reader): Reader => {
  const plugged: Reader = {
    ...reader,
    last_seen_at: context.clock.nowMs(),
    box: { ...reader.box, pluggedIn: true, vanishOnAnswer: false },
  }
  context.store.put('terminal.reader', plugged)
  return plugged
}
