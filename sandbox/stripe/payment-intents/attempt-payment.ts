import { type DeclineCode, declines } from '../cards/declines.ts'
import type { Attempt } from '../charges/attempt.ts'
import { captureCharge } from '../charges/capture-charge.ts'
import type { Charge } from '../charges/charge.ts'
import { captureWindowSeconds } from '../charges/charge-details.ts'
import { newCharge } from '../charges/new-charge.ts'
import { emit } from '../events/emit.ts'
import { docUrl } from '../http/error-body.ts'
import type { Context } from '../world.ts'
import { type LastPaymentError, moved, type PaymentIntent } from './payment-intent.ts'

export interface AttemptResult {
  readonly intent: PaymentIntent
  readonly charge: Charge
  /** Null when the bank approved. */
  readonly error: LastPaymentError | null
}

const declineError = (charge: Charge, decline: DeclineCode, attempt: Attempt): LastPaymentError => {
  const { code, message, advice } = declines[decline]
  return {
    advice_code: advice,
    charge: charge.id,
    code,
    decline_code: decline,
    doc_url: docUrl(code),
    message,
    payment_method: attempt.method,
    type: 'card_error',
  }
}

const declined = (
  context: Context,
  attempt: Attempt,
  charge: Charge,
  decline: DeclineCode,
): AttemptResult => {
  const error = declineError(charge, decline, attempt)
  const intent = moved(attempt.beforeTip ?? attempt.intent, 'requires_payment_method', {
    last_payment_error: error,
    latest_charge: charge.id,
    payment_method: null,
  })
  context.store.put('payment_intent', intent)
  emit(context, 'charge.failed', charge)
  emit(context, 'payment_intent.payment_failed', intent)
  return { intent, charge, error }
}

const authorised = (context: Context, attempt: Attempt, charge: Charge): AttemptResult => {
  const intent = moved(attempt.intent, 'requires_capture', {
    amount_capturable: attempt.intent.amount,
    last_payment_error: null,
    latest_charge: charge.id,
    payment_method: attempt.method.id,
  })
  context.store.put('payment_intent', intent)
  context.agenda.plan(
    { kind: 'authorisation_expires', intent: intent.id },
    captureWindowSeconds[attempt.method.type] * 1000,
  )
  emit(context, 'charge.succeeded', charge)
  emit(context, 'payment_intent.amount_capturable_updated', intent)
  return { intent, charge, error: null }
}

const paid = (context: Context, attempt: Attempt, uncaptured: Charge): AttemptResult => {
  const charge = captureCharge(context, uncaptured, uncaptured.amount)
  const intent = moved(attempt.intent, 'succeeded', {
    amount_received: charge.amount,
    last_payment_error: null,
    latest_charge: charge.id,
    payment_method: attempt.method.id,
  })
  context.store.put('payment_intent', intent)
  emit(context, 'charge.succeeded', charge)
  emit(context, 'payment_intent.succeeded', intent)
  return { intent, charge, error: null }
}

/** Asks the bank: writes the charge, moves the intent and raises the events, whatever the answer. */
export const attemptPayment = (context: Context, attempt: Attempt): AttemptResult => {
  const charge = newCharge(context, attempt)
  context.store.put('charge', charge)
  context.store.put('payment_method', attempt.method)
  if (attempt.decline !== null) return declined(context, attempt, charge, attempt.decline)
  return attempt.manualCapture ? authorised(context, attempt, charge) : paid(context, attempt, charge)
}
