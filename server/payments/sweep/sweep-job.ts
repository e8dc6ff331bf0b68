import { recordEvent } from '../../events/events.ts'
import { loggedCalls } from '../../events/logged-calls.ts'
import type { JobHandler } from '../../jobs/job-runner.ts'
import { storeFailure } from '../../store/store-failure.ts'
import { carryOut, type SweepDeps } from './carry-out.ts'
import { gather, type Swept } from './gather.ts'
import { beginSweep, betweenSweepsMs, type SweepRow, sliceMs } from './sweep-row.ts'
import { judge } from './sweep-rules.ts'

/** How long a sweep waits for a processor that cannot be asked. */
const pauseMs = 10 * 60_000

type Counts = { readonly checked: number; readonly found: number; readonly acted: number }

/** One payment after the other. One that breaks is left for the next sweep and does not stop the others. */
async function compare(deps: SweepDeps, storeId: string, swept: readonly Swept[]): Promise<Counts> {
  const counts = { checked: 0, found: 0, acted: 0 }
  for (const each of swept) {
    counts.checked += 1
    try {
      const { verdict } = judge(each.facts)
      const { acted, found } = await carryOut(deps, storeId, each, verdict)
      if (acted) counts.acted += 1
      if (found) counts.found += 1
    } catch (error) {
      // A disk that fails fails for all of them.
      if (storeFailure(error) !== null) throw error
      deps.logger.error({ err: error, key: each.key }, 'the sweep could not compare a payment')
    }
  }
  return counts
}

async function saveProgress(
  deps: SweepDeps,
  row: SweepRow,
  counts: Counts,
  cursorMs: number,
): Promise<boolean> {
  const nowMs = deps.clock.nowMs()
  const finished = cursorMs >= row.until_ms
  await deps.store.transaction(async (trx) => {
    const next = await trx
      .updateTable('sweeps')
      .set({
        cursor_ms: cursorMs,
        checked_count: row.checked_count + counts.checked,
        found_count: row.found_count + counts.found,
        acted_count: row.acted_count + counts.acted,
        problem: null,
        ...(finished
          ? { state: 'finished' as const, finished_at_ms: nowMs, swept_until_ms: row.until_ms }
          : {}),
      })
      .where('store_id', '=', row.store_id)
      .returningAll()
      .executeTakeFirstOrThrow()
    if (!finished) return
    await recordEvent(trx, {
      storeId: row.store_id,
      at: nowMs,
      kind: 'sweep.finished',
      outcome: next.found_count === 0 ? 'agrees' : 'found',
      body: {
        fromMs: next.from_ms,
        untilMs: next.until_ms,
        checked: next.checked_count,
        found: next.found_count,
        acted: next.acted_count,
        requestedBy: next.requested_by,
      },
    })
  })
  return finished
}

/**
 * Compares the processor's list with our records and the completed sales of the tills, a slice of the window per run; its place is durable, so that a
 * restart goes on where it was. Once a day, and whenever a person asks.
 */
export function createSweepJob(deps: SweepDeps): JobHandler {
  const { store, clock, processor } = deps
  return async (job) => {
    const nowMs = clock.nowMs()
    const row = await store.transaction((trx) => beginSweep(trx, job.storeId, 'cashwrap', nowMs))
    const slice = { fromMs: row.cursor_ms, untilMs: Math.min(row.cursor_ms + sliceMs, row.until_ms) }
    const ask = loggedCalls({ store, processor }, { storeId: job.storeId })
    const gathered = await gather(store.db, ask, job.storeId, slice, nowMs)
    if (gathered.kind === 'unreachable') {
      await store.db
        .updateTable('sweeps')
        .set({ problem: gathered.message })
        .where('store_id', '=', job.storeId)
        .execute()
      return { kind: 'again', atMs: nowMs + pauseMs }
    }
    const counts = await compare(deps, job.storeId, gathered.swept)
    const finished = await saveProgress(deps, row, counts, slice.untilMs)
    return { kind: 'again', atMs: finished ? row.started_at_ms + betweenSweepsMs : clock.nowMs() }
  }
}
