import { type RandomBytes, randomHex } from '../ids.ts'
import { type DeclineCode, declines } from './declines.ts'
import type { ReadMethod } from './payment-method.ts'
import type { TestCard } from './test-card.ts'

/** What the card networks want on a card-present receipt; docs.stripe.com/terminal/features/receipts. */
export interface EmvReceipt {
  readonly account_type: 'checking' | 'credit' | 'prepaid'
  readonly application_cryptogram: string | null
  readonly application_preferred_name: string | null
  readonly authorization_code: string | null
  readonly authorization_response_code: string | null
  readonly cardholder_verification_method: string | null
  readonly dedicated_file_name: string | null
  readonly terminal_verification_results: string | null
  readonly transaction_status_information: string | null
}

/** Application identifiers of the networks (EMV tag 84), with the name the card gives its application. */
const applications: Readonly<Record<TestCard['brand'], { readonly aid: string; readonly name: string }>> = {
  visa: { aid: 'A0000000031010', name: 'VISA' },
  mastercard: { aid: 'A0000000041010', name: 'MASTERCARD' },
  amex: { aid: 'A00000002501', name: 'AMERICAN EXPRESS' },
  discover: { aid: 'A0000001523010', name: 'DISCOVER' },
  interac: { aid: 'A0000002771010', name: 'INTERAC' },
  eftpos_au: { aid: 'A00000038410', name: 'EFTPOS' },
}

const accountTypes = { credit: 'credit', debit: 'checking', prepaid: 'prepaid' } as const
const approvedResponse = '3030'

/** How the holder proved to be one; a step-up that was declined first had asked for nothing yet. */
const verification = (card: TestCard, readMethod: ReadMethod, decline: DeclineCode | null): string => {
  if (card.pin !== null && !(card.stepUp && decline !== null)) return `${card.pin}_pin`
  if (readMethod === 'contact_emv') return 'offline_pin'
  return readMethod === 'contactless_emv' ? 'approval' : 'signature'
}

/** A swiped card has no chip and therefore none of the EMV fields. */
export const emvReceipt = (
  random: RandomBytes,
  card: TestCard,
  readMethod: ReadMethod,
  decline: DeclineCode | null,
): EmvReceipt => {
  const chip = readMethod !== 'magnetic_stripe_track2'
  const application = applications[card.brand]
  return {
    account_type: accountTypes[card.funding],
    application_cryptogram: chip ? randomHex(random, 16) : null,
    application_preferred_name: chip ? `${application.name} ${card.funding.toUpperCase()}` : null,
    authorization_code: decline === null ? randomHex(random, 6) : null,
    authorization_response_code: decline === null ? approvedResponse : declines[decline].responseCode,
    cardholder_verification_method: verification(card, readMethod, decline),
    dedicated_file_name: chip ? application.aid : null,
    terminal_verification_results: chip ? '8000008000' : null,
    transaction_status_information: chip ? '6800' : null,
  }
}
