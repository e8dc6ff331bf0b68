import type { Logger } from 'pino'
import type { Clock } from '../../domain/ids/clock.ts'
import { recordEvent } from '../events/events.ts'
import type { Db, Store } from '../store/store.ts'
import type { JobKey } from './enqueue-job.ts'

export type Job = JobKey & {
  /** How often it has run, this time included. */
  readonly attempts: number
  readonly createdAtMs: number
}

/**
 * done    it will not run again
 * again   it has more to do at that time
 * failed  it did not work; it is tried again with growing pauses and given to a person after `attemptsMax`
 */
export type JobOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'again'; readonly atMs: number }
  | { readonly kind: 'failed'; readonly reason: string }

export type JobHandler = (job: Job) => Promise<JobOutcome>

export type JobRunner = {
  /** Runs what is due now, to the end; answers how many jobs ran. */
  readonly runDue: () => Promise<number>
  /** Something was enqueued: look soon instead of at the next beat. */
  readonly wake: () => void
  readonly start: () => void
  /** No new job begins; those that run are waited for. */
  readonly close: () => Promise<void>
}

type Options = {
  readonly store: Store
  readonly clock: Clock
  readonly logger: Logger
  readonly handlers: ReadonlyMap<string, JobHandler>
}

const beatMs = 500
const batchCountMax = 8
/** Longer than any handler's own retries together. */
const leaseMs = 120_000
const attemptsMax = 12
const pauseMaxMs = 3_600_000

/** 1 s, 2 s, 4 s … up to an hour. */
const pauseMs = (attempts: number): number => Math.min(pauseMaxMs, 1_000 * 2 ** (attempts - 1))

/** Takes up to a batch of due jobs, so that no other process runs them. A job whose runner died is due again when its lease ends. */
async function claim(db: Db, nowMs: number): Promise<readonly (Job & { readonly version: number })[]> {
  const due = await db
    .selectFrom('jobs')
    .selectAll()
    .where((eb) =>
      eb.or([
        eb.and([eb('state', '=', 'waiting'), eb('run_at_ms', '<=', nowMs)]),
        eb.and([eb('state', '=', 'running'), eb('locked_until_ms', '<=', nowMs)]),
      ]),
    )
    .orderBy('run_at_ms')
    .limit(batchCountMax)
    .execute()
  const claimed: (Job & { readonly version: number })[] = []
  for (const row of due) {
    const taken = await db
      .updateTable('jobs')
      .set({
        state: 'running',
        locked_until_ms: nowMs + leaseMs,
        attempts: row.attempts + 1,
        version: row.version + 1,
      })
      .where('store_id', '=', row.store_id)
      .where('kind', '=', row.kind)
      .where('subject', '=', row.subject)
      .where('version', '=', row.version)
      .executeTakeFirst()
    if (taken.numUpdatedRows !== 1n) continue
    claimed.push({
      storeId: row.store_id,
      kind: row.kind,
      subject: row.subject,
      attempts: row.attempts + 1,
      createdAtMs: row.created_at_ms,
      version: row.version + 1,
    })
  }
  return claimed
}

/** Drives the jobs table. At-least-once: a handler must bear running twice. Due times come from the injected clock; the beat is only pacing. */
export function createJobRunner({ store, clock, logger, handlers }: Options): JobRunner {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<number> | undefined
  let wanted = false
  let closed = false

  const settle = async (job: Job & { readonly version: number }, outcome: JobOutcome): Promise<void> => {
    const nowMs = clock.nowMs()
    const dead = outcome.kind === 'failed' && job.attempts >= attemptsMax
    const next = {
      done: { state: 'done' as const, run_at_ms: nowMs, last_error: null },
      again: {
        state: 'waiting' as const,
        run_at_ms: outcome.kind === 'again' ? outcome.atMs : nowMs,
        last_error: null,
      },
      failed: {
        state: dead ? ('failed' as const) : ('waiting' as const),
        run_at_ms: nowMs + pauseMs(job.attempts),
        last_error: outcome.kind === 'failed' ? outcome.reason.slice(0, 500) : null,
      },
    }[outcome.kind]
    await store.transaction(async (trx) => {
      // A version that moved on means: enqueued again while it ran. Then it stays due.
      await trx
        .updateTable('jobs')
        .set({ ...next, locked_until_ms: null, version: job.version + 1 })
        .where('store_id', '=', job.storeId)
        .where('kind', '=', job.kind)
        .where('subject', '=', job.subject)
        .where('version', '=', job.version)
        .execute()
      if (!dead) return
      await recordEvent(trx, {
        storeId: job.storeId,
        at: nowMs,
        kind: 'job.failed',
        body: { kind: job.kind, subject: job.subject, attempts: job.attempts, reason: next.last_error },
      })
    })
  }

  const runJob = async (job: Job & { readonly version: number }): Promise<void> => {
    const handler = handlers.get(job.kind)
    let outcome: JobOutcome
    try {
      outcome =
        handler === undefined ? { kind: 'failed', reason: `nothing handles ${job.kind}` } : await handler(job)
    } catch (error) {
      logger.error({ err: error, job: { kind: job.kind, subject: job.subject } }, 'a job broke')
      outcome = { kind: 'failed', reason: error instanceof Error ? error.message : 'a job broke' }
    }
    await settle(job, outcome)
  }

  const runAll = async (): Promise<number> => {
    let count = 0
    while (!closed) {
      wanted = false
      const jobs = await claim(store.db, clock.nowMs())
      await Promise.all(jobs.map(runJob))
      count += jobs.length
      if (jobs.length === 0 && !wanted) break
    }
    return count
  }

  const runDue = (): Promise<number> => {
    wanted = true
    running ??= runAll().finally(() => {
      running = undefined
    })
    return running
  }

  const beat = (): void => {
    if (closed) return
    runDue()
      .catch((error: unknown) => logger.error({ err: error }, 'the job runner could not read its table'))
      .finally(() => {
        clearTimeout(timer)
        if (!closed) timer = setTimeout(beat, beatMs).unref()
      })
  }

  return {
    runDue,
    wake: () => {
      if (timer === undefined || closed) return
      clearTimeout(timer)
      timer = setTimeout(beat, 0).unref()
    },
    start: () => {
      timer = setTimeout(beat, 0).unref()
    },
    close: async () => {
      closed = true
      clearTimeout(timer)
      await running?.catch(() => undefined)
    },
  }
}
