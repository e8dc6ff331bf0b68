import { assert } from '../../domain/assert.ts'
import type { Clock } from '../../domain/ids/clock.ts'
import { callEvents, isWorthKeeping } from '../events/call-events.ts'
import { type NewEvent, recordEvents } from '../events/events.ts'
import { type NewException, raiseException } from '../exceptions/raise-exception.ts'
import type { PaymentRow } from '../payments/payment-row.ts'
import type { CallRecord, ResilientProcessor } from '../processors/resilience.ts'
import type { Store } from '../store/store.ts'
import { canMoveRefund, findRefund, holdsMoney, type RefundRow, type RefundState } from './refund-row.ts'

/** It ended without the money reaching the customer, and nobody stands at the counter to be told: a plain no to the first asking is said there. */
const failsUnseen = (from: RefundState, to: RefundState): boolean => from !== 'requested' && !holdsMoney(to)

const failed = (before: RefundRow, row: RefundRow, payment: PaymentRow, atMs: number): NewException => ({
  storeId: row.store_id,
  kind: 'refund.failed',
  subject: row.key,
  summary:
    before.state === 'succeeded'
      ? 'A refund that had succeeded was sent back by the bank: the customer does not have the money.'
      : 'A refund did not reach the customer.',
  saleId: payment.sale_id,
  paymentKey: payment.key,
  amountMinor: row.amount_minor,
  currency: row.currency,
  details: {
    finding: before.state === 'succeeded' ? 'failed-late' : 'failed',
    refundKey: row.key,
    processorRefundId: row.processor_refund_id,
    failureCode: row.failure_code,
  },
  atMs,
})

export type RefundFields = {
  state: RefundState
  processor_refund_id: string | null
  failure_code: string | null
}

/**
 * Writes where a refund stands, in one transaction with its event; a failure nobody would hear of goes before a person, and what the refund had
 * reserved is free again.
 */
export async function saveRefund(
  deps: { readonly store: Store; readonly clock: Clock; readonly processor: Pick<ResilientProcessor, 'id'> },
  row: RefundRow,
  payment: PaymentRow,
  fields: RefundFields,
  trail: CallRecord[],
): Promise<RefundRow> {
  // What the table does not allow is old news (a "pending" that arrives after "succeeded"): it is not taken.
  const state = canMoveRefund(row.state, fields.state) ? fields.state : row.state
  const moved = state !== row.state
  const learnt = moved || (fields.processor_refund_id ?? row.processor_refund_id) !== row.processor_refund_id
  // Read back and as it was: nothing to write. A call that may have changed something, or that failed, is always written down.
  if (!learnt && !trail.some(isWorthKeeping)) return row
  const nowMs = deps.clock.nowMs()
  const saved = await deps.store.transaction(async (trx) => {
    const next = await trx
      .updateTable('refunds')
      .set({
        state,
        processor_refund_id: fields.processor_refund_id ?? row.processor_refund_id,
        failure_code: moved ? fields.failure_code : row.failure_code,
        version: row.version + 1,
        updated_at_ms: nowMs,
      })
      .where('store_id', '=', row.store_id)
      .where('key', '=', row.key)
      .where('version', '=', row.version)
      .returningAll()
      .executeTakeFirst()
    if (next === undefined) return undefined
    const about = { storeId: row.store_id, saleId: payment.sale_id, paymentKey: payment.key }
    const move: NewEvent = {
      ...about,
      at: nowMs,
      kind: 'refund.moved',
      deviceId: row.device_id,
      processorId: [row.key, next.processor_refund_id, payment.processor_payment_id],
      outcome: state,
      amountMinor: row.amount_minor,
      body: {
        refundKey: row.key,
        from: row.state,
        to: state,
        processorRefundId: next.processor_refund_id,
        failureCode: next.failure_code,
      },
    }
    await recordEvents(trx, [...callEvents(about, deps.processor.id, trail), ...(moved ? [move] : [])])
    if (moved && failsUnseen(row.state, state)) await raiseException(trx, failed(row, next, payment, nowMs))
    return next
  })
  if (saved !== undefined) return saved
  const fresh = await findRefund(deps.store.db, row.store_id, row.key)
  assert(fresh !== undefined, 'refunds are never deleted')
  return saveRefund(deps, fresh, payment, fields, trail)
}
