import { StripeRefusal } from '../http/stripe-refusal.ts'
import type { PaymentIntent } from './payment-intent.ts'

/** The intent's status does not allow this; the error carries the intent, as Stripe's does. */
export const unexpectedState = (intent: PaymentIntent, verb: string): StripeRefusal =>
  new StripeRefusal({
    status: 400,
    executed: true,
    error: {
      type: 'invalid_request_error',
      code: 'payment_intent_unexpected_state',
      message: `You cannot ${verb} this PaymentIntent because it has a status of ${intent.status}.`,
      payment_intent: intent,
    },
  })
