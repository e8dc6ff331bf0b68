import type { Clock } from '../../domain/ids/clock.ts'
import { ok } from '../../domain/result.ts'
import type { JobHandler } from '../jobs/job-runner.ts'
import { isOver } from './decide.ts'
import { day, janitorDelaysMs, second } from './janitor-visits.ts'
import type { Payments } from './payments.ts'

/**
 * Looks after payments nobody asks about any more: a till that died, an answer that was lost. Reads them back, and after a day cancels
 * an intent that still waits for a card: an abandoned one is never captured.
 */
export function createJanitor(payments: Pick<Payments, 'refresh' | 'cancel'>, clock: Clock): JobHandler {
  return async (job) => {
    const seen = await payments.refresh(job.storeId, job.subject)
    if (!seen.ok) return { kind: 'done' }
    const abandoned = job.attempts >= janitorDelaysMs.length && !isOver(seen.value)
    const after = abandoned ? await payments.cancel(job.storeId, job.subject) : ok(seen.value)
    if (after.ok && isOver(after.value)) return { kind: 'done' }
    const delayMs = janitorDelaysMs[job.attempts] ?? day
    // Counted from the request for the early visits, so that a slow one does not push back all others.
    const dueMs = job.createdAtMs + delayMs
    return {
      kind: 'again',
      atMs:
        job.attempts < janitorDelaysMs.length ? Math.max(dueMs, clock.nowMs() + second) : clock.nowMs() + day,
    }
  }
}
