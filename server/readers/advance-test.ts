import type { ProcessorAnswer, ProcessorPayment, ProcessorVerbs } from '../../domain/payment/processor.ts'
import { stepKey } from '../payments/step-key.ts'
import type { CallRecord } from '../processors/resilience.ts'
import type { ReaderDeps } from './reader-deps.ts'
import type { ReaderTestRow } from './reader-test-rows.ts'
import { endedTest, saveTest, type TestFields, testKey } from './save-test.ts'
import { decideTest } from './test-decision.ts'

/** Under one key, however often: the same intent. */
export const createTestIntent = (call: ProcessorVerbs, row: ReaderTestRow) =>
  call.create({
    key: testKey(row),
    amountMinor: row.amount_minor,
    currency: row.currency,
    capture: 'manual',
    methods: ['card-present'],
    partialApproval: false,
    marks: {
      key: testKey(row),
      storeId: row.store_id,
      registerId: row.register_id,
      saleId: 'reader-test',
      tenderNo: 1,
      attempt: 1,
    },
  })

/** The key of a step that is asked for until the test has ended, which may be days later. */
const testStep = (deps: ReaderDeps, row: ReaderTestRow, step: string): string =>
  stepKey(deps, { key: testKey(row), requested_at_ms: row.started_at_ms }, step)

/**
 * Which intent it is, when the answer of its creation was lost: under the same key while the processor certainly still knows that one, then by looking it
 * up. `value` null: none was made.
 */
function lostIntent(
  deps: ReaderDeps,
  row: ReaderTestRow,
  trail: CallRecord[],
): Promise<ProcessorAnswer<ProcessorPayment | null>> {
  const nowMs = deps.clock.nowMs()
  const call = deps.processor.calls(trail, { firstSentAtMs: row.started_at_ms })
  return nowMs - row.started_at_ms >= deps.processor.capabilities.keyReuseMaxMs
    ? call.lookUpByKey({ key: testKey(row), fromMs: row.started_at_ms, untilMs: nowMs })
    : createTestIntent(call, row)
}

/** Reads the processor back and does what follows. To be run inside the test's queue. */
export async function advanceTest(deps: ReaderDeps, row: ReaderTestRow): Promise<ReaderTestRow> {
  if (row.state === 'ended') return row
  const trail: CallRecord[] = []
  const call = deps.processor.calls(trail)
  if (row.payment_id === null) {
    // No reader was ever asked for that one.
    const made = await lostIntent(deps, row, trail)
    if (made.kind === 'refused' || (made.kind === 'done' && made.value === null))
      return saveTest(deps, row, endedTest(deps, row.outcome ?? 'reader-failed'), trail)
    if (made.kind === 'unknown' || made.value === null) return saveTest(deps, row, {}, trail)
    const known = {
      payment_id: made.value.id,
      state: 'voiding',
      outcome: row.outcome ?? 'reader-failed',
    } as const
    return advanceTest(deps, await saveTest(deps, row, known, trail))
  }
  const { payment_id: paymentId, reader_id: readerId } = row
  const [payment, reader] = await Promise.all([call.retrieve({ paymentId }), call.readerAction({ readerId })])
  const decision = decideTest(
    { state: row.state, outcome: row.outcome, nowMs: deps.clock.nowMs(), untilMs: row.until_ms },
    {
      payment: payment.kind === 'done' ? payment.value : null,
      reader: reader.kind === 'done' ? reader.value : null,
    },
  )
  const seen = payment.kind === 'done' ? payment.value.card : null
  const card = seen === null ? row.card : JSON.stringify({ brand: seen.brand, last4: seen.last4 })
  const fields: TestFields =
    decision.state === 'ended'
      ? { ...endedTest(deps, decision.outcome ?? 'cancelled'), card }
      : {
          state: decision.state,
          outcome: decision.outcome,
          card,
          reader_offline: decision.readerOffline ? 1 : 0,
        }
  const next = await saveTest(deps, row, fields, trail)
  if (decision.freeReader)
    await call.cancelReaderAction({ key: testStep(deps, row, `free:${row.cancel_no}`), readerId })
  if (!decision.cancelIntent) return next
  const canceled = await call.cancel({ key: testStep(deps, row, `cancel:${row.cancel_no}`), paymentId })
  if (canceled.kind === 'done' && canceled.value.standing === 'canceled')
    return saveTest(deps, next, endedTest(deps, decision.outcome ?? 'cancelled'), trail)
  // A refusal is replayed under its key; the next time it is asked anew.
  return saveTest(deps, next, canceled.kind === 'refused' ? { cancel_no: row.cancel_no + 1 } : {}, trail)
}
