import type { Logger } from 'pino'
import type { Clock, Scheduler } from '../../domain/ids/clock.ts'
import { systemScheduler } from '../scheduler.ts'
import type { Store } from '../store/store.ts'
import { type ClaimedJob, claimJobs, type Job, leaseMs, renewLease } from './claim-jobs.ts'
import { type DeadJobHandler, type JobOutcome, settleJob } from './settle-job.ts'

export type { Job } from './claim-jobs.ts'
export type { DeadJobHandler, JobOutcome } from './settle-job.ts'

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
  /** By kind, for what must be said when a job is given up. */
  readonly dead?: ReadonlyMap<string, DeadJobHandler> | undefined
  /** Left out: the machine's timers. */
  readonly scheduler?: Scheduler | undefined
}

const beatMs = 500
/** Jobs of one process at a time. A slow one holds its own place only. */
const placesMax = 8

/**
 * Drives the jobs table. At-least-once: a handler must bear running twice, though never twice at the same time. Due times come from the injected
 * clock; the beat is only pacing.
 */
export function createJobRunner({
  store,
  clock,
  logger,
  handlers,
  dead,
  scheduler = systemScheduler,
}: Options): JobRunner {
  let cancelTimer: (() => void) | undefined
  let running: Promise<number> | undefined
  let wanted = false
  let nudge = (): void => {}
  let closed = false

  const outcomeOf = async (job: ClaimedJob): Promise<JobOutcome> => {
    const handler = handlers.get(job.kind)
    if (handler === undefined) return { kind: 'failed', reason: `nothing handles ${job.kind}` }
    const renew = (): void => {
      renewLease(store.db, job, clock.nowMs()).catch((error: unknown) =>
        logger.warn({ err: error, job: { kind: job.kind, subject: job.subject } }, 'a lease was not renewed'),
      )
      cancelRenewal = scheduler.after(leaseMs / 3, renew)
    }
    let cancelRenewal = scheduler.after(leaseMs / 3, renew)
    try {
      return await handler(job)
    } catch (error) {
      logger.error({ err: error, job: { kind: job.kind, subject: job.subject } }, 'a job broke')
      return { kind: 'failed', reason: error instanceof Error ? error.message : 'a job broke' }
    } finally {
      cancelRenewal()
    }
  }

  const runJob = async (job: ClaimedJob): Promise<void> => {
    const outcome = await outcomeOf(job)
    try {
      await settleJob(store, job, outcome, clock.nowMs(), dead?.get(job.kind))
    } catch (error) {
      // The database failed: the job is due again when its lease ends.
      logger.error(
        { err: error, job: { kind: job.kind, subject: job.subject } },
        'a job could not be settled',
      )
    }
  }

  const runAll = async (): Promise<number> => {
    const busy = new Set<Promise<void>>()
    let count = 0
    try {
      for (;;) {
        wanted = false
        const free = closed ? 0 : placesMax - busy.size
        const jobs = free > 0 ? await claimJobs(store, clock.nowMs(), free) : []
        for (const job of jobs) {
          const run = runJob(job).finally(() => busy.delete(run))
          busy.add(run)
        }
        count += jobs.length
        if (jobs.length > 0 && busy.size < placesMax) continue
        if (busy.size > 0) {
          const nudged = new Promise<void>((resolve) => {
            nudge = resolve
          })
          if (!wanted || busy.size >= placesMax) await Promise.race([...busy, nudged])
        } else if (!wanted || closed) return count
      }
    } finally {
      await Promise.all(busy)
    }
  }

  const runDue = (): Promise<number> => {
    wanted = true
    nudge()
    running ??= runAll().finally(() => {
      running = undefined
    })
    return running
  }

  const beat = (): void => {
    if (closed) return
    cancelTimer?.()
    cancelTimer = scheduler.after(beatMs, beat)
    if (running !== undefined) {
      wanted = true
      nudge()
      return
    }
    runDue().catch((error: unknown) =>
      logger.error({ err: error }, 'the job runner could not read its table'),
    )
  }

  return {
    runDue,
    wake: () => {
      if (cancelTimer === undefined || closed) return
      cancelTimer()
      cancelTimer = scheduler.after(0, beat)
    },
    start: () => {
      cancelTimer = scheduler.after(0, beat)
    },
    close: async () => {
      closed = true
      cancelTimer?.()
      nudge()
      await running?.catch(() => undefined)
    },
  }
}
