import type { ErrorCode } from '../../domain/errors/codes.ts'
import type { ProcessorAnswer } from '../../domain/payment/processor.ts'

/** A reader that is off or busy says nothing about the processor, whatever the answer came to. */
const aboutTheReader: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['reader_offline', 'reader_busy'])

/**
 * Whether an answer speaks for the processor being down: silence, a refused connection, a 5xx, something that is no answer of its own. Never a decline, a
 * refusal, a limit or a conflict (it judged, so it is there), a reader's trouble, or the stored answer of an earlier request.
 */
export function isOutage(answer: ProcessorAnswer<unknown>): boolean {
  if (answer.kind === 'done') return false
  const { replayed, httpStatus, errorCode } = answer.cause
  if (replayed || aboutTheReader.has(errorCode)) return false
  if (httpStatus !== null && httpStatus >= 400 && httpStatus < 500) return false
  if (answer.kind === 'unknown') return true
  return httpStatus === null ? errorCode === 'processor_unavailable' : httpStatus >= 500
}
