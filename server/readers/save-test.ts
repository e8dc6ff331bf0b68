import { exponentOf } from '../../domain/money/currency.ts'
import { storeSchema } from '../../domain/protocol/server-api.ts'
import { type Failure, fail, ok, type Result } from '../../domain/result.ts'
import type { RequestDevice } from '../devices/authenticate.ts'
import { recordCalls } from '../events/call-events.ts'
import { recordEvent } from '../events/events.ts'
import { enqueueJob } from '../jobs/enqueue-job.ts'
import type { CallRecord } from '../processors/resilience.ts'
import { isRowError } from '../store/store-failure.ts'
import type { ReaderDeps } from './reader-deps.ts'
import type { ReaderTestRow } from './reader-test-rows.ts'

/** The job that sees a test through to its end, whoever still looks. */
export const readerTestKind = 'reader.test'
/** How long a card is waited for. */
const waitMs = 90_000
export const lookEveryMs = 5_000
/** Long after the till's own looks begin; also longer than a command to a reader may take to be answered. */
const firstLookMs = 40_000

export type TestFields = Partial<Omit<ReaderTestRow, 'store_id' | 'test_id'>>

/** 41 characters, and never the key of a payment. */
export const testKey = (row: ReaderTestRow): string => `test-${row.test_id}`

export const testBusy = (readerId: string): Failure =>
  fail('reader_busy', 'A payment is on this card reader: wait for it to end, then try again.', { readerId })

/** The row, its job and its event. Error: reader_busy when another test was faster. */
export async function insertTest(
  deps: ReaderDeps,
  device: RequestDevice,
  readerId: string,
): Promise<Result<ReaderTestRow>> {
  const { storeId, registerId, deviceId } = device
  const { value } = await deps.store.db
    .selectFrom('stores')
    .select('value')
    .where('store_id', '=', storeId)
    .executeTakeFirstOrThrow()
  const { currency } = storeSchema.parse(JSON.parse(value))
  const nowMs = deps.clock.nowMs()
  const row: ReaderTestRow = {
    store_id: storeId,
    test_id: deps.newId(),
    reader_id: readerId,
    register_id: registerId,
    device_id: deviceId,
    amount_minor: Math.max(
      10 ** (exponentOf(currency) ?? 2),
      deps.processor.capabilities.amountLimits(currency).minMinor,
    ),
    currency,
    payment_id: null,
    state: 'waiting',
    outcome: null,
    reader_offline: 0,
    card: null,
    cancel_no: 0,
    started_at_ms: nowMs,
    until_ms: nowMs + waitMs,
    ended_at_ms: null,
  }
  try {
    await deps.store.transaction(async (trx) => {
      await trx.insertInto('reader_tests').values(row).execute()
      const job = { storeId, kind: readerTestKind, subject: row.test_id }
      await enqueueJob(trx, { ...job, runAtMs: nowMs + firstLookMs, nowMs })
      await recordEvent(trx, {
        storeId,
        at: nowMs,
        kind: 'reader.test-started',
        paymentKey: testKey(row),
        deviceId,
        body: { readerId, amountMinor: row.amount_minor, currency },
      })
    })
  } catch (error) {
    if (isRowError(error)) return testBusy(readerId)
    throw error
  }
  return ok(row)
}

export const endedTest = (deps: ReaderDeps, outcome: NonNullable<ReaderTestRow['outcome']>): TestFields => ({
  state: 'ended',
  outcome,
  reader_offline: 0,
  ended_at_ms: deps.clock.nowMs(),
})

/** Writes the fields, and the calls that led there as events when something changed; empties the trail. */
export async function saveTest(
  deps: ReaderDeps,
  row: ReaderTestRow,
  fields: TestFields,
  trail: CallRecord[],
): Promise<ReaderTestRow> {
  const next = { ...row, ...fields }
  const moved = next.state !== row.state || next.payment_id !== row.payment_id
  const calls = trail.filter((call) => moved || call.key !== null)
  trail.length = 0
  if (Object.keys(fields).length === 0 && calls.length === 0) return row
  await deps.store.transaction(async (trx) => {
    if (Object.keys(fields).length > 0)
      await trx
        .updateTable('reader_tests')
        .set(fields)
        .where('store_id', '=', row.store_id)
        .where('test_id', '=', row.test_id)
        .execute()
    await recordCalls(
      trx,
      { storeId: row.store_id, saleId: null, paymentKey: testKey(row) },
      deps.processor.id,
      calls,
    )
    if (next.state === 'ended' && row.state !== 'ended')
      await recordEvent(trx, {
        storeId: row.store_id,
        at: deps.clock.nowMs(),
        kind: 'reader.test-ended',
        paymentKey: testKey(row),
        deviceId: row.device_id,
        body: { readerId: row.reader_id, outcome: next.outcome },
      })
  })
  return next
}
