import type { Mode } from '../../domain/mode/mode.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { RequestDevice } from '../devices/authenticate.ts'
import type { JobHandler } from '../jobs/job-runner.ts'
import { advanceTest } from './advance-test.ts'
import { beginTest } from './begin-test.ts'
import type { ReaderDeps } from './reader-deps.ts'
import { findTest, type ReaderTestRow } from './reader-test-rows.ts'
import { lookEveryMs, saveTest } from './save-test.ts'

/**
 * Test payments: 1.00 is authorised on a reader and taken back at once. They are rows of their own, beside sales and payments, so that no figure ever
 * counts them; the processor's object carries our key so that a lost one is found. Never in live mode.
 */
export type ReaderTests = {
  /** Errors: mode_mismatch, reader_busy, reader_offline, those of the processor. */
  start(device: RequestDevice, readerId: string): Promise<Result<ReaderTestRow>>
  /** Where it is now, read from the processor. Error: not_found. */
  look(storeId: string, testId: string): Promise<Result<ReaderTestRow>>
  cancel(storeId: string, testId: string): Promise<Result<ReaderTestRow>>
  readonly job: JobHandler
}

export function createReaderTests(deps: ReaderDeps, mode: Mode): ReaderTests {
  const inTurn = (
    storeId: string,
    testId: string,
    work: (row: ReaderTestRow) => Promise<ReaderTestRow>,
  ): Promise<Result<ReaderTestRow>> =>
    deps.queue.run(`reader-test:${testId}`, async () => {
      const row = await findTest(deps.store.db, storeId, testId)
      return row === undefined ? fail('not_found', 'There is no such test payment.') : ok(await work(row))
    })
  const look: ReaderTests['look'] = (storeId, testId) =>
    inTurn(storeId, testId, (row) => advanceTest(deps, row))

  return {
    async start(device, readerId) {
      if (mode === 'live')
        return fail('mode_mismatch', 'A test payment is possible in practice and test mode only.')
      const begun = await deps.queue.run(`reader:${readerId}`, () => beginTest(deps, device, readerId))
      if (!begun.ok) return begun
      const { row, failure } = begun.value
      if (failure === null) return ok(row)
      // What was made must not stay; the job goes on with it if this does not get through.
      await look(row.store_id, row.test_id)
      return failure
    },
    look,
    cancel: (storeId, testId) =>
      inTurn(storeId, testId, async (row) => {
        if (row.state === 'ended') return row
        const wanted = await saveTest(
          deps,
          row,
          { state: 'voiding', outcome: row.outcome ?? 'cancelled' },
          [],
        )
        return advanceTest(deps, wanted)
      }),
    async job(job) {
      const seen = await look(job.storeId, job.subject)
      if (!seen.ok || seen.value.state === 'ended') return { kind: 'done' }
      return { kind: 'again', atMs: deps.clock.nowMs() + lookEveryMs }
    },
  }
}
