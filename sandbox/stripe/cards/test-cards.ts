import { testCards } from './card-catalogue.ts'
import type { DeclineCode } from './declines.ts'

/** What a test card does when it is charged; numbers and behaviour from docs.stripe.com/terminal/references/testing. */
export interface TestCard {
  /** Its name in the practice controls, e.g. `visa_declined`. */
  readonly name: string
  /** What a person sees on the reader panel. */
  readonly label: string
  readonly number: string
  readonly brand: 'visa' | 'mastercard' | 'amex' | 'discover' | 'interac' | 'eftpos_au'
  /** The network its payments run on, where that is not the brand on its face. */
  readonly network?: 'eftpos_au'
  readonly funding: 'credit' | 'debit' | 'prepaid'
  readonly country: string
  readonly declines: DeclineCode | null
  /** How a refund to this card ends; `later` outcomes arrive after a while. */
  readonly refund: 'succeeds' | 'fails_later' | 'succeeds_later'
  /** Its balance: how many per cent of an amount it agrees to, where a part will do. */
  readonly share?: number
  /** Which PIN its holder is asked for: one that the bank checks, one that the chip checks, or none. */
  readonly pin: 'online' | 'offline' | null
  /** A tap is declined first, and the reader then asks for the PIN (strong customer authentication). */
  readonly stepUp: boolean
  /** What a reader makes of it. */
  readonly readAs: 'card_present' | 'interac_present'
}

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
