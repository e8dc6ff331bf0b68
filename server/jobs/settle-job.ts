import { redact } from '../../domain/security/card-number.ts'
import { recordEvent } from '../events/events.ts'
import type { Store, Trx } from '../store/store.ts'
import type { ClaimedJob, Job } from './claim-jobs.ts'

/**
 * done    it will not run again
 * again   it has more to do at that time
 * failed  it did not work; it is tried again with growing pauses and given to a person after `attemptsMax`
 */
export type JobOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'again'; readonly atMs: number }
  | { readonly kind: 'failed'; readonly reason: string }

/** Told in the transaction that gives a job up, so that what it was about goes to a person with it. */
export type DeadJobHandler = (trx: Trx, job: Job, reason: string, nowMs: number) => Promise<void>

export const attemptsMax = 12
const pauseMaxMs = 3_600_000

/** 1 s, 2 s, 4 s … up to an hour. */
const pauseMs = (attempts: number): number => Math.min(pauseMaxMs, 1_000 * 2 ** (attempts - 1))

function nextOf(job: ClaimedJob, outcome: JobOutcome, nowMs: number, dead: boolean) {
  switch (outcome.kind) {
    case 'done':
      return { state: 'done' as const, run_at_ms: nowMs, last_error: null }
    case 'again':
      return { state: 'waiting' as const, run_at_ms: outcome.atMs, last_error: null }
    case 'failed':
      return {
        state: dead ? ('failed' as const) : ('waiting' as const),
        run_at_ms: nowMs + pauseMs(job.attempts),
        last_error: redact(outcome.reason).slice(0, 500),
      }
  }
}

/** Writes what came of a job. A version that moved on means: enqueued again while it ran; then it only lets go of it, and it stays due. */
export async function settleJob(
  store: Store,
  job: ClaimedJob,
  outcome: JobOutcome,
  nowMs: number,
  onDead: DeadJobHandler | undefined,
): Promise<void> {
  const dead = outcome.kind === 'failed' && job.attempts >= attemptsMax
  await store.transaction(async (trx) => {
    const own = trx
      .updateTable('jobs')
      .where('store_id', '=', job.storeId)
      .where('kind', '=', job.kind)
      .where('subject', '=', job.subject)
    const settled = await own
      .set({ ...nextOf(job, outcome, nowMs, dead), locked_until_ms: null, version: job.version + 1 })
      .where('version', '=', job.version)
      .executeTakeFirst()
    if (settled.numUpdatedRows === 0n) {
      // Nothing is let go of that another runner took after this one's lease had ended.
      await own
        .set((eb) => ({ state: 'waiting', locked_until_ms: null, version: eb('version', '+', 1) }))
        .where('claim_no', '=', job.claimNo)
        .where('state', '=', 'running')
        .execute()
      return
    }
    if (outcome.kind !== 'failed' || !dead) return
    await onDead?.(trx, job, outcome.reason, nowMs)
    await recordEvent(trx, {
      storeId: job.storeId,
      at: nowMs,
      kind: 'job.failed',
      body: { kind: job.kind, subject: job.subject, attempts: job.attempts, reason: outcome.reason },
    })
  })
}
