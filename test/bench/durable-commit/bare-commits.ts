import { join } from 'node:path'
import Database from 'better-sqlite3'
import { databaseFileName } from '../../../till/store/till-store.ts'
import { openStoreOrThrow } from '../../unit/till/journal/test-journal.ts'

export type Row = readonly (string | number | null)[]

/** The rows of one sale as the till left them, in the order of their tables' columns. */
export type SaleRows = {
  readonly total: { readonly journal: Row; readonly outbox: Row; readonly sale: Row }
  readonly pay: PayRows
  /** The same rows, their texts written out anew from the objects behind them. */
  readonly payOf: () => PayRows
}

export type PayRows = {
  readonly journal: readonly Row[]
  readonly outbox: readonly Row[]
  readonly tender: Row
  /** State, receipt and what else the payment changed, then the id. */
  readonly sale: Row
  readonly counter: Row
}

/** Where the texts of a row come from. `ready`: they are there. `objects`: they are written out, with the engine's own writer and once each. */
export type Texts = 'ready' | 'objects'

/** The driver alone on the same schema: WAL, FULL, one transaction, statements prepared once. */
export type BareCommits = {
  readonly database: Database.Database
  total(rows: SaleRows): void
  /** Answers the milliseconds of the one transaction. */
  pay(rows: SaleRows, texts: Texts): number
}

export function openBareCommits(folder: string): BareCommits {
  // Only the schema comes from the till; then nothing of it has the file open.
  openStoreOrThrow(folder).close()
  const database = new Database(join(folder, databaseFileName))
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  const begin = database.prepare('BEGIN IMMEDIATE')
  const commit = database.prepare('COMMIT')
  const journal = database.prepare('INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?)')
  const outbox = database.prepare('INSERT INTO outbox VALUES (?, ?, ?)')
  const sale = database.prepare('INSERT INTO sales VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const tender = database.prepare('INSERT INTO tenders VALUES (?, ?, ?, ?, ?)')
  const paid = database.prepare(
    `UPDATE sales SET state = ?, cart = ?, totals = ?, note = ?, item_count = ?, total_minor = ?, currency = ?, staff_id = ?,
       shift_id = ?, at_ms = ?, seq = ?, receipt_no = ?, receipt_count = ? WHERE sale_id = ?`,
  )
  const counter = database.prepare('INSERT OR REPLACE INTO counter VALUES (?, ?, ?, ?, ?)')
  return {
    database,
    total({ total }) {
      begin.run()
      journal.run(...total.journal)
      outbox.run(...total.outbox)
      sale.run(...total.sale)
      commit.run()
    },
    pay(rows, texts) {
      const { payOf, pay: ready } = rows
      const beganMs = performance.now()
      const pay = texts === 'ready' ? ready : payOf()
      begin.run()
      for (const row of pay.journal) journal.run(...row)
      for (const row of pay.outbox) outbox.run(...row)
      tender.run(...pay.tender)
      paid.run(...pay.sale)
      counter.run(...pay.counter)
      commit.run()
      return performance.now() - beganMs
    },
  }
}
