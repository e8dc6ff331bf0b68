/**
 * What an event's object leads to.
 * payment   the intent itself · creation  the same, and all it says is that the intent now exists · charge  the intent behind a charge
 * refund    a refund, and the intent it belongs to · reader  the intent of a reader's action
 */
export type EventRoute = 'payment' | 'creation' | 'charge' | 'refund' | 'reader'

/**
 * Every type that leads to something Cashwrap reads back. Any other, known or new, is kept and ignored: nothing of ours changes with it.
 * https://docs.stripe.com/api/events/types
 */
export const eventRoutes: Readonly<Record<string, EventRoute>> = {
  'payment_intent.created': 'creation',
  'payment_intent.amount_capturable_updated': 'payment',
  'payment_intent.canceled': 'payment',
  'payment_intent.partially_funded': 'payment',
  'payment_intent.payment_failed': 'payment',
  'payment_intent.processing': 'payment',
  'payment_intent.requires_action': 'payment',
  'payment_intent.succeeded': 'payment',
  'charge.captured': 'charge',
  'charge.expired': 'charge',
  'charge.failed': 'charge',
  'charge.pending': 'charge',
  'charge.refunded': 'charge',
  'charge.succeeded': 'charge',
  'charge.updated': 'charge',
  'charge.refund.updated': 'refund',
  'refund.created': 'refund',
  'refund.failed': 'refund',
  'refund.updated': 'refund',
  'terminal.reader.action_failed': 'reader',
  'terminal.reader.action_succeeded': 'reader',
  'terminal.reader.action_updated': 'reader',
}
