import type { Account } from '../account/account.ts'
import type { BalanceTransaction } from '../balance/balance-transaction.ts'
import type { PaymentMethod } from '../cards/payment-method.ts'
import type { Charge } from '../charges/charge.ts'
import type { CheckoutSession } from '../checkout/checkout-session.ts'
import type { Configuration } from '../configurations/configuration.ts'
import type { Event } from '../events/event.ts'
import type { Location } from '../locations/location.ts'
import type { PaymentIntent } from '../payment-intents/payment-intent.ts'
import type { Reader } from '../readers/reader.ts'
import type { Refund } from '../refunds/refund.ts'
import type { WebhookEndpoint } from '../webhooks/webhook-endpoint.ts'

/** Every kind of object that is kept, by its name in Stripe's `object` field. */
export interface Records {
  account: Account
  payment_intent: PaymentIntent
  charge: Charge
  refund: Refund
  payment_method: PaymentMethod
  balance_transaction: BalanceTransaction
  'checkout.session': CheckoutSession
  event: Event
  webhook_endpoint: WebhookEndpoint
  'terminal.configuration': Configuration
  'terminal.location': Location
  'terminal.reader': Reader
}
export type Kind = keyof Records
