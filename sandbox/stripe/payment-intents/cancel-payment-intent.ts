import { nowSeconds } from '../clock.ts'
import { emit } from '../events/emit.ts'
import { find } from '../http/find.ts'
import { oneOf, optional, readShape } from '../http/params.ts'
import { type Answer, type Call, ok } from '../http/route.ts'
import type { Context } from '../world.ts'
import {
  type CancellationReason,
  cancellationReasons,
  canMove,
  moved,
  type PaymentIntent,
} from './payment-intent.ts'
import { unexpectedState } from './unexpected-state.ts'

const fields = { cancellation_reason: optional(oneOf(cancellationReasons)) }

/** An authorisation that was never captured is given back whole. */
const release = (
  context: Context,
  intent: PaymentIntent,
  because: 'charge.refunded' | 'charge.expired',
): void => {
  if (intent.status !== 'requires_capture' || intent.latest_charge === null) return
  const charge = find(context, 'charge', intent.latest_charge, 'charge')
  const released = { ...charge, amount_refunded: charge.amount, refunded: true }
  context.store.put('charge', released)
  emit(context, because, released, { amount_refunded: 0, refunded: false })
}

const canceled = (
  context: Context,
  intent: PaymentIntent,
  reason: CancellationReason | null,
): PaymentIntent => {
  const ended = moved(intent, 'canceled', {
    amount_capturable: 0,
    canceled_at: nowSeconds(context.clock),
    cancellation_reason: reason,
  })
  context.store.put('payment_intent', ended)
  emit(context, 'payment_intent.canceled', ended)
  return ended
}

/** POST /v1/payment_intents/:id/cancel. A reader that still waits for the card is told so when the card comes. */
export const cancelPaymentIntent = (context: Context, call: Call): Answer => {
  const params = readShape(fields, call.params)
  const intent = find(context, 'payment_intent', call.id, 'intent')
  if (!canMove(intent.status, 'canceled')) throw unexpectedState(intent, 'cancel')
  release(context, intent, 'charge.refunded')
  return ok(canceled(context, intent, params.cancellation_reason ?? null))
}

/** Planned work: an authorisation that nobody captured in time is given back. */
export const expireAuthorisation = (context: Context, id: string): void => {
  const intent = context.store.get('payment_intent', id)
  if (intent?.status !== 'requires_capture') return
  release(context, intent, 'charge.expired')
  canceled(context, intent, 'automatic')
}
