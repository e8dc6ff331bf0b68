import { StripeRefusal } from '../http/stripe-refusal.ts'
import { keyInUse } from '../idempotency/idempotency.ts'
import { readerRules } from '../readers/reader-rules.ts'
import type { Fault } from './faults.ts'

const invalid = (
  status: number,
  code: string,
  message: string,
  more: { readonly executed?: boolean; readonly headers?: Readonly<Record<string, string>> } = {},
): StripeRefusal =>
  new StripeRefusal({
    status,
    executed: more.executed ?? false,
    headers: more.headers,
    error: { type: 'invalid_request_error', code, message },
  })

/** The words that the reader itself would use. */
const saidByReader = (code: string): StripeRefusal => {
  const rule = readerRules.find((candidate) => candidate.code === code)
  return invalid(400, code, rule?.message ?? 'The reader could not do this.')
}

/** The error that a fault answers with; undefined for the faults that do not answer by themselves. */
export const faultRefusal = (fault: Fault, key: string | undefined): StripeRefusal | undefined => {
  switch (fault.kind) {
    case 'hang':
    case 'drop':
    case 'truncate':
      return undefined
    case 'error_500':
    case 'error_500_stored':
      return new StripeRefusal({
        status: 500,
        executed: fault.kind === 'error_500_stored' || fault.when === 'after',
        error: {
          type: 'api_error',
          message: 'An unknown error occurred (asked for by the practice controls).',
        },
      })
    case 'conflict':
      return keyInUse(key ?? 'none')
    case 'reader_timeout':
      return invalid(
        400,
        'terminal_reader_timeout',
        'There was a timeout when sending this command to the reader. It may have arrived; look at the reader before sending it again.',
        { executed: fault.when === 'after' },
      )
    case 'reader_busy':
      return saidByReader('terminal_reader_busy')
    case 'reader_offline':
      return saidByReader('terminal_reader_offline')
    case 'reader_hardware_fault':
      return invalid(
        400,
        'terminal_reader_hardware_fault',
        'The reader has a hardware fault: restart it, or use another.',
      )
    case 'lock_timeout':
      return invalid(
        429,
        'lock_timeout',
        'This object cannot be accessed right now because another API request or Stripe process is currently accessing it.',
        { headers: { 'stripe-should-retry': 'true' } },
      )
    case 'rate_limit':
      return invalid(429, 'rate_limit', 'Request rate limit exceeded.', {
        headers: { 'stripe-rate-limited-reason': fault.reason },
      })
  }
}
