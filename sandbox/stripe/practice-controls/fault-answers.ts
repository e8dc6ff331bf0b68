import { StripeRefusal } from '../http/stripe-refusal.ts'
import type { Fault } from './faults.ts'

/** The error that a fault answers with; undefined for the faults that do not answer by themselves. */
export const faultRefusal = (fault: Fault): StripeRefusal | undefined => {
  switch (fault.kind) {
    case 'hang':
    case 'drop':
      return undefined
    case 'error_500':
      return new StripeRefusal({
        status: 500,
        executed: fault.when === 'after',
        error: {
          type: 'api_error',
          message: 'An unknown error occurred (asked for by the practice controls).',
        },
      })
    case 'reader_timeout':
      return new StripeRefusal({
        status: 400,
        executed: fault.when === 'after',
        error: {
          type: 'invalid_request_error',
          code: 'terminal_reader_timeout',
          message:
            'There was a timeout when sending this command to the reader. It may have arrived; look at the reader before sending it again.',
        },
      })
    case 'reader_busy':
      return new StripeRefusal({
        status: 400,
        executed: false,
        error: {
          type: 'invalid_request_error',
          code: 'terminal_reader_busy',
          message: 'Reader is currently busy processing another request.',
        },
      })
    case 'lock_timeout':
      return new StripeRefusal({
        status: 429,
        executed: false,
        headers: { 'stripe-should-retry': 'true' },
        error: {
          type: 'invalid_request_error',
          code: 'lock_timeout',
          message:
            'This object cannot be accessed right now because another API request or Stripe process is currently accessing it.',
        },
      })
    case 'rate_limit':
      return new StripeRefusal({
        status: 429,
        executed: false,
        headers: { 'stripe-rate-limited-reason': 'global-rate' },
        error: { type: 'invalid_request_error', code: 'rate_limit', message: 'Request rate limit exceeded.' },
      })
  }
}
