import { assert } from '../../domain/assert.ts'
import type { Operation } from '../../domain/journal/operation.ts'
import type { Tender } from '../../domain/sale/tender.ts'
import type { Trx } from '../store/store.ts'

/**
 * A completed sale into the tables that the back office searches and sums. A sale that does not add up throws, and the same sale from a second
 * operation breaks the key: the caller parks both.
 */
export async function projectCompletedSale(trx: Trx, operation: Operation<'sale.completed'>): Promise<void> {
  const { storeId, body } = operation
  const { cart, totals, tenders } = body
  const saleId = cart.saleId
  const sumOf = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0)
  assert(
    sumOf(totals.lines.map((line) => line.totalMinor)) === totals.totalMinor,
    'the lines of a sale sum to its total',
  )
  assert(
    sumOf(tenders.map((tender) => tender.amountMinor)) === totals.totalMinor,
    'the tenders of a completed sale cover its total',
  )
  await trx
    .insertInto('sales')
    .values({
      store_id: storeId,
      sale_id: saleId,
      register_id: operation.registerId,
      operation_seq: operation.seq,
      receipt_no: body.receiptNo,
      at_ms: operation.atMs,
      staff_id: operation.staffId,
      shift_id: operation.shiftId,
      currency: totals.currency,
      item_count: cart.lines.reduce((count, line) => count + line.quantity, 0),
      total_minor: totals.totalMinor,
      tax_minor: totals.taxMinor,
      discount_minor: totals.discountMinor,
      rounding_minor: body.roundingMinor,
      change_minor: body.changeMinor,
    })
    .execute()
  const lines = saleLines(operation)
  if (lines.length > 0) await trx.insertInto('sale_lines').values(lines).execute()
  await trx
    .insertInto('sale_tenders')
    .values(tenders.map((tender) => ({ store_id: storeId, sale_id: saleId, ...tenderRow(tender) })))
    .execute()
}

function saleLines({ storeId, body: { cart, totals } }: Operation<'sale.completed'>) {
  const moneyOf = new Map(totals.lines.map((line) => [line.lineId, line]))
  return cart.lines.map((line, index) => {
    const money = moneyOf.get(line.id)
    assert(money !== undefined, 'each line of a sale has its money')
    return {
      store_id: storeId,
      sale_id: cart.saleId,
      line_no: index + 1,
      line_id: line.id,
      product_id: line.productId,
      sku: line.sku,
      name: line.name,
      variant: line.variant,
      quantity: line.quantity,
      unit_price_minor: line.unitPriceMinor,
      discount_minor: money.lineDiscountMinor + money.saleDiscountMinor,
      tax_minor: money.taxMinor,
      total_minor: money.totalMinor,
      tax_rate_id: line.taxRate.id,
      tax_rate_name: line.taxRate.name,
      tax_rate_ppm: line.taxRate.ratePpm,
      tax_inclusive: line.taxRate.inclusive ? 1 : 0,
    }
  })
}

function tenderRow(tender: Tender) {
  const common = { tender_no: tender.tenderNo, kind: tender.kind, amount_minor: tender.amountMinor }
  if (tender.kind === 'cash') {
    return {
      ...common,
      rounding_minor: tender.roundingMinor,
      given_minor: tender.givenMinor,
      change_minor: tender.changeMinor,
      idempotency_key: null,
      processor_payment_id: null,
      brand: null,
      last4: null,
    }
  }
  return {
    ...common,
    rounding_minor: 0,
    given_minor: 0,
    change_minor: 0,
    idempotency_key: tender.idempotencyKey,
    processor_payment_id: tender.processorPaymentId,
    brand: tender.card?.brand ?? null,
    last4: tender.card?.last4 ?? null,
  }
}
