import { type Failure, fail, ok, type Result } from '../../domain/result.ts'
import type { RequestDevice } from '../devices/authenticate.ts'
import { loggedCalls } from '../events/logged-calls.ts'
import { findPaymentOnReader } from '../payments/payment-row.ts'
import type { CallRecord } from '../processors/resilience.ts'
import { createTestIntent } from './advance-test.ts'
import { neverSentBefore, processorFailed, type ReaderDeps } from './reader-deps.ts'
import { findOpenTest, type ReaderTestRow } from './reader-test-rows.ts'
import { isUnderWay } from './readers.ts'
import { insertTest, saveTest, testBusy, testKey } from './save-test.ts'

type Begun = { readonly row: ReaderTestRow; readonly failure: Failure | null }

/** To be run inside the reader's queue. */
export async function beginTest(
  deps: ReaderDeps,
  device: RequestDevice,
  readerId: string,
): Promise<Result<Begun>> {
  const { db } = deps.store
  const ask = loggedCalls(deps, device)
  const taken =
    (await findPaymentOnReader(db, device.storeId, readerId)) ??
    (await findOpenTest(db, device.storeId, readerId))
  if (taken !== undefined) return testBusy(readerId)
  const reader = await ask.readerAction({ readerId })
  if (reader.kind !== 'done') return processorFailed(reader.cause)
  if (!reader.value.online)
    return fail('reader_offline', 'The card reader cannot be reached. Check its power and network.', {
      readerId,
    })
  if (isUnderWay(reader.value.action)) return testBusy(readerId)
  const recorded = await insertTest(deps, device, readerId)
  if (!recorded.ok) return recorded
  const trail: CallRecord[] = []
  const call = deps.processor.calls(trail, neverSentBefore)
  const made = await createTestIntent(call, recorded.value)
  if (made.kind !== 'done')
    return ok({ row: await givenUp(deps, recorded.value, trail), failure: processorFailed(made.cause) })
  const row = await saveTest(deps, recorded.value, { payment_id: made.value.id }, trail)
  const sent = await call.processOnReader({
    key: `${testKey(row)}:process`,
    readerId,
    paymentId: made.value.id,
    tipping: null,
  })
  // An answer that was lost may have arrived: the next look asks the reader.
  if (sent.kind !== 'refused') return ok({ row: await saveTest(deps, row, {}, trail), failure: null })
  return ok({ row: await givenUp(deps, row, trail), failure: processorFailed(sent.cause) })
}

const givenUp = (deps: ReaderDeps, row: ReaderTestRow, trail: CallRecord[]): Promise<ReaderTestRow> =>
  saveTest(deps, row, { state: 'voiding', outcome: 'reader-failed' }, trail)
