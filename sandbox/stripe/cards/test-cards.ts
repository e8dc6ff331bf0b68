import type { DeclineCode } from './declines.ts'

/** What a test card does when it is charged; numbers and behaviour from docs.stripe.com/terminal/references/testing. */
export interface TestCard {
  /** Its name in the practice controls, e.g. `visa_declined`. */
  readonly name: string
  /** What a person sees on the reader panel. */
  readonly label: string
  readonly number: string
  readonly brand: 'visa' | 'mastercard' | 'amex' | 'discover'
  readonly funding: 'credit' | 'debit' | 'prepaid'
  readonly country: string
  readonly declines: DeclineCode | null
  /** How a refund to this card ends; `later` outcomes arrive after a while. */
  readonly refund: 'succeeds' | 'fails_later' | 'succeeds_later'
}

const approving = { declines: null, refund: 'succeeds', country: 'US' } as const
const visa = { ...approving, brand: 'visa', funding: 'credit' } as const

export const testCards: readonly TestCard[] = [
  { ...visa, name: 'visa', label: 'Visa, approves', number: '4242424242424242' },
  {
    ...visa,
    name: 'visa_debit',
    label: 'Visa debit, approves',
    number: '4000056655665556',
    funding: 'debit',
  },
  {
    ...approving,
    name: 'mastercard',
    label: 'Mastercard, approves',
    number: '5555555555554444',
    brand: 'mastercard',
    funding: 'credit',
  },
  {
    ...approving,
    name: 'mastercard_debit',
    label: 'Mastercard debit, approves',
    number: '5200828282828210',
    brand: 'mastercard',
    funding: 'debit',
  },
  {
    ...approving,
    name: 'amex',
    label: 'American Express, approves',
    number: '378282246310005',
    brand: 'amex',
    funding: 'credit',
  },
  {
    ...approving,
    name: 'discover',
    label: 'Discover, approves',
    number: '6011111111111117',
    brand: 'discover',
    funding: 'credit',
  },
  {
    ...visa,
    name: 'visa_declined',
    label: 'Visa, declined',
    number: '4000000000000002',
    declines: 'generic_decline',
  },
  {
    ...visa,
    name: 'insufficient_funds',
    label: 'Visa, insufficient funds',
    number: '4000000000009995',
    declines: 'insufficient_funds',
  },
  { ...visa, name: 'lost_card', label: 'Visa, lost card', number: '4000000000009987', declines: 'lost_card' },
  {
    ...visa,
    name: 'stolen_card',
    label: 'Visa, stolen card',
    number: '4000000000009979',
    declines: 'stolen_card',
  },
  {
    ...visa,
    name: 'expired_card',
    label: 'Visa, expired',
    number: '4000000000000069',
    declines: 'expired_card',
  },
  {
    ...visa,
    name: 'processing_error',
    label: 'Visa, processing error',
    number: '4000000000000119',
    declines: 'processing_error',
  },
  {
    ...visa,
    name: 'refund_fails',
    label: 'Visa, approves; a refund fails later',
    number: '4000000000005126',
    refund: 'fails_later',
  },
  {
    ...visa,
    name: 'refund_pending',
    label: 'Visa, approves; a refund waits',
    number: '4000000000007726',
    refund: 'succeeds_later',
  },
]

export const defaultCard: TestCard = {
  ...visa,
  name: 'visa',
  label: 'Visa, approves',
  number: '4242424242424242',
}

export const cardByName = (name: string): TestCard | undefined => testCards.find((card) => card.name === name)

export const cardByNumber = (number: string): TestCard | undefined =>
  testCards.find((card) => card.number === number.replaceAll(/[ -]/g, ''))

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
