import type { AmountLimits } from '../../domain/payment/processor.ts'
import type { CreatePayment } from '../../domain/protocol/server-api.ts'
import { type Failure, fail, ok, type Result } from '../../domain/result.ts'
import type { RequestDevice } from '../devices/authenticate.ts'
import { recordEvent } from '../events/events.ts'
import { enqueueJob } from '../jobs/enqueue-job.ts'
import type { Trx } from '../store/store.ts'
import { isRowError } from '../store/store-failure.ts'
import { janitorDelaysMs, janitorKind } from './janitor-visits.ts'
import { findPayment, type PaymentRow } from './payment-row.ts'
import { type PaymentDeps, reloadPayment } from './save-payment.ts'
import { settleCreation } from './settle-creation.ts'

type Recorded = { readonly row: PaymentRow; readonly fresh: boolean }

const sameBody = (row: PaymentRow, device: RequestDevice, body: CreatePayment): boolean =>
  row.sale_id === body.saleId &&
  row.tender_no === body.tenderNo &&
  row.attempt === body.attempt &&
  row.amount_minor === body.amountMinor &&
  row.currency === body.currency &&
  row.register_id === device.registerId

const conflict = (): Failure =>
  fail('idempotency_conflict', 'This key was used with another request. Nothing was done.')

const paymentsOfTender = (trx: Trx, storeId: string, body: CreatePayment): Promise<PaymentRow[]> =>
  trx
    .selectFrom('payments')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('sale_id', '=', body.saleId)
    .where('tender_no', '=', body.tenderNo)
    .execute()

/** I4: a tender has at most one payment that is alive; the next attempt waits until the last one is certainly over. */
function refuseSecond(others: readonly PaymentRow[], body: CreatePayment): Failure | null {
  const alive = others.find(({ state }) => state !== 'declined' && state !== 'voided')
  if (alive !== undefined) {
    const details = { state: alive.state, attempt: alive.attempt, idempotencyKey: alive.key }
    if (alive.state === 'unknown')
      return fail(
        'payment_unknown',
        'It is not known yet whether the last attempt was charged. Wait until it is; do not charge again.',
        details,
      )
    return fail(
      'payment_in_progress',
      alive.state === 'approved'
        ? 'This tender was already paid by card.'
        : 'The last attempt is still under way. Finish or cancel it first.',
      details,
    )
  }
  return others.some(({ attempt }) => attempt === body.attempt) ? conflict() : null
}

/** Outside of what the processor takes: told before anything is recorded or sent. */
function refuseAmount({ minMinor, maxMinor }: AmountLimits, { amountMinor }: CreatePayment): Failure | null {
  if (amountMinor < minMinor)
    return fail('amount_invalid', 'A card cannot be charged so small an amount. Take cash.', { minMinor })
  if (amountMinor > maxMinor)
    return fail('amount_too_large', 'A card cannot be charged so large an amount. Split the payment.', {
      maxMinor,
    })
  return null
}

/** Presumed sent (`create_sent`) until it is certain that it was not. */
export const newRow = (
  device: { readonly storeId: string; readonly registerId: string; readonly deviceId: string },
  body: CreatePayment,
  processor: string,
  nowMs: number,
): PaymentRow => ({
  store_id: device.storeId,
  key: body.idempotencyKey,
  register_id: device.registerId,
  device_id: device.deviceId,
  sale_id: body.saleId,
  tender_no: body.tenderNo,
  attempt: body.attempt,
  amount_minor: body.amountMinor,
  currency: body.currency,
  processor,
  processor_payment_id: null,
  create_sent: 1,
  state: 'requested',
  captured_minor: 0,
  refunded_minor: 0,
  decline_reason: null,
  decline_code: null,
  card: null,
  reader_id: null,
  reader_label: null,
  reader_status: null,
  on_reader: 0,
  process_no: 0,
  cancel_no: 0,
  cancel_requested: 0,
  requested_at_ms: nowMs,
  updated_at_ms: nowMs,
  version: 1,
})

/** D2: the operation stands under its key, with the janitor's first visit, before the processor hears of it. */
async function record(
  deps: PaymentDeps,
  device: RequestDevice,
  body: CreatePayment,
  requestId: string,
): Promise<Result<Recorded>> {
  const nowMs = deps.clock.nowMs()
  const { storeId, registerId, deviceId } = device
  return deps.store.transaction(async (trx): Promise<Result<Recorded>> => {
    const again = (known: PaymentRow): Result<Recorded> =>
      sameBody(known, device, body) ? ok({ row: known, fresh: false }) : conflict()
    const known = await findPayment(trx, storeId, body.idempotencyKey)
    if (known !== undefined) return again(known)
    const store = await trx
      .selectFrom('stores')
      .select('currency')
      .where('store_id', '=', storeId)
      .executeTakeFirst()
    if (store?.currency !== body.currency)
      return fail(
        'currency_not_used',
        `This shop does not take ${body.currency} but ${store?.currency ?? 'no currency yet'}; clear the sale and ring it up again.`,
        { currency: store?.currency ?? null },
      )
    const outside = refuseAmount(deps.processor.capabilities.amountLimits(body.currency), body)
    if (outside !== null) return outside
    const ofTender = await paymentsOfTender(trx, storeId, body)
    // On PostgreSQL another process may have committed this very payment since the look above.
    const justNow = ofTender.find(({ key }) => key === body.idempotencyKey)
    if (justNow !== undefined) return again(justNow)
    const second = refuseSecond(ofTender, body)
    if (second !== null) return second
    const row = await trx
      .insertInto('payments')
      .values(newRow(device, body, deps.processor.id, nowMs))
      .returningAll()
      .executeTakeFirstOrThrow()
    await enqueueJob(trx, {
      storeId,
      kind: janitorKind,
      subject: row.key,
      runAtMs: nowMs + janitorDelaysMs[0],
      nowMs,
    })
    await recordEvent(trx, {
      storeId,
      at: nowMs,
      kind: 'payment.requested',
      saleId: body.saleId,
      paymentKey: body.idempotencyKey,
      deviceId,
      requestId,
      actor: `device:${deviceId}`,
      outcome: row.state,
      amountMinor: row.amount_minor,
      body: { ...body, registerId, processor: deps.processor.id },
    })
    return ok({ row, fresh: true })
  })
}

/** Two processes may record the same tender at the same instant; the database lets one through and the other looks again. */
async function recordOnce(
  deps: PaymentDeps,
  device: RequestDevice,
  body: CreatePayment,
  requestId: string,
): Promise<Result<Recorded>> {
  try {
    return await record(deps, device, body, requestId)
  } catch (error) {
    if (!isRowError(error)) throw error
    return record(deps, device, body, requestId)
  }
}

/**
 * Records a payment and makes its intent at the processor. The same key again is the same payment, whatever happened in between; with another
 * body it is `idempotency_conflict`. Errors besides: `currency_not_used`, `payment_in_progress`, `payment_unknown` (an earlier attempt
 * of this tender), `processor_unavailable` (nothing was made; ask again with the same key), `amount_invalid` and the like.
 */
export async function createPayment(
  deps: PaymentDeps,
  device: RequestDevice,
  body: CreatePayment,
  requestId: string,
): Promise<Result<PaymentRow>> {
  return deps.queue.run(`payment:${device.storeId}:${body.idempotencyKey}`, async () => {
    const recorded = await recordOnce(deps, device, body, requestId)
    if (!recorded.ok) return recorded
    const { fresh } = recorded.value
    const row = fresh ? recorded.value.row : await reloadPayment(deps, recorded.value.row)
    const open = row.state === 'requested' || row.state === 'unknown'
    if (row.processor_payment_id !== null || !open) return ok(row)
    const settled = await settleCreation(deps, row, { fresh })
    const { refusal } = settled
    // An unknown payment is an answer of its own: the till shows it and keeps asking.
    if (refusal === null || settled.row.state === 'unknown' || settled.row.processor_payment_id !== null)
      return ok(settled.row)
    return fail(refusal.errorCode, 'The payment processor did not take the payment. No card was charged.', {
      processorCode: refusal.code,
      state: settled.row.state,
    })
  })
}
