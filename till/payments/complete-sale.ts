import type { OperationBody } from '../../domain/journal/operation.ts'
import type { Cart } from '../../domain/sale/cart.ts'
import type { Tender } from '../../domain/sale/tender.ts'
import { isCovered, saleChangeMinor, saleRoundingMinor } from '../../domain/sale/tendering.ts'
import type { SaleTotals } from '../../domain/sale/totals.ts'
import { nextReceiptCount, receiptNumber } from '../receipts/receipt-number.ts'
import type { ReadableDb } from '../store/db.ts'

/** The body that completes a sale, or null while its tenders do not cover it. To be journalled in the same step, because it takes the next receipt number. */
export function completionOf(
  db: ReadableDb,
  registerId: string,
  { cart, totals }: { readonly cart: Cart; readonly totals: SaleTotals },
  tenders: readonly Tender[],
): OperationBody<'sale.completed'> | null {
  if (!isCovered(totals, tenders)) return null
  return {
    receiptNo: receiptNumber(registerId, nextReceiptCount(db)),
    cart,
    totals,
    tenders: [...tenders],
    roundingMinor: saleRoundingMinor(tenders),
    changeMinor: saleChangeMinor(tenders),
  }
}
