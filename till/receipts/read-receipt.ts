import { assert } from '../../domain/assert.ts'
import type { SaleId } from '../../domain/ids/ids.ts'
import { type Operation, operationBodies } from '../../domain/journal/operation.ts'
import type { ReceiptView } from '../../domain/protocol/views.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { staffNameOf } from '../sales/read-sales.ts'
import type { ReadableDb } from '../store/db.ts'
import type { Identity } from '../till-context.ts'

/** The receipt of a completed sale, rebuilt from the operation that completed it: what was sold, not what the tables say today. Error: sale_not_found. */
export function readReceipt(db: ReadableDb, identity: Identity, saleId: SaleId): Result<ReceiptView> {
  const row = db
    .prepare<{ text: string }>(
      `SELECT journal.text FROM sales JOIN journal ON journal.seq = sales.seq WHERE sales.sale_id = ? AND sales.state = 'completed'`,
    )
    .get(saleId)
  if (row === undefined) return fail('sale_not_found', 'There is no completed sale with this number here.')
  const operation = JSON.parse(row.text) as Operation
  assert(operation.kind === 'sale.completed', 'a completed sale points at the operation that completed it')
  const body = operationBodies['sale.completed'].parse(operation.body)
  return ok({
    saleId,
    receiptNo: body.receiptNo,
    mode: identity.mode,
    store: identity.store,
    register: identity.register,
    cashier: staffNameOf(db, operation.staffId),
    atMs: operation.atMs,
    cart: body.cart,
    totals: body.totals,
    tenders: body.tenders,
    roundingMinor: body.roundingMinor,
    changeMinor: body.changeMinor,
  })
}
