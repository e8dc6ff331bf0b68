import type { Clock } from '../../domain/ids/clock.ts'
import type { JobHandler } from '../jobs/job-runner.ts'
import { day, refundJanitorDelaysMs, succeededVisitsMs } from './refund-visits.ts'
import type { Refunds } from './refunds.ts'

const hour = 3_600_000

/**
 * Looks after a refund to its end. One that is open: for as long as it takes. One that succeeded can still be sent back by the customer's bank, for a
 * month: it is looked at again now and then, also when no webhook tells of it.
 */
export function createRefundJanitor(refunds: Pick<Refunds, 'refresh'>, clock: Clock): JobHandler {
  return async (job) => {
    const ageMs = clock.nowMs() - job.createdAtMs
    let lost = false
    // What succeeded just now was just now read; it is asked for again when a bank may have changed its mind.
    const seen = await refunds.refresh(job.storeId, job.subject, ageMs >= day, () => {
      lost = true
    })
    const nowMs = clock.nowMs()
    const state = seen.ok ? seen.value.state : null
    if (state === 'failed' || state === 'canceled') return { kind: 'done' }
    if (state !== 'succeeded')
      return { kind: 'again', atMs: nowMs + (refundJanitorDelaysMs[job.attempts] ?? day) }
    if (lost) return { kind: 'again', atMs: nowMs + hour }
    const next = succeededVisitsMs.find((visitMs) => job.createdAtMs + visitMs > nowMs)
    return next === undefined ? { kind: 'done' } : { kind: 'again', atMs: job.createdAtMs + next }
  }
}
