import type { ErrorCode } from '../../../domain/errors/codes.ts'

/**
 * What an error of Stripe's means for money.
 * applied  `no`: definitely not done · `maybe`: it may have been
 * retry    the same call under the same key may be sent again at once (the core counts and spaces the attempts)
 */
export type ErrorMeaning = {
  readonly applied: 'no' | 'maybe'
  readonly retry: boolean
  readonly errorCode: ErrorCode
  readonly source: string
}

export const codesPage = 'https://docs.stripe.com/error-codes'
export const lowLevelPage = 'https://docs.stripe.com/error-low-level'
export const limitsPage = 'https://docs.stripe.com/rate-limits'
export const idempotencyPage = 'https://docs.stripe.com/api/idempotent_requests'
const declinesPage = 'https://docs.stripe.com/declines'
const readerPage =
  'https://docs.stripe.com/terminal/payments/collect-card-payment?terminal-sdk-platform=server-driven'
const interacPage = 'https://docs.stripe.com/terminal/features/refunds'
const keysPage = 'https://docs.stripe.com/keys'

export const no = (errorCode: ErrorCode, source: string = codesPage): ErrorMeaning => ({
  applied: 'no',
  retry: false,
  errorCode,
  source,
})
export const notYet = (source: string): ErrorMeaning => ({
  applied: 'no',
  retry: true,
  errorCode: 'processor_unavailable',
  source,
})
export const maybe = (
  source: string,
  retry: boolean,
  errorCode: ErrorCode = 'processor_unavailable',
): ErrorMeaning => ({ applied: 'maybe', retry, errorCode, source })

/** One row per code that anything this adapter calls can answer. All others that Stripe lists stand in `errors-elsewhere.ts`. */
export const errorRows = {
  // Concurrency and limits: the limiter stands before the work, so nothing was done.
  lock_timeout: notYet(lowLevelPage),
  rate_limit: notYet(limitsPage),
  // A thousand changes of one intent in an hour: waiting a second does not help.
  payment_intent_rate_limit_exceeded: no('processor_unavailable', limitsPage),
  card_decline_rate_limit_exceeded: no('processor_refused', declinesPage),
  // Another request under this key is still running: that one may well do it.
  idempotency_key_in_use: maybe(idempotencyPage, true),

  // Readers. A timeout may be a false negative: the reader can have the command.
  terminal_reader_timeout: maybe(readerPage, false, 'reader_offline'),
  terminal_reader_offline: no('reader_offline', readerPage),
  terminal_reader_busy: no('reader_busy', readerPage),
  terminal_reader_hardware_fault: no('reader_offline', readerPage),
  terminal_reader_collected_data_invalid: no('processor_refused', readerPage),
  terminal_reader_invalid_location_for_payment: no('processor_refused', readerPage),
  terminal_reader_invalid_location_for_activation: no('processor_refused', readerPage),
  terminal_location_country_unsupported: no(
    'processor_refused',
    'https://docs.stripe.com/terminal/fleet/locations-and-zones',
  ),
  intent_invalid_state: no('payment_in_progress', readerPage),
  // A refund on a reader that ended before this one came: it may be this very one.
  return_intent_already_processed: maybe(interacPage, false),

  // The object is not in a state for this: read it back.
  payment_intent_unexpected_state: no('payment_not_cancelable'),
  payment_intent_payment_attempt_failed: no('processor_refused'),
  payment_intent_payment_attempt_expired: no('processor_refused'),
  payment_intent_action_required: no('processor_refused'),
  payment_intent_authentication_failure: no('processor_refused'),
  payment_intent_incompatible_payment_method: no('processor_refused'),
  payment_intent_invalid_parameter: no('processor_refused'),
  payment_method_unexpected_state: no('processor_refused'),
  payment_method_not_available: no('processor_refused'),
  payment_method_currency_mismatch: no('currency_not_used'),
  payment_method_unsupported_type: no('processor_refused'),
  payment_method_invalid_parameter: no('processor_refused'),
  payment_method_invalid_parameter_testmode: no('mode_mismatch'),
  payment_method_unactivated: no('processor_refused'),
  payment_method_restricted: no('processor_refused'),
  payment_method_customer_decline: no('processor_refused', declinesPage),
  payment_method_provider_decline: no('processor_refused', declinesPage),
  // The bank behind it did not answer in time; Stripe ends such an attempt, but nobody says what the bank did.
  payment_method_provider_timeout: maybe(codesPage, false),
  expired_payment_method: no('processor_refused'),
  charge_already_captured: no('payment_not_cancelable'),
  capture_unauthorized_payment: no('payment_not_cancelable'),
  charge_expired_for_capture: no('payment_not_cancelable'),
  capture_charge_authorization_expired: no('payment_not_cancelable'),
  charge_already_refunded: no('amount_too_large'),
  charge_disputed: no('processor_refused'),
  charge_not_refundable: no('processor_refused'),
  refund_disputed_payment: no('processor_refused'),
  balance_insufficient: no('processor_refused'),
  charge_exceeds_transaction_limit: no('amount_too_large'),
  charge_exceeds_source_limit: no('amount_too_large'),
  charge_invalid_parameter: no('processor_refused'),
  resource_missing: no('payment_not_found'),
  resource_already_exists: no('processor_refused'),
  status_transition_invalid: no('processor_refused'),

  // What we sent is wrong.
  amount_too_small: no('amount_invalid'),
  amount_too_large: no('amount_too_large'),
  invalid_charge_amount: no('amount_invalid'),
  parameter_invalid_integer: no('amount_invalid'),
  parameter_invalid_empty: no('processor_refused'),
  parameter_invalid_string_blank: no('processor_refused'),
  parameter_invalid_string_empty: no('processor_refused'),
  parameter_missing: no('processor_refused'),
  parameter_unknown: no('processor_refused'),
  parameters_exclusive: no('processor_refused'),
  invalid_characters: no('processor_refused'),
  country_code_invalid: no('processor_refused'),
  country_unsupported: no('processor_refused'),
  state_unsupported: no('processor_refused'),
  postal_code_invalid: no('processor_refused'),
  email_invalid: no('processor_refused'),
  url_invalid: no('processor_refused'),

  // Keys, modes and what the account may do.
  api_key_expired: no('processor_refused', keysPage),
  platform_api_key_expired: no('processor_refused', keysPage),
  secret_key_required: no('processor_refused', keysPage),
  livemode_mismatch: no('mode_mismatch', keysPage),
  testmode_charges_only: no('mode_mismatch', keysPage),
  tls_version_unsupported: no('processor_refused'),
  account_invalid: no('processor_refused'),
  platform_account_required: no('processor_refused'),
  not_allowed_on_standard_account: no('processor_refused'),
  capability_not_active: no('processor_refused'),
  approval_required: no('processor_refused'),
  action_blocked: no('processor_refused'),
  request_blocked: no('processor_refused'),
  anomalous_money_movement_request: no('processor_refused'),

  // A decline is an answer, never to be asked for again.
  card_declined: no('processor_refused', declinesPage),
  expired_card: no('processor_refused', declinesPage),
  processing_error: no('processor_refused', declinesPage),
  insufficient_funds: no('processor_refused', declinesPage),
  authentication_required: no('processor_refused', declinesPage),
  authentication_failure: no('processor_refused', declinesPage),
  debit_not_authorized: no('processor_refused', declinesPage),
  refer_to_customer: no('processor_refused', declinesPage),
  invalid_card_type: no('processor_refused', declinesPage),
} as const satisfies Readonly<Record<string, ErrorMeaning>>
