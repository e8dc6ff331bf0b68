import type { Clock } from '../../domain/ids/clock.ts'
import type { JobHandler } from '../jobs/job-runner.ts'
import { isSettledRefund } from './refund-row.ts'
import type { Refunds } from './refunds.ts'

export const refundJanitorKind = 'refund.janitor'

const minute = 60_000
const day = 24 * 60 * minute
export const refundJanitorDelaysMs = [5_000, minute, 5 * minute, 60 * minute, day] as const

/** Looks after refunds whose end is not known, for as long as it takes. */
export function createRefundJanitor(refunds: Refunds, clock: Clock): JobHandler {
  return async (job) => {
    const seen = await refunds.refresh(job.storeId, job.subject)
    if (seen.ok && isSettledRefund(seen.value.state)) return { kind: 'done' }
    return { kind: 'again', atMs: clock.nowMs() + (refundJanitorDelaysMs[job.attempts] ?? day) }
  }
}
