import { captureCharge } from '../charges/capture-charge.ts'
import { nowSeconds } from '../clock.ts'
import { emit } from '../events/emit.ts'
import { find } from '../http/find.ts'
import { mergeMetadata } from '../http/metadata.ts'
import { readShape } from '../http/params.ts'
import { type Answer, type Call, ok } from '../http/route.ts'
import { invalidRequest } from '../http/stripe-refusal.ts'
import type { Context } from '../world.ts'
import { captureMax } from './capture-limit.ts'
import { captureParams } from './intent-params.ts'
import { moved } from './payment-intent.ts'
import { unexpectedState } from './unexpected-state.ts'

/** POST /v1/payment_intents/:id/capture. What is not captured is released to the customer; a tip may be on top. */
export const capturePaymentIntent = (context: Context, call: Call): Answer => {
  const params = readShape(captureParams, call.params)
  const intent = find(context, 'payment_intent', call.id, 'intent')
  if (intent.status !== 'requires_capture' || intent.latest_charge === null) {
    throw unexpectedState(intent, 'capture')
  }
  const amount = params.amount_to_capture ?? intent.amount_capturable
  const authorised = find(context, 'charge', intent.latest_charge, 'charge')
  const most = captureMax(authorised)
  if (amount > most) {
    throw invalidRequest(
      'amount_too_large',
      `The amount to capture (${amount}) is greater than the amount you can capture for this charge (${most}).`,
      'amount_to_capture',
    )
  }
  const { card_present, card } = authorised.payment_method_details
  const before = (card_present ?? card)?.capture_before ?? Number.POSITIVE_INFINITY
  if (nowSeconds(context.clock) >= before) {
    throw invalidRequest(
      'charge_expired_for_capture',
      'The charge cannot be captured as the authorization has expired.',
    )
  }
  const total = Math.max(amount, intent.amount)
  const charge = captureCharge(context, { ...authorised, amount: total }, amount)
  const captured = moved(intent, 'succeeded', {
    amount: total,
    amount_capturable: 0,
    amount_received: amount,
    metadata: mergeMetadata(intent.metadata, params.metadata),
  })
  context.store.put('payment_intent', captured)
  emit(context, 'charge.captured', charge)
  emit(context, 'payment_intent.succeeded', captured)
  return ok(captured)
}
