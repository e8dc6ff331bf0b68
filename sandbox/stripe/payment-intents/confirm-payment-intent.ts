import { newOnlineCard } from '../cards/new-payment-method.ts'
import type { TestCard } from '../cards/test-card.ts'
import { cardByName, cardsByPaymentMethod } from '../cards/test-cards.ts'
import { find } from '../http/find.ts'
import { readShape } from '../http/params.ts'
import { type Answer, type Call, ok } from '../http/route.ts'
import { invalidRequest, noSuch } from '../http/stripe-refusal.ts'
import type { Context } from '../world.ts'
import { attemptPayment } from './attempt-payment.ts'
import { confirmParams } from './intent-params.ts'
import { capturesLater } from './options.ts'
import type { PaymentIntent } from './payment-intent.ts'
import { unexpectedState } from './unexpected-state.ts'

const cardFor = (paymentMethod: string): TestCard => {
  const card = cardByName(cardsByPaymentMethod[paymentMethod] ?? '')
  if (card === undefined) throw noSuch('PaymentMethod', paymentMethod, 'payment_method', 'parameter')
  return card
}

/** Charges an online card. A decline is answered with 402 and kept. Throws a StripeRefusal when the intent takes no cards. */
export const confirmWithCard = (context: Context, intent: PaymentIntent, card: TestCard): Answer => {
  if (!intent.payment_method_types.includes('card')) {
    throw invalidRequest(
      'payment_intent_incompatible_payment_method',
      `The payment method type "card" is not allowed on this PaymentIntent: ${intent.payment_method_types.join(', ')}.`,
      'payment_method',
    )
  }
  const result = attemptPayment(context, {
    intent,
    card,
    method: newOnlineCard(context, card),
    decline: card.declines,
    manualCapture: capturesLater(intent, 'card'),
  })
  if (result.error === null) return ok(result.intent)
  return { status: 402, body: { ...result.error, payment_intent: result.intent } }
}

/** Confirms without a reader, with one of Stripe's test payment methods. A decline is answered with 402 and kept. */
export const confirmWith = (
  context: Context,
  intent: PaymentIntent,
  paymentMethod: string | undefined,
): Answer => {
  if (intent.status !== 'requires_payment_method' && intent.status !== 'requires_confirmation') {
    throw unexpectedState(intent, 'confirm')
  }
  if (paymentMethod === undefined) {
    throw invalidRequest(
      'payment_intent_unexpected_state',
      'You cannot confirm this PaymentIntent because it is missing a payment method. Send one, or let a reader take the card.',
    )
  }
  return confirmWithCard(context, intent, cardFor(paymentMethod))
}

/** POST /v1/payment_intents/:id/confirm */
export const confirmPaymentIntent = (context: Context, call: Call): Answer => {
  const params = readShape(confirmParams(call.version), call.params)
  return confirmWith(context, find(context, 'payment_intent', call.id, 'intent'), params.payment_method)
}
