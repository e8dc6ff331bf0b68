import type { Db, Store } from '../store/store.ts'
import type { JobKey } from './enqueue-job.ts'

export type Job = JobKey & {
  /** How often it has run, this time included. */
  readonly attempts: number
  readonly createdAtMs: number
}

export type ClaimedJob = Job & { readonly version: number; readonly claimNo: number }

/** Longer than most work takes; renewed while it lasts. What a runner that died held is due again after this. */
export const leaseMs = 120_000

/** Clocks of servers on one database differ by less. */
const clocksApartMaxMs = 120_000

const due = (db: Db, nowMs: number, countMax: number) =>
  db
    .selectFrom('jobs')
    .selectAll()
    .where((eb) =>
      eb.or([
        eb.and([eb('state', '=', 'waiting'), eb('run_at_ms', '<=', nowMs)]),
        eb.and([eb('state', '=', 'running'), eb('locked_until_ms', '<=', nowMs)]),
        // No lease is that long: this server's clock was wrong when it was taken, and was set right.
        eb.and([eb('state', '=', 'running'), eb('locked_until_ms', '>', nowMs + leaseMs + clocksApartMaxMs)]),
      ]),
    )
    .orderBy('run_at_ms')
    .limit(countMax)

/**
 * Takes due jobs, oldest first, so that no other process runs them: all that meet here see one row, and one of them gets it. A row is one object, so two
 * pieces of work about one object never run at once, in however many processes.
 */
export async function claimJobs(
  store: Store,
  nowMs: number,
  countMax: number,
): Promise<readonly ClaimedJob[]> {
  // Most looks find nothing; those should not take the one writer's place.
  const any = await due(store.db, nowMs, 1).executeTakeFirst()
  if (any === undefined) return []
  return store.transaction(async (trx) => {
    const query = due(trx, nowMs, countMax)
    // PostgreSQL: what another process is taking this instant is passed over instead of waited for.
    const rows = await (store.dialect === 'postgres' ? query.forUpdate().skipLocked() : query).execute()
    const claimed: ClaimedJob[] = []
    for (const row of rows) {
      const next = { attempts: row.attempts + 1, version: row.version + 1, claim_no: row.claim_no + 1 }
      const taken = await trx
        .updateTable('jobs')
        .set({ ...next, state: 'running', locked_until_ms: nowMs + leaseMs })
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
        attempts: next.attempts,
        createdAtMs: row.created_at_ms,
        version: next.version,
        claimNo: next.claim_no,
      })
    }
    return claimed
  })
}

/** The runner is still at it: the lease is as long as at first. */
export async function renewLease(db: Db, job: ClaimedJob, nowMs: number): Promise<void> {
  await db
    .updateTable('jobs')
    .set({ locked_until_ms: nowMs + leaseMs })
    .where('store_id', '=', job.storeId)
    .where('kind', '=', job.kind)
    .where('subject', '=', job.subject)
    .where('claim_no', '=', job.claimNo)
    .where('state', '=', 'running')
    .execute()
}
