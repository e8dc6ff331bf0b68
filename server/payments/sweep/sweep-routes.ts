import { type Sweep, sweepResponseSchema } from '../../../domain/protocol/sweep.ts'
import { onlyStore } from '../../catalogue/shop.ts'
import type { ServerDeps } from '../../deps.ts'
import { recordEvent } from '../../events/events.ts'
import type { App } from '../../http/app-type.ts'
import { errorAnswers } from '../../http/errors.ts'
import { enqueueJob } from '../../jobs/enqueue-job.ts'
import { beginSweep, findSweep, type SweepRow, sweepKind, sweepSubject } from './sweep-row.ts'

const tags = ['back office']

const viewOf = (row: SweepRow): Sweep => ({
  state: row.state,
  fromMs: row.from_ms,
  untilMs: row.until_ms,
  cursorMs: row.cursor_ms,
  checkedCount: row.checked_count,
  foundCount: row.found_count,
  actedCount: row.acted_count,
  problem: row.problem,
  startedAtMs: row.started_at_ms,
  finishedAtMs: row.finished_at_ms,
})

/** Comparing with the processor on demand. `wake`: look into the jobs table now. */
export function registerSweepRoutes(
  app: App,
  { store, clock }: Pick<ServerDeps, 'store' | 'clock'>,
  wake: () => void,
): void {
  app.get(
    '/v1/backoffice/sweep',
    {
      schema: {
        summary: 'The comparison with the processor that runs, or the last one',
        tags,
        response: { 200: sweepResponseSchema, ...errorAnswers(401, 403) },
      },
    },
    async () => {
      const row = await findSweep(store.db, await onlyStore(store.db))
      return { sweep: row === undefined ? null : viewOf(row) }
    },
  )
  app.post(
    '/v1/backoffice/sweep',
    {
      schema: {
        summary: 'Compare with the processor now; one that runs goes on',
        tags,
        response: { 200: sweepResponseSchema, ...errorAnswers(401, 403) },
      },
    },
    async (request) => {
      const storeId = await onlyStore(store.db)
      const nowMs = clock.nowMs()
      const row = await store.transaction(async (trx) => {
        const begun = await beginSweep(trx, storeId, 'back office', nowMs)
        await enqueueJob(trx, { storeId, kind: sweepKind, subject: sweepSubject, runAtMs: nowMs, nowMs })
        await recordEvent(trx, {
          storeId,
          at: nowMs,
          kind: 'sweep.asked',
          actor: 'admin',
          requestId: request.id,
          body: { fromMs: begun.from_ms, untilMs: begun.until_ms },
        })
        return begun
      })
      wake()
      return { sweep: viewOf(row) }
    },
  )
}
