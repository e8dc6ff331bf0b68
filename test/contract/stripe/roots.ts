import type Stripe from 'stripe'

/** Every kind of body that the practice Stripe answers with, by the name under which its schema is found. */
export interface Roots {
  account: Stripe.Account
  'checkout.session': Stripe.Checkout.Session
  payment_intent: Stripe.PaymentIntent
  charge: Stripe.Charge
  refund: Stripe.Refund
  payment_method: Stripe.PaymentMethod
  balance: Stripe.Balance
  balance_transaction: Stripe.BalanceTransaction
  webhook_endpoint: Stripe.WebhookEndpoint
  'webhook_endpoint deleted': Stripe.DeletedWebhookEndpoint
  event: Stripe.Event
  'terminal.reader': Stripe.Terminal.Reader
  'terminal.reader deleted': Stripe.Terminal.DeletedReader
  'terminal.location': Stripe.Terminal.Location
  'terminal.location deleted': Stripe.Terminal.DeletedLocation
  'terminal.configuration': Stripe.Terminal.Configuration
  'terminal.configuration deleted': Stripe.Terminal.DeletedConfiguration
  'terminal.connection_token': Stripe.Terminal.ConnectionToken
  /** The `error` of an error body has the fields of a payment's last error. */
  error: Stripe.PaymentIntent.LastPaymentError
}
