import type { ReadableDb } from '../../../till/store/db.ts'
import type { PayRows, Row, SaleRows } from './bare-commits.ts'
import type { PaidSale } from './sales.ts'
import { openTillCommits } from './till-commits.ts'

/** Lets a till make every sale once, unmeasured, and answers the very rows it wrote: the bare driver is handed them ready-made. */
export function rehearse(folder: string, sales: readonly PaidSale[]): readonly SaleRows[] {
  const till = openTillCommits(folder)
  const { db } = till.store
  const rows = sales.map((sale): SaleRows => {
    till.total(sale)
    const total = { journal: last(db, 'journal'), outbox: last(db, 'outbox'), sale: saleOf(db, sale) }
    till.pay(sale)
    const [saleId = null, ...changed] = saleOf(db, sale)
    const pay = {
      journal: lastTwo(db, 'journal'),
      outbox: lastTwo(db, 'outbox'),
      tender: only(db, 'SELECT * FROM tenders WHERE sale_id = ?', sale.counter.cart.saleId),
      sale: [...changed, saleId],
      counter: only(db, 'SELECT * FROM counter'),
    }
    return { total, pay, payOf: fromObjects(pay) }
  })
  till.store.close()
  return rows
}

/** Where the texts stand in the rows of `pay`, in the order of their columns. */
const textAt = { journal: 6, tender: 4, cart: 1, totals: 2, counterCart: 3 } as const

/** The same rows, their texts made from the objects behind them: no copy, no check, each text once. */
function fromObjects(rows: PayRows): () => PayRows {
  const object = (row: Row, at: number): unknown => JSON.parse(String(row[at]))
  const operations = rows.journal.map((row) => object(row, textAt.journal))
  const tenderObject = object(rows.tender, textAt.tender)
  const cartObject = object(rows.sale, textAt.cart)
  const totalsObject = object(rows.sale, textAt.totals)
  const journal = rows.journal.map((row) => [...row])
  const [tender, sale, counter] = [[...rows.tender], [...rows.sale], [...rows.counter]]
  return () => {
    for (const [index, row] of journal.entries()) row[textAt.journal] = JSON.stringify(operations[index])
    tender[textAt.tender] = JSON.stringify(tenderObject)
    const cart = JSON.stringify(cartObject)
    sale[textAt.cart] = cart
    counter[textAt.counterCart] = cart
    sale[textAt.totals] = JSON.stringify(totalsObject)
    return { journal, outbox: rows.outbox, tender, sale, counter }
  }
}

const valuesOf = (row: unknown): Row => Object.values(row as Record<string, string | number | null>)

function only(db: ReadableDb, sql: string, ...params: readonly string[]): Row {
  const row = db.prepare(sql).get(...params)
  if (row === undefined) throw new Error(`no row: ${sql}`)
  return valuesOf(row)
}

const last = (db: ReadableDb, table: 'journal' | 'outbox'): Row =>
  only(db, `SELECT * FROM ${table} ORDER BY seq DESC LIMIT 1`)

const lastTwo = (db: ReadableDb, table: 'journal' | 'outbox'): readonly Row[] =>
  db.prepare(`SELECT * FROM ${table} ORDER BY seq DESC LIMIT 2`).all().map(valuesOf).reverse()

const saleOf = (db: ReadableDb, sale: PaidSale): Row =>
  only(db, 'SELECT * FROM sales WHERE sale_id = ?', sale.counter.cart.saleId)
