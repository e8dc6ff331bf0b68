import type { StoreId } from '../../domain/ids/ids.ts'
import { type SaleDetail, saleLineRowSchema, saleTenderRowSchema } from '../../domain/protocol/backoffice.ts'
import type { Payment } from '../../domain/protocol/server-api.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { eventsOfSale } from '../events/events-of-sale.ts'
import { toPaymentView } from '../payments/payment-row.ts'
import type { Db } from '../store/store.ts'
import { operationRow } from '../sync/operation-row.ts'
import { saleRows } from './find-sales.ts'

/** One sale with all that is known of it: lines, tenders with the payment behind each, operations, events. Errors: `sale_not_found`. */
export async function saleDetail(db: Db, storeId: StoreId, saleId: string): Promise<Result<SaleDetail>> {
  const [sale] = await saleRows(db, storeId, [saleId])
  if (sale === undefined) return fail('sale_not_found', 'There is no such sale.')
  const payments = await paymentsOf(db, storeId, saleId)
  const events = await eventsOfSale(db, storeId, {
    saleId,
    paymentKeys: payments.map((payment) => payment.idempotencyKey),
    processorPaymentIds: payments.flatMap((payment) => payment.processorPaymentId ?? []),
  })
  return ok({
    sale,
    lines: await linesOf(db, storeId, saleId),
    tenders: await tendersOf(db, storeId, saleId, payments),
    payments,
    operations: await operationsOf(db, storeId, saleId),
    events: [...events],
  })
}

async function linesOf(db: Db, storeId: StoreId, saleId: string): Promise<SaleDetail['lines']> {
  const rows = await db
    .selectFrom('sale_lines')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('sale_id', '=', saleId)
    .orderBy('line_no')
    .execute()
  return rows.map((row) =>
    saleLineRowSchema.parse({
      lineNo: row.line_no,
      productId: row.product_id,
      sku: row.sku,
      name: row.name,
      variant: row.variant,
      quantity: row.quantity,
      unitPriceMinor: row.unit_price_minor,
      discountMinor: row.discount_minor,
      taxMinor: row.tax_minor,
      totalMinor: row.total_minor,
      taxRateName: row.tax_rate_name,
      taxRatePpm: row.tax_rate_ppm,
      taxInclusive: row.tax_inclusive === 1,
    }),
  )
}

async function tendersOf(
  db: Db,
  storeId: StoreId,
  saleId: string,
  payments: readonly Payment[],
): Promise<SaleDetail['tenders']> {
  const rows = await db
    .selectFrom('sale_tenders')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('sale_id', '=', saleId)
    .orderBy('tender_no')
    .execute()
  return rows.map((row) =>
    saleTenderRowSchema.parse({
      tenderNo: row.tender_no,
      kind: row.kind,
      amountMinor: row.amount_minor,
      roundingMinor: row.rounding_minor,
      givenMinor: row.given_minor,
      changeMinor: row.change_minor,
      idempotencyKey: row.idempotency_key,
      processorPaymentId: row.processor_payment_id,
      brand: row.brand,
      last4: row.last4,
      payment: payments.find((payment) => payment.idempotencyKey === row.idempotency_key) ?? null,
    }),
  )
}

async function paymentsOf(db: Db, storeId: StoreId, saleId: string): Promise<Payment[]> {
  const rows = await db
    .selectFrom('payments')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('sale_id', '=', saleId)
    .orderBy('tender_no')
    .orderBy('attempt')
    .execute()
  return rows.map(toPaymentView)
}

async function operationsOf(db: Db, storeId: StoreId, saleId: string): Promise<SaleDetail['operations']> {
  const rows = await db
    .selectFrom('operations')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('sale_id', '=', saleId)
    .orderBy('register_id')
    .orderBy('seq')
    .execute()
  return rows.map(operationRow)
}
