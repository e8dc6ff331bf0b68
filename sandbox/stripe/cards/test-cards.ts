import { testCards } from './card-catalogue.ts'
import type { TestCard } from './test-card.ts'

/** The card of a simulated reader that nobody named one for. */
export const defaultCardFor = (types: readonly string[]): TestCard => {
  const name = types.includes('card_present') ? 'visa' : 'interac'
  const card = cardByName(name)
  if (card === undefined) throw new Error(`there is no card ${name}`)
  return card
}

export const cardByName = (name: string): TestCard | undefined => testCards.find((card) => card.name === name)

export const cardByNumber = (number: string): TestCard | undefined =>
  testCards.find((card) => card.number === number.replaceAll(/[ -]/g, ''))

/** A card that can be charged without being there: not those that only their reader or their PIN makes work. */
export const worksOnline = ({ brand, pin, readAs, share }: TestCard): boolean =>
  readAs === 'card_present' && brand !== 'eftpos_au' && pin === null && share === undefined

/** Stripe's ready-made test payment methods, for confirming without a reader. */
export const cardsByPaymentMethod: Readonly<Record<string, string>> = {
  pm_card_visa: 'visa',
  pm_card_visa_debit: 'visa_debit',
  pm_card_mastercard: 'mastercard',
  pm_card_mastercard_debit: 'mastercard_debit',
  pm_card_amex: 'amex',
  pm_card_discover: 'discover',
  pm_card_chargeDeclined: 'visa_declined',
  pm_card_visa_chargeDeclined: 'visa_declined',
  pm_card_chargeDeclinedInsufficientFunds: 'insufficient_funds',
  pm_card_visa_chargeDeclinedInsufficientFunds: 'insufficient_funds',
  pm_card_chargeDeclinedLostCard: 'lost_card',
  pm_card_chargeDeclinedStolenCard: 'stolen_card',
  pm_card_chargeDeclinedExpiredCard: 'expired_card',
  pm_card_chargeDeclinedProcessingError: 'processing_error',
  pm_card_refundFail: 'refund_fails',
  pm_card_pendingRefund: 'refund_pending',
}
