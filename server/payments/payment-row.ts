import type { Selectable } from 'kysely'
import { type Payment, paymentSchema } from '../../domain/protocol/server-api.ts'
import { cardReceiptSchema } from '../../domain/sale/tender.ts'
import type { Db, Trx } from '../store/store.ts'
import type { PaymentTables } from './tables.ts'

export type PaymentRow = Selectable<PaymentTables['payments']>

/** A row as a till sees it. The processor's own decline code stays behind: it is not for a screen that customers can see. */
export function toPaymentView(row: PaymentRow): Payment {
  return paymentSchema.parse({
    idempotencyKey: row.key,
    saleId: row.sale_id,
    tenderNo: row.tender_no,
    attempt: row.attempt,
    amountMinor: row.amount_minor,
    currency: row.currency,
    state: row.state,
    processor: row.processor,
    processorPaymentId: row.processor_payment_id,
    capturedMinor: row.captured_minor,
    refundedMinor: row.refunded_minor,
    // Not told before the end is certain: until then the till waits.
    declineReason: row.state === 'declined' ? (row.decline_reason ?? 'generic') : null,
    card: row.card === null ? null : cardReceiptSchema.parse(JSON.parse(row.card)),
    reader:
      row.reader_id !== null && row.reader_status !== null
        ? { id: row.reader_id, label: row.reader_label ?? row.reader_id, status: row.reader_status }
        : null,
  })
}

/** The last four digits in a row's `card`. */
export const last4Of = (card: string | null): string | null =>
  card === null ? null : cardReceiptSchema.parse(JSON.parse(card)).last4

export async function findPayment(
  db: Db | Trx,
  storeId: string,
  key: string,
): Promise<PaymentRow | undefined> {
  return db
    .selectFrom('payments')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('key', '=', key)
    .executeTakeFirst()
}

/** The payment of a processor's object, whichever store it belongs to. */
export async function findPaymentByProcessorId(
  db: Db,
  processorPaymentId: string,
): Promise<PaymentRow | undefined> {
  return db
    .selectFrom('payments')
    .selectAll()
    .where('processor_payment_id', '=', processorPaymentId)
    .executeTakeFirst()
}

/** The payment of this store that a reader holds, or may hold. */
export async function findPaymentOnReader(
  db: Db | Trx,
  storeId: string,
  readerId: string,
): Promise<PaymentRow | undefined> {
  return db
    .selectFrom('payments')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('reader_id', '=', readerId)
    .where('on_reader', '=', 1)
    .executeTakeFirst()
}
