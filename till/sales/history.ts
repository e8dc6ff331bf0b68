import type { SaleId } from '../../domain/ids/ids.ts'
import { parseDecimalText } from '../../domain/money/decimal.ts'
import type { Handlers } from '../../domain/protocol/bridge.ts'
import type { SaleSummary } from '../../domain/protocol/views.ts'
import { ok } from '../../domain/result.ts'
import { readReceipt } from '../receipts/read-receipt.ts'
import type { ReadableDb } from '../store/db.ts'
import type { TillContext } from '../till-context.ts'
import { staffNameOf } from './read-sales.ts'

/** Completed sales of this till, newest first; the query is part of a receipt number, or an amount: `12.50` or `12,50`. */
export function createHistory(context: TillContext): Pick<Handlers, 'sale.history' | 'sale.receipt'> {
  const { store } = context
  return {
    'sale.history': async ({ query, offset, limit }) => {
      const identity = context.identity()
      if (!identity.ok) return identity
      const filter = filterOf(query.trim(), identity.value.store.currency)
      const acknowledged = context.acknowledgedSeq()
      const rows = store.db
        .prepare<SummaryRow>(
          `SELECT sale_id, receipt_no, at_ms, staff_id, item_count, total_minor, currency, seq FROM sales
           WHERE ${filter.where} ORDER BY seq DESC LIMIT ? OFFSET ?`,
        )
        .all(...filter.params, limit, offset)
      const total =
        store.db
          .prepare<{ n: number }>(`SELECT COUNT(*) AS n FROM sales WHERE ${filter.where}`)
          .get(...filter.params)?.n ?? 0
      return ok({ sales: rows.map((row) => summaryOf(store.db, row, acknowledged)), total })
    },
    'sale.receipt': async ({ saleId }) => {
      const identity = context.identity()
      return identity.ok ? readReceipt(store.db, identity.value, saleId) : identity
    },
  }
}

type SummaryRow = {
  readonly sale_id: SaleId
  readonly receipt_no: string
  readonly at_ms: number
  readonly staff_id: string | null
  readonly item_count: number
  readonly total_minor: number
  readonly currency: string
  readonly seq: number
}

function filterOf(query: string, currency: string): { where: string; params: (string | number)[] } {
  const completed = "state = 'completed'"
  if (query === '') return { where: completed, params: [] }
  const amount = parseDecimalText(query, currency)
  const byReceipt = "receipt_no LIKE ? ESCAPE '\\'"
  const pattern = `%${query.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  return amount.ok
    ? { where: `${completed} AND (total_minor = ? OR ${byReceipt})`, params: [amount.value, pattern] }
    : { where: `${completed} AND ${byReceipt}`, params: [pattern] }
}

function summaryOf(db: ReadableDb, row: SummaryRow, acknowledgedSeq: number): SaleSummary {
  const kinds = db
    .prepare<{ kind: 'cash' | 'card' }>(
      "SELECT kind FROM tenders WHERE sale_id = ? AND state = 'standing' GROUP BY kind ORDER BY MIN(tender_no)",
    )
    .all(row.sale_id)
  return {
    saleId: row.sale_id,
    receiptNo: row.receipt_no,
    atMs: row.at_ms,
    staffName: staffNameOf(db, row.staff_id),
    itemCount: row.item_count,
    totalMinor: row.total_minor,
    currency: row.currency,
    tenderKinds: kinds.map(({ kind }) => kind),
    synced: row.seq <= acknowledgedSeq,
  }
}
