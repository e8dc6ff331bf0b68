import { writeCounter } from '../../../till/counter/counter-row.ts'
import type { Journal } from '../../../till/journal/journal.ts'
import type { TillStore } from '../../../till/store/till-store.ts'
import { journalOn, openStoreOrThrow } from '../../unit/till/journal/test-journal.ts'
import type { PaidSale } from './sales.ts'

/** A till's own journal on a database of its own: real validation, chain, projections and outbox, with a clock and ids that repeat. */
export type TillCommits = {
  readonly store: TillStore
  /** Charge: not measured. */
  total(sale: PaidSale): void
  /** The cash is taken and the sale completed: one durable transaction. Answers its milliseconds. */
  pay(sale: PaidSale): number
}

export function openTillCommits(folder: string): TillCommits {
  const store = openStoreOrThrow(folder)
  const journal = journalOn(store)
  let revision = 0
  return {
    store,
    total: (sale) => must(journal.write([sale.totalled])),
    pay(sale) {
      const entries = sale.paid(store.db)
      revision += 1
      const beganMs = performance.now()
      // As `counter.journal` does.
      const written = journal.write(entries, (db) =>
        writeCounter(db, sale.counter, revision, journal.frozenSale(sale.counter.cart.saleId)),
      )
      const tookMs = performance.now() - beganMs
      must(written)
      return tookMs
    },
  }
}

function must(written: ReturnType<Journal['write']>): void {
  if (!written.ok) throw new Error(written.error.message)
}
