import { nowSeconds } from '../clock.ts'
import { emit } from '../events/emit.ts'
import { find } from '../http/find.ts'
import { oneOf, optional, readShape } from '../http/params.ts'
import { type Answer, type Call, ok } from '../http/route.ts'
import type { Context } from '../world.ts'
import { cancellationReasons, canMove, moved, type PaymentIntent } from './payment-intent.ts'
import { unexpectedState } from './unexpected-state.ts'

const fields = { cancellation_reason: optional(oneOf(cancellationReasons)) }

/** An authorisation that was never captured is given back whole. */
const release = (context: Context, intent: PaymentIntent): void => {
  if (intent.status !== 'requires_capture' || intent.latest_charge === null) return
  const charge = find(context, 'charge', intent.latest_charge, 'charge')
  const released = { ...charge, amount_refunded: charge.amount, refunded: true }
  context.store.put('charge', released)
  emit(context, 'charge.refunded', released, { amount_refunded: 0, refunded: false })
}

/** POST /v1/payment_intents/:id/cancel. A reader that still waits for the card is told so when the card comes. */
export const cancelPaymentIntent = (context: Context, call: Call): Answer => {
  const params = readShape(fields, call.params)
  const intent = find(context, 'payment_intent', call.id, 'intent')
  if (!canMove(intent.status, 'canceled')) throw unexpectedState(intent, 'cancel')
  release(context, intent)
  const canceled = moved(intent, 'canceled', {
    amount_capturable: 0,
    canceled_at: nowSeconds(context.clock),
    cancellation_reason: params.cancellation_reason ?? null,
  })
  context.store.put('payment_intent', canceled)
  emit(context, 'payment_intent.canceled', canceled)
  return ok(canceled)
}
