import type { ProcessorPayment } from '../../../domain/payment/processor.ts'
import { createPaymentSchema } from '../../../domain/protocol/server-api.ts'
import { recordEvent } from '../../events/events.ts'
import { enqueueJob } from '../../jobs/enqueue-job.ts'
import { isRowError } from '../../store/store-failure.ts'
import { newRow } from '../create-payment.ts'
import { janitorKind } from '../janitor-visits.ts'
import type { Payments } from '../payments.ts'
import type { PaymentDeps } from '../save-payment.ts'

/**
 * Takes a payment of ours, that stands in no record (a database that was restored), into the records by its own marks, and reads it back. False: its marks
 * are not those of a sale, or its tender has a living payment already; then it stays outside.
 */
export async function adopt(
  deps: Pick<PaymentDeps, 'store' | 'clock' | 'processor'>,
  payments: Payments,
  payment: ProcessorPayment,
): Promise<boolean> {
  const { marks } = payment
  if (marks === null) return false
  const body = createPaymentSchema.safeParse({
    idempotencyKey: marks.key,
    saleId: marks.saleId,
    tenderNo: marks.tenderNo,
    attempt: marks.attempt,
    amountMinor: payment.amountMinor,
    currency: payment.currency,
  })
  if (!body.success) return false
  const { storeId, registerId, key } = marks
  const nowMs = deps.clock.nowMs()
  try {
    await deps.store.transaction(async (trx) => {
      const row = newRow({ storeId, registerId, deviceId: '' }, body.data, deps.processor.id, nowMs)
      await trx
        .insertInto('payments')
        .values({
          ...row,
          state: 'created',
          processor_payment_id: payment.id,
          requested_at_ms: payment.createdAtMs,
        })
        .execute()
      await enqueueJob(trx, { storeId, kind: janitorKind, subject: key, runAtMs: nowMs, nowMs })
      await recordEvent(trx, {
        storeId,
        at: nowMs,
        kind: 'payment.adopted',
        saleId: marks.saleId,
        paymentKey: key,
        processorId: payment.id,
        amountMinor: payment.amountMinor,
        outcome: payment.standing,
        body: { marks, processorPaymentId: payment.id, status: payment.status },
      })
    })
  } catch (error) {
    if (isRowError(error)) return false
    throw error
  }
  await payments.refresh(storeId, key, true)
  return true
}
