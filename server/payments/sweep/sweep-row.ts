import type { Selectable } from 'kysely'
import { enqueueJob } from '../../jobs/enqueue-job.ts'
import type { Db, Store, Trx } from '../../store/store.ts'
import type { SweepTables } from './tables.ts'

export type SweepRow = Selectable<SweepTables['sweeps']>

/** The job that compares a store's books; one per store. */
export const sweepKind = 'payment.sweep'
export const sweepSubject = 'daily'

const hour = 3_600_000
const day = 24 * hour
/** Windows overlap by more than an authorisation lives (two days), so that none slips between two sweeps. */
export const overlapMs = 3 * day
/** A first sweep looks back this far. */
export const firstWindowMs = 7 * day
/** One run of the job: a page of the window, after which its place is durable. */
export const sliceMs = 6 * hour
export const betweenSweepsMs = day

export async function findSweep(db: Db | Trx, storeId: string): Promise<SweepRow | undefined> {
  return db.selectFrom('sweeps').selectAll().where('store_id', '=', storeId).executeTakeFirst()
}

/** The window of the next sweep. */
export function nextWindow(
  last: Pick<SweepRow, 'swept_until_ms'> | undefined,
  nowMs: number,
): { readonly fromMs: number; readonly untilMs: number } {
  const sweptUntilMs = last?.swept_until_ms ?? null
  const fromMs = sweptUntilMs === null ? nowMs - firstWindowMs : Math.min(sweptUntilMs, nowMs) - overlapMs
  return { fromMs, untilMs: nowMs }
}

/** Begins a sweep, in the caller's transaction; one that is under way goes on. */
export async function beginSweep(
  trx: Trx,
  storeId: string,
  requestedBy: string,
  nowMs: number,
): Promise<SweepRow> {
  const last = await findSweep(trx, storeId)
  if (last?.state === 'running') return last
  const { fromMs, untilMs } = nextWindow(last, nowMs)
  const row: SweepRow = {
    store_id: storeId,
    state: 'running',
    from_ms: fromMs,
    until_ms: untilMs,
    cursor_ms: fromMs,
    swept_until_ms: last?.swept_until_ms ?? null,
    checked_count: 0,
    found_count: 0,
    acted_count: 0,
    problem: null,
    requested_by: requestedBy,
    started_at_ms: nowMs,
    finished_at_ms: null,
  }
  const { store_id: _, ...again } = row
  await trx
    .insertInto('sweeps')
    .values(row)
    .onConflict((conflict) => conflict.column('store_id').doUpdateSet(again))
    .execute()
  return row
}

/** The daily job, once, whatever process starts first and however often: a schedule that stands is left alone. */
export async function scheduleSweeps(store: Store, storeId: string, nowMs: number): Promise<void> {
  await store.transaction(async (trx) => {
    const job = await trx
      .selectFrom('jobs')
      .select('state')
      .where('store_id', '=', storeId)
      .where('kind', '=', sweepKind)
      .where('subject', '=', sweepSubject)
      .executeTakeFirst()
    if (job !== undefined && job.state !== 'failed' && job.state !== 'done') return
    await enqueueJob(trx, {
      storeId,
      kind: sweepKind,
      subject: sweepSubject,
      runAtMs: nowMs + hour,
      nowMs,
    })
  })
}
