import type { DeclineReason } from '../../../domain/payment/attempt.ts'
import type { Decline } from '../../../domain/payment/processor.ts'

/**
 * What a decline code means at a counter.
 * again     the same card may be tried again now
 * customer  it can work after the customer does something: another card, another PIN, another way to insert it
 * never     this card must not be tried again for this. A counter hears nothing of the reason: it may be a lost or stolen card
 */
type DeclineRow = {
  readonly sense: 'again' | 'customer' | 'never'
  readonly reason: DeclineReason
  readonly source: string
}

const codesPage = 'https://docs.stripe.com/declines/codes'
const terminalPage = 'https://docs.stripe.com/terminal/references/testing'

const again = (source: string = codesPage): DeclineRow => ({ sense: 'again', reason: 'try_again', source })
const customer = (reason: Exclude<DeclineReason, 'try_again'>, source: string = codesPage): DeclineRow => ({
  sense: 'customer',
  reason,
  source,
})
const never = (source: string = codesPage): DeclineRow => ({ sense: 'never', reason: 'generic', source })

/** One row per decline code. Anything else is `never`: a reason nobody has read about is no reason to try again. */
export const declineRows: Readonly<Record<string, DeclineRow>> = {
  // The bank, not the card: the same card again may go through.
  approve_with_id: again(),
  issuer_not_available: again(),
  processing_error: again(),
  reenter_transaction: again(),
  try_again_later: again(),

  // The customer can do something about it.
  insufficient_funds: customer('insufficient_funds'),
  card_velocity_exceeded: customer('insufficient_funds'),
  withdrawal_count_limit_exceeded: customer('insufficient_funds'),
  expired_card: customer('expired_card'),
  incorrect_pin: customer('incorrect_pin'),
  invalid_pin: customer('incorrect_pin'),
  offline_pin_required: customer('pin_required', terminalPage),
  online_or_offline_pin_required: customer('pin_required', terminalPage),
  authentication_required: customer('pin_required'),
  mobile_device_authentication_required: customer('generic'),
  card_not_supported: customer('card_not_supported'),
  currency_not_supported: customer('card_not_supported'),
  invalid_account: customer('card_not_supported'),
  service_not_allowed: customer('card_not_supported'),
  transaction_not_allowed: customer('card_not_supported'),
  not_permitted: customer('card_not_supported'),
  invalid_amount: customer('generic'),
  new_account_information_available: customer('generic'),
  call_issuer: customer('generic'),
  do_not_honor: customer('generic'),
  no_action_taken: customer('generic'),
  generic_decline: customer('generic'),
  // The same amount was taken from this card a moment ago: look for that payment first.
  duplicate_transaction: customer('generic'),
  testmode_decline: customer('card_not_supported'),

  // Typed cards; a counter takes none, a hosted page may.
  incorrect_address: customer('generic'),
  incorrect_cvc: customer('generic'),
  incorrect_number: customer('generic'),
  incorrect_zip: customer('generic'),
  invalid_cvc: customer('generic'),
  invalid_expiry_month: customer('generic'),
  invalid_expiry_year: customer('generic'),
  invalid_number: customer('generic'),

  // Never again, and never said why: who holds the card may not be who owns it.
  do_not_try_again: never(),
  fraudulent: never(),
  lost_card: never(),
  merchant_blacklist: never(),
  pickup_card: never(),
  pin_try_exceeded: never(),
  restricted_card: never(),
  revocation_of_all_authorizations: never(),
  revocation_of_authorization: never(),
  security_violation: never(),
  stolen_card: never(),
  stop_payment_order: never(),
}

const unread = never()
const rowOf = (code: string): DeclineRow =>
  Object.hasOwn(declineRows, code) ? (declineRows[code] ?? unread) : unread

export const toDecline = (code: string): Decline => ({ code, reason: rowOf(code).reason })

type ErrorOnObject = {
  readonly type?: string
  readonly code?: string
  readonly decline_code?: string
  readonly advice_code?: string
}

/** The decline on an intent or a reader's action. A bank's advice not to try again is heard, whatever the code. https://docs.stripe.com/declines#advice-codes */
export function declineOf(error: ErrorOnObject | null): Decline | null {
  if (error === null) return null
  const decline = toDecline(error.decline_code ?? error.code ?? error.type ?? 'unnamed')
  const hopeless = error.advice_code === 'do_not_try_again' && rowOf(decline.code).sense === 'again'
  return hopeless ? { ...decline, reason: 'generic' } : decline
}

/** Whether a reader's failure code is the card's or the bank's no. Others are the reader's own trouble. */
export const isDeclineCode = (code: string): boolean =>
  code === 'card_declined' || Object.hasOwn(declineRows, code)
