import type { DeclineReason } from '../../../domain/payment/attempt.ts'
import type { Decline } from '../../../domain/payment/processor.ts'

/** Decline codes to what a counter may say. lost, stolen, fraudulent and everything not listed: generic. https://docs.stripe.com/declines/codes */
const declineReasons: Readonly<Record<string, DeclineReason>> = {
  insufficient_funds: 'insufficient_funds',
  withdrawal_count_limit_exceeded: 'insufficient_funds',
  expired_card: 'expired_card',
  incorrect_pin: 'incorrect_pin',
  invalid_pin: 'incorrect_pin',
  offline_pin_required: 'pin_required',
  online_or_offline_pin_required: 'pin_required',
  processing_error: 'try_again',
  try_again_later: 'try_again',
  issuer_not_available: 'try_again',
  reenter_transaction: 'try_again',
  approve_with_id: 'try_again',
  card_not_supported: 'card_not_supported',
  currency_not_supported: 'card_not_supported',
  invalid_account: 'card_not_supported',
}
export const toDecline = (code: string): Decline => ({
  code,
  reason: Object.hasOwn(declineReasons, code) ? (declineReasons[code] ?? 'generic') : 'generic',
})

type ErrorOnObject = {
  readonly type?: string
  readonly code?: string
  readonly decline_code?: string
}

export function declineOf(error: ErrorOnObject | null): Decline | null {
  if (error === null) return null
  const code = error.decline_code ?? error.code
  return toDecline(code ?? error.type ?? 'unnamed')
}

/** Failure codes of a reader action that are the card's or the bank's no. Others are the reader's own trouble. */
export const declineFailures: ReadonlySet<string> = new Set([
  'card_declined',
  'expired_card',
  'processing_error',
  'insufficient_funds',
  'incorrect_pin',
  'generic_decline',
])
