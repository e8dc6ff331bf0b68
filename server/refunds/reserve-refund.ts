import type { Selectable } from 'kysely'
import type { z } from 'zod'
import type { createRefundSchema } from '../../domain/protocol/server-api.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { recordEvent } from '../events/events.ts'
import { enqueueJob } from '../jobs/enqueue-job.ts'
import type { PaymentTables } from '../payments/tables.ts'
import type { Store, Trx } from '../store/store.ts'
import { findRefund, holdsMoney, type RefundRow, refundsOf } from './refund-row.ts'
import { refundJanitorDelaysMs, refundJanitorKind } from './refund-visits.ts'

/** Who asks: a till, or the back office under a name of its own. */
export type RefundRequester = { readonly storeId: string; readonly deviceId: string }
export type CreateRefund = z.infer<typeof createRefundSchema>
type Payment = Selectable<PaymentTables['payments']>
type Reserved = { readonly row: RefundRow; readonly fresh: boolean }

/**
 * What may still be refunded: captured − reserved − done − what was refunded past us (in the processor's dashboard).
 * `refunded_minor` is the processor's own sum, ours included once it knows of them.
 */
export function refundableMinor(payment: Payment, refunds: readonly RefundRow[]): number {
  const ours = refunds.filter(({ state }) => holdsMoney(state))
  const sum = (rows: readonly RefundRow[]): number => rows.reduce((total, row) => total + row.amount_minor, 0)
  const knownThere = sum(ours.filter((row) => row.processor_refund_id !== null))
  const pastUs = Math.max(0, payment.refunded_minor - knownThere)
  return Math.max(0, payment.captured_minor - sum(ours) - pastUs)
}

/** Takes the payment's row lock (PostgreSQL runs transactions side by side), so that two refunds never read the same remainder. */
const lockPayment = (trx: Trx, storeId: string, key: string): Promise<Payment | undefined> =>
  trx
    .updateTable('payments')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('store_id', '=', storeId)
    .where('key', '=', key)
    .returningAll()
    .executeTakeFirst()

/**
 * Reserves the refund in one transaction, before the processor is asked (I6). The same key again is the same refund.
 * Errors: `payment_not_found`, `payment_unknown`, `payment_in_progress`, `amount_too_large`, `idempotency_conflict`.
 */
export async function reserveRefund(
  store: Store,
  nowMs: number,
  device: RefundRequester,
  body: CreateRefund,
  requestId: string,
): Promise<Result<Reserved>> {
  const { storeId, deviceId } = device
  return store.transaction(async (trx): Promise<Result<Reserved>> => {
    const again = (known: RefundRow): Result<Reserved> => {
      const same =
        known.payment_key === body.paymentKey &&
        known.amount_minor === body.amountMinor &&
        known.reason === body.reason
      if (same) return ok({ row: known, fresh: false })
      return fail('idempotency_conflict', 'This key was used with another refund. Nothing was done.')
    }
    const known = await findRefund(trx, storeId, body.idempotencyKey)
    if (known !== undefined) return again(known)
    const payment = await lockPayment(trx, storeId, body.paymentKey)
    if (payment === undefined) return fail('payment_not_found', 'This shop has no payment with that key.')
    if (payment.state === 'unknown')
      return fail(
        'payment_unknown',
        'It is not known yet whether this card was charged. It is being checked.',
      )
    if (payment.state !== 'approved')
      return fail(
        'payment_in_progress',
        `Only a paid payment can be refunded; this one is ${payment.state}.`,
        {
          state: payment.state,
        },
      )
    const others = await refundsOf(trx, storeId, body.paymentKey)
    // While this waited for the payment's lock, another process may have reserved this very refund.
    const justNow = others.find(({ key }) => key === body.idempotencyKey)
    if (justNow !== undefined) return again(justNow)
    const left = refundableMinor(payment, others)
    if (body.amountMinor > left)
      return fail('amount_too_large', 'The refund is more than what is left of this payment.', {
        refundableMinor: left,
      })
    const row = await trx
      .insertInto('refunds')
      .values({
        store_id: storeId,
        key: body.idempotencyKey,
        payment_key: body.paymentKey,
        device_id: deviceId,
        amount_minor: body.amountMinor,
        currency: payment.currency,
        reason: body.reason,
        state: 'requested',
        processor_refund_id: null,
        failure_code: null,
        requested_at_ms: nowMs,
        updated_at_ms: nowMs,
        version: 1,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    await enqueueJob(trx, {
      storeId,
      kind: refundJanitorKind,
      subject: row.key,
      runAtMs: nowMs + refundJanitorDelaysMs[0],
      nowMs,
    })
    await recordEvent(trx, {
      storeId,
      at: nowMs,
      kind: 'refund.requested',
      saleId: payment.sale_id,
      paymentKey: payment.key,
      deviceId,
      requestId,
      actor: `device:${deviceId}`,
      processorId: [row.key, payment.processor_payment_id],
      outcome: row.state,
      amountMinor: row.amount_minor,
      body,
    })
    return ok({ row, fresh: true })
  })
}
