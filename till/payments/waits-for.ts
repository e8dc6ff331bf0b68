import type { Payment } from '../../domain/protocol/server-api.ts'
import type { CardAttemptView } from '../../domain/protocol/views.ts'
import type { Result } from '../../domain/result.ts'

export type WaitsFor = NonNullable<CardAttemptView['waitsFor']>

/** Whose answer is missing after this one, for the screen only: where nobody answers, who should have; where somebody did, who has not told them. */
export function waitsFor(answer: Result<Payment>): WaitsFor {
  if (answer.ok) {
    if (answer.value.needsPerson === true) return 'person'
    return answer.value.reader?.status === 'offline' ? 'reader' : 'processor'
  }
  switch (answer.error.code) {
    case 'storage_full':
    case 'storage_failed':
    case 'storage_read_only':
      return 'server-disk'
    case 'processor_down':
    case 'processor_unavailable':
    case 'payment_unknown':
      return 'processor'
    default:
      return 'server'
  }
}
