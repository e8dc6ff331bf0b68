import type { DeclineCode } from '../cards/declines.ts'
import type { TestCard } from '../cards/test-card.ts'
import { leastAmount } from './currencies.ts'
import type { PaymentIntent } from './payment-intent.ts'

/** What the bank agrees to when its card holds less than is asked for. Minor units. */
export interface Agreed {
  readonly amount: number
  readonly decline: DeclineCode | null
}

const allowsPart = (intent: PaymentIntent): boolean =>
  intent.payment_method_options.card_present?.request_partial_authorization === 'if_available'

/**
 * …0071 agrees to 70 % of the amount, rounded down, where the intent allows that; it declines otherwise, and so does a share
 * below the least amount of the currency. docs.stripe.com/payments/partial-authorization
 */
export const agreed = (card: TestCard, intent: PaymentIntent, decline: DeclineCode | null): Agreed => {
  if (card.share === undefined || decline !== null) return { amount: intent.amount, decline }
  const amount = Math.floor((intent.amount * card.share) / 100)
  return allowsPart(intent) && amount >= leastAmount(intent.currency)
    ? { amount, decline: null }
    : { amount: intent.amount, decline: 'insufficient_funds' }
}

/** What the charge says about it, where it was asked for: these fields are not among the SDK's types. */
export const partialFields = (
  intent: PaymentIntent,
  requested: number,
  approved: boolean,
): { amount_requested?: number; partial_authorization?: { status: string } } => {
  if (!allowsPart(intent)) return {}
  const inPart = requested > intent.amount ? 'partially_authorized' : 'fully_authorized'
  return {
    amount_requested: requested,
    partial_authorization: { status: approved ? inPart : 'declined' },
  }
}
