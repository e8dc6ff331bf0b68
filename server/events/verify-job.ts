import type { Logger } from 'pino'
import type { Clock } from '../../domain/ids/clock.ts'
import { raiseException } from '../exceptions/raise-exception.ts'
import { enqueueJob } from '../jobs/enqueue-job.ts'
import type { JobHandler } from '../jobs/job-runner.ts'
import type { Store } from '../store/store.ts'
import { noStore } from './find-events.ts'
import { storesWithEvents, verifyEventChain } from './verify-event-chain.ts'

export const verifyEventsKind = 'events.verify'

const dayMs = 86_400_000
const atHourMs = 3 * 3_600_000

/** The next three o'clock in the morning, UTC. */
export const nextNightMs = (nowMs: number): number => {
  const today = nowMs - (nowMs % dayMs) + atHourMs
  return today > nowMs ? today : today + dayMs
}

/** One job for all stores, whatever process runs it. */
export const scheduleVerification = (store: Store, nowMs: number): Promise<void> =>
  store.transaction((trx) =>
    enqueueJob(trx, {
      storeId: '',
      kind: verifyEventsKind,
      subject: 'all',
      runAtMs: nextNightMs(nowMs),
      nowMs,
    }),
  )

/**
 * Every night: follows every store's chain. A broken one goes before a person as `event-log.broken`; a sound one leaves its anchor (number and hash of its
 * last event) in the log, outside of the database, so that a chain that was written anew as a whole can be told from the old one.
 */
export function createEventVerifier(deps: {
  readonly store: Store
  readonly clock: Clock
  readonly logger: Logger
  /** Who is told when the log that belongs to no store is broken. */
  readonly storeForNone: () => Promise<string>
}): JobHandler {
  const { store, clock, logger } = deps
  return async () => {
    for (const storeId of await storesWithEvents(store.db)) {
      const check = await verifyEventChain(store.db, storeId)
      if (check.kind === 'sound') {
        logger.info({ storeId, seq: check.seq, hash: check.hash }, 'the event log is sound up to here')
        continue
      }
      const { seq, reason } = check
      logger.error({ storeId, seq, reason }, 'the event log was tampered with')
      const shownTo = storeId === noStore ? await deps.storeForNone() : storeId
      await store.transaction((trx) =>
        raiseException(trx, {
          storeId: shownTo,
          kind: 'event-log.broken',
          subject: storeId === noStore ? 'no store' : 'store',
          summary: `The event log is not what was written: row ${seq}, ${reason}.`,
          details: { seq, reason },
          atMs: clock.nowMs(),
        }),
      )
    }
    return { kind: 'again', atMs: nextNightMs(clock.nowMs()) }
  }
}
