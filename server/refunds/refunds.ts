import { assert } from '../../domain/assert.ts'
import type { Clock } from '../../domain/ids/clock.ts'
import type { ProcessorAnswer, ProcessorRefund, RefundReason } from '../../domain/payment/processor.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { KeyedQueue } from '../payments/keyed-queue.ts'
import { findPayment, type PaymentRow } from '../payments/payment-row.ts'
import { keyReuseMaxMs } from '../payments/settle-creation.ts'
import type { CallRecord, ResilientProcessor } from '../processors/resilience.ts'
import type { Store } from '../store/store.ts'
import { isRowError } from '../store/store-failure.ts'
import { findRefund, isSettledRefund, type RefundRow, refundsOf } from './refund-row.ts'
import { type CreateRefund, type RefundRequester, refundableMinor, reserveRefund } from './reserve-refund.ts'
import { type RefundFields, saveRefund } from './save-refund.ts'

export type RefundDeps = {
  readonly store: Store
  readonly clock: Clock
  readonly processor: ResilientProcessor
  readonly queue: KeyedQueue
  /** Looks at the payment again after its refund moved. */
  readonly refreshPayment: (storeId: string, key: string) => Promise<unknown>
}

export type Refunds = {
  readonly create: (
    device: RefundRequester,
    body: CreateRefund,
    requestId: string,
  ) => Promise<Result<RefundRow>>
  /** Reads the processor back; a refund that succeeded is only looked at again when `evenSettled`. */
  readonly refresh: (
    storeId: string,
    key: string,
    evenSettled?: boolean,
    /** Told when the processor was asked and could not be read: a refund that succeeded does not show it. */
    onLost?: () => void,
  ) => Promise<Result<RefundRow>>
  readonly findByProcessorId: (refundId: string) => Promise<RefundRow | undefined>
}

/** Asks the processor for this refund: by its id, else under its own key, and past the key's lifetime only by looking it up. */
async function askProcessor(
  deps: RefundDeps,
  row: RefundRow,
  payment: PaymentRow,
  trail: CallRecord[],
  fresh: boolean,
): Promise<ProcessorAnswer<ProcessorRefund | null>> {
  const ask = deps.processor.calls(trail, { firstSentAtMs: fresh ? null : row.requested_at_ms })
  const paymentId = payment.processor_payment_id
  assert(paymentId !== null, 'a paid payment has an intent')
  if (row.processor_refund_id !== null) return ask.retrieveRefund({ refundId: row.processor_refund_id })
  const lookUp = () => ask.lookUpRefundByKey({ key: row.key, paymentId })
  if (deps.clock.nowMs() - row.requested_at_ms >= keyReuseMaxMs) return lookUp()
  const answer = await ask.refund({
    key: row.key,
    paymentId,
    amountMinor: row.amount_minor,
    currency: row.currency,
    reason: row.reason as RefundReason,
    marks: { storeId: row.store_id, paymentKey: row.payment_key },
  })
  // A stored error ends the key, and so does a plain no after a lost answer: whether the refund was made all the same shows in the list.
  const spent =
    (answer.kind === 'unknown' && answer.cause.replayed) ||
    (answer.kind === 'refused' && !answer.cause.retry && row.state === 'unknown')
  return spent ? lookUp() : answer
}

/** What is left after the processor was read back: it may know of refunds that were made past this server. */
async function refundableNow(deps: RefundDeps, { store_id, payment_key }: RefundRow): Promise<number> {
  await deps.refreshPayment(store_id, payment_key)
  const payment = await findPayment(deps.store.db, store_id, payment_key)
  const refunds = await refundsOf(deps.store.db, store_id, payment_key)
  return payment === undefined ? 0 : refundableMinor(payment, refunds)
}

async function settleRefund(
  deps: RefundDeps,
  row: RefundRow,
  onLost?: () => void,
  /** This request wrote the row: nothing was ever sent before. */
  fresh = false,
): Promise<Result<RefundRow>> {
  const payment = await findPayment(deps.store.db, row.store_id, row.payment_key)
  assert(payment !== undefined, 'a refund belongs to a payment')
  const trail: CallRecord[] = []
  const answer = await askProcessor(deps, row, payment, trail, fresh)
  const save = (fields: RefundFields) => saveRefund(deps, row, payment, fields, trail)
  const none = { processor_refund_id: null, failure_code: null }
  if (answer.kind === 'done') {
    if (answer.value === null) return ok(await save({ ...none, state: 'failed', failure_code: 'never_made' }))
    const { id, status, failureCode } = answer.value
    const saved = await save({ state: status, processor_refund_id: id, failure_code: failureCode })
    if (saved.state !== row.state) await deps.refreshPayment(row.store_id, row.payment_key)
    return ok(saved)
  }
  const { cause } = answer
  if (answer.kind === 'unknown') {
    onLost?.()
    return ok(await save({ ...none, state: 'unknown' }))
  }
  if (cause.retry || row.processor_refund_id !== null || row.state === 'unknown') {
    // Not reached this time; what was reserved stays reserved.
    await save({ ...none, state: row.state })
    return fail(
      cause.errorCode,
      'The payment processor could not be asked. The refund is kept and tried again.',
      {
        processorCode: cause.code,
      },
    )
  }
  await save({ ...none, state: 'failed', failure_code: cause.code })
  const left = await refundableNow(deps, row)
  if (left < row.amount_minor)
    return fail('amount_too_large', 'The refund is more than what is left of this payment.', {
      refundableMinor: left,
    })
  return fail(cause.errorCode, 'The payment processor refused the refund. No money was sent back.', {
    processorCode: cause.code,
  })
}

export function createRefunds(deps: RefundDeps): Refunds {
  const inQueue = <T>(storeId: string, key: string, work: () => Promise<T>): Promise<T> =>
    deps.queue.run(`refund:${storeId}:${key}`, work)
  const reserve = async (device: RefundRequester, body: CreateRefund, requestId: string) => {
    try {
      return await reserveRefund(deps.store, deps.clock.nowMs(), device, body, requestId)
    } catch (error) {
      // Another process reserved the same key in the same instant: it is there now.
      if (!isRowError(error)) throw error
      return reserveRefund(deps.store, deps.clock.nowMs(), device, body, requestId)
    }
  }
  return {
    create: (device, body, requestId) =>
      inQueue(device.storeId, body.idempotencyKey, async () => {
        const reserved = await reserve(device, body, requestId)
        if (!reserved.ok) return reserved
        const { row, fresh } = reserved.value
        return row.state === 'requested' || row.state === 'unknown'
          ? settleRefund(deps, row, undefined, fresh)
          : ok(row)
      }),
    refresh: (storeId, key, evenSettled = false, onLost) =>
      inQueue(storeId, key, async () => {
        const row = await findRefund(deps.store.db, storeId, key)
        if (row === undefined) return fail('payment_not_found', 'This shop has no refund with that key.')
        const over = row.state === 'failed' || row.state === 'canceled'
        if (over || (isSettledRefund(row.state) && !evenSettled)) return ok(row)
        return settleRefund(deps, row, onLost)
      }),
    findByProcessorId: (refundId) =>
      deps.store.db
        .selectFrom('refunds')
        .selectAll()
        .where('processor_refund_id', '=', refundId)
        .executeTakeFirst(),
  }
}
