import type { ProcessorAnswer, ProcessorCause } from '../../../domain/payment/processor.ts'
import type { WireError } from './client.ts'
import {
  codesPage,
  type ErrorMeaning,
  errorRows,
  idempotencyPage,
  limitsPage,
  lowLevelPage,
  maybe,
  no,
  notYet,
} from './error-table.ts'

/** The row of a code; undefined for one that Stripe's documents do not name for what we call. */
const rowOf = (code: string | null): ErrorMeaning | undefined =>
  code !== null && Object.hasOwn(errorRows, code) ? errorRows[code as keyof typeof errorRows] : undefined

/** Codes that are not in the table, by status. A 4xx was judged and not done; a 5xx or silence may have been done. */
function meaningByStatus(error: WireError): ErrorMeaning {
  const { httpStatus } = error
  if (error.type === 'idempotency_error') return no('idempotency_conflict', idempotencyPage)
  if (httpStatus === 429) return notYet(limitsPage)
  // 408: something on the way gave up waiting; what stands behind it may have the request.
  if (httpStatus === 409 || httpStatus === 408) return maybe(lowLevelPage, true)
  if (httpStatus !== null && httpStatus >= 400 && httpStatus < 500) return no('processor_refused', codesPage)
  if (httpStatus === null && error.networkCode !== null && neverSent.has(error.networkCode))
    return notYet(lowLevelPage)
  return maybe(lowLevelPage, true)
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
  const meaning = rowOf(error.code) ?? meaningByStatus(error)
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
