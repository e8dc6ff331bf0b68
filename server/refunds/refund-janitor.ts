import type { Clock } from '../../domain/ids/clock.ts'
import type { JobHandler } from '../jobs/job-runner.ts'
import { isSettledRefund } from './refund-row.ts'
import { day, refundJanitorDelaysMs } from './refund-visits.ts'
import type { Refunds } from './refunds.ts'

/** Looks after refunds whose end is not known, for as long as it takes. */
export function createRefundJanitor(refunds: Refunds, clock: Clock): JobHandler {
  return async (job) => {
    const seen = await refunds.refresh(job.storeId, job.subject)
    if (seen.ok && isSettledRefund(seen.value.state)) return { kind: 'done' }
    return { kind: 'again', atMs: clock.nowMs() + (refundJanitorDelaysMs[job.attempts] ?? day) }
  }
}
