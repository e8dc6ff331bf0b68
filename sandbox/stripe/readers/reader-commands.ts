import { invalidRequest } from '../http/stripe-refusal.ts'
import type { PaymentIntent } from '../payment-intents/payment-intent.ts'
import type { Context } from '../world.ts'
import type { Action, Reader } from './reader.ts'
import { type Command, collectedKeptMs, forbids, type Situation } from './reader-rules.ts'

const situationOf = (context: Context, reader: Reader, intent: PaymentIntent | undefined): Situation => {
  const { box } = reader
  const types = intent?.payment_method_types ?? []
  return {
    pluggedIn: box.pluggedIn,
    authorising: box.authorising,
    updating: box.updating,
    intentStatus: intent?.status,
    intentAllowsReader: types.includes('card_present') || types.includes('interac_present'),
    freshlyCollected:
      box.collected !== null &&
      box.collected.intentId === intent?.id &&
      context.clock.nowMs() - box.collected.atMs <= collectedKeptMs,
  }
}

/** Throws the StripeRefusal when the reader does not obey this command now. */
export const requireObedience = (
  context: Context,
  reader: Reader,
  command: Command,
  intent?: PaymentIntent,
): void => {
  const rule = forbids(command, situationOf(context, reader, intent))
  if (rule !== undefined) throw invalidRequest(rule.code, rule.message)
}

const waitsForCard = (action: Action | null): boolean =>
  action?.status === 'in_progress' &&
  (action.type === 'process_payment_intent' ||
    action.type === 'collect_payment_method' ||
    action.type === 'refund_payment')

/** Whether a customer may present a card now. */
export const wantsCard = (reader: Reader): boolean =>
  reader.box.pluggedIn &&
  !reader.box.authorising &&
  reader.box.updating !== true &&
  reader.box.pin === undefined &&
  waitsForCard(reader.action)

/** Whether the reader is asking for the PIN of the card it has read. */
export const wantsPin = (reader: Reader): boolean =>
  reader.box.pluggedIn &&
  !reader.box.authorising &&
  reader.box.pin !== undefined &&
  reader.action?.status === 'in_progress'

/**
 * Puts an action into the reader's single slot and wakes the scripted customer if there is one. Whatever was there is
 * replaced, even a payment that waits for its card: it is then no longer taken, and nobody is told. A cart display does
 * this too, as was seen on Stripe's own simulated reader.
 */
export const startAction = (
  context: Context,
  reader: Reader,
  action: Pick<Action, 'type'> & Partial<Action>,
): Reader => {
  const started: Reader = {
    ...reader,
    last_seen_at: context.clock.nowMs(),
    action: { api_error: null, failure_code: null, failure_message: null, status: 'in_progress', ...action },
    box: {
      ...reader.box,
      actionNumber: reader.box.actionNumber + 1,
      customerLeft: false,
      tip: undefined,
      pin: undefined,
    },
  }
  context.store.put('terminal.reader', started)
  const { autoPresent, actionNumber } = started.box
  if (autoPresent !== null && waitsForCard(started.action)) {
    context.agenda.plan(
      { kind: 'customer_presents', reader: reader.id, action: actionNumber },
      autoPresent.afterMs,
    )
  }
  return started
}

/** Empties the slot. No event tells of it, as at Stripe. */
export const clearAction = (context: Context, reader: Reader): Reader => {
  const cleared: Reader = {
    ...reader,
    last_seen_at: context.clock.nowMs(),
    action: null,
    box: { ...reader.box, actionNumber: reader.box.actionNumber + 1, collected: null, pin: undefined },
  }
  context.store.put('terminal.reader', cleared)
  return cleared
}
