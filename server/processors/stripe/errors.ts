import type { ErrorCode } from '../../../domain/errors/codes.ts'
import type { ProcessorAnswer, ProcessorCause } from '../../../domain/payment/processor.ts'
import type { WireError } from './client.ts'

/**
 * What an error of Stripe's means for money, one row per code.
 * applied  `no`: definitely not done · `maybe`: it may have been
 * retry    the same call under the same key may be sent again at once (the core counts and spaces the attempts)
 */
type ErrorMeaning = {
  readonly applied: 'no' | 'maybe'
  readonly retry: boolean
  readonly errorCode: ErrorCode
  readonly source: string
}

const codes = 'https://docs.stripe.com/error-codes'
const lowLevel = 'https://docs.stripe.com/error-low-level'
const readerCommands =
  'https://docs.stripe.com/terminal/payments/collect-card-payment?terminal-sdk-platform=server-driven'

const no = (errorCode: ErrorCode, source: string): ErrorMeaning => ({
  applied: 'no',
  retry: false,
  errorCode,
  source,
})
const notYet = (source: string): ErrorMeaning => ({
  applied: 'no',
  retry: true,
  errorCode: 'processor_unavailable',
  source,
})
const maybe = (source: string, retry: boolean): ErrorMeaning => ({
  applied: 'maybe',
  retry,
  errorCode: 'processor_unavailable',
  source,
})

export const errorRows: Readonly<Record<string, ErrorMeaning>> = {
  // Concurrency and limits: the limiter stands before the work, so nothing was done.
  lock_timeout: notYet(lowLevel),
  rate_limit: notYet('https://docs.stripe.com/rate-limits'),
  // Another request under this key is still running: that one may well do it.
  idempotency_key_in_use: maybe('https://docs.stripe.com/api/idempotent_requests', true),

  // Readers. A timeout may be a false negative: the reader can have the command.
  terminal_reader_timeout: {
    applied: 'maybe',
    retry: false,
    errorCode: 'reader_offline',
    source: readerCommands,
  },
  terminal_reader_offline: no('reader_offline', readerCommands),
  terminal_reader_busy: no('reader_busy', readerCommands),
  terminal_reader_hardware_fault: no('reader_offline', readerCommands),
  terminal_reader_collected_data_invalid: no('processor_refused', readerCommands),
  terminal_reader_invalid_location_for_payment: no('processor_refused', readerCommands),
  terminal_reader_invalid_location_for_activation: no('processor_refused', readerCommands),
  intent_invalid_state: no('payment_in_progress', readerCommands),

  // The object is not in a state for this: read it back.
  payment_intent_unexpected_state: no('payment_not_cancelable', codes),
  payment_intent_incompatible_payment_method: no('processor_refused', codes),
  charge_already_captured: no('payment_not_cancelable', codes),
  charge_already_refunded: no('amount_too_large', codes),
  charge_disputed: no('processor_refused', codes),
  refund_disputed_payment: no('processor_refused', codes),
  charge_expired_for_capture: no('payment_not_cancelable', codes),
  capture_charge_authorization_expired: no('payment_not_cancelable', codes),
  resource_missing: no('payment_not_found', codes),

  // What we sent is wrong.
  amount_too_small: no('amount_invalid', codes),
  amount_too_large: no('amount_too_large', codes),
  parameter_invalid_integer: no('amount_invalid', codes),
  invalid_charge_amount: no('amount_invalid', codes),
  parameter_missing: no('processor_refused', codes),
  parameter_unknown: no('processor_refused', codes),

  // Keys and modes.
  api_key_expired: no('processor_refused', codes),
  secret_key_required: no('processor_refused', codes),
  platform_api_key_expired: no('processor_refused', codes),
  livemode_mismatch: no('mode_mismatch', codes),
  testmode_charges_only: no('mode_mismatch', codes),

  // A decline is an answer, never to be asked for again. https://docs.stripe.com/declines
  card_declined: no('processor_refused', 'https://docs.stripe.com/declines'),
  expired_card: no('processor_refused', 'https://docs.stripe.com/declines'),
  processing_error: no('processor_refused', 'https://docs.stripe.com/declines'),
  insufficient_funds: no('processor_refused', 'https://docs.stripe.com/declines'),
}

/** Codes that are not in the table, by status. A 4xx was judged and not done; a 5xx or silence may have been done. */
function meaningByStatus(error: WireError): ErrorMeaning {
  const { httpStatus } = error
  if (error.type === 'idempotency_error')
    return no('idempotency_conflict', 'https://docs.stripe.com/api/idempotent_requests')
  if (httpStatus === 429) return notYet('https://docs.stripe.com/rate-limits')
  if (httpStatus === 409) return maybe(lowLevel, true)
  if (httpStatus !== null && httpStatus >= 400 && httpStatus < 500) return no('processor_refused', codes)
  if (httpStatus === null && error.networkCode !== null && neverSent.has(error.networkCode))
    return notYet(lowLevel)
  return maybe(lowLevel, true)
}

/** Failures before a connection stood: no byte of the request can have arrived. */
const neverSent: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
])

const networkNames: Readonly<Record<string, string>> = {
  ETIMEDOUT: 'timeout',
  CONNECTION_LOST: 'connection_lost',
  ECONNRESET: 'connection_lost',
  EPIPE: 'connection_lost',
  ECONNREFUSED: 'connection_refused',
}

function codeOf(error: WireError): string {
  if (error.code !== null) return error.code
  if (error.httpStatus !== null) return `http_${error.httpStatus}`
  return networkNames[error.networkCode ?? ''] ?? error.networkCode ?? 'no_answer'
}

/** Vendor error → answer. Pure. `stripe-should-retry` overrules the table's `retry`, never its `applied`. */
export function answerOfError(error: WireError): Exclude<ProcessorAnswer<never>, { kind: 'done' }> {
  const meaning = (error.code === null ? undefined : errorRows[error.code]) ?? meaningByStatus(error)
  // A 5xx that carries a known code is still a 5xx: it proves nothing.
  const applied = (error.httpStatus ?? 0) >= 500 ? 'maybe' : meaning.applied
  const cause: ProcessorCause = {
    code: codeOf(error),
    message: error.message,
    retry: error.shouldRetry ?? meaning.retry,
    errorCode: meaning.errorCode,
    httpStatus: error.httpStatus,
    requestId: error.requestId,
    replayed: error.replayed,
  }
  return applied === 'no' ? { kind: 'refused', cause } : { kind: 'unknown', cause }
}
