import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Operation } from '../../domain/journal/operation.ts'
import { type Cart, cartSchema } from '../../domain/sale/cart.ts'
import { foldJournal, type JournalledShop, readChain } from '../support/agreement/read-journal.ts'
import { readTill, type TillRecords } from '../support/agreement/till-records.ts'

/** What a till left on its disk. `broken`: why the journal cannot be believed; then the rest says what its readable beginning says. */
export type TillDisk = TillRecords & {
  readonly counter: { readonly phase: 'cart' | 'paying' | 'receipt'; readonly cart: Cart } | null
  readonly shop: JournalledShop
  readonly parked: ReadonlyMap<string, Cart>
  readonly broken: readonly string[]
}

export function readTillDisk(folder: string): TillDisk {
  return tillDiskOf(readTill(folder), readCounter(folder))
}

export function tillDiskOf(records: TillRecords, counter: TillDisk['counter']): TillDisk {
  const chain = readChain('till', records.journal)
  const { shop, findings } = foldJournal(chain.operations)
  return {
    ...records,
    counter,
    shop,
    parked: parkedOf(chain.operations),
    broken: [...chain.findings, ...findings],
  }
}

function readCounter(folder: string): TillDisk['counter'] {
  const db = new Database(join(folder, 'till.sqlite'), { readonly: true, fileMustExist: true })
  try {
    const row = db
      .prepare<[], { phase: 'cart' | 'paying' | 'receipt'; cart: string }>('SELECT phase, cart FROM counter')
      .get()
    return row === undefined ? null : { phase: row.phase, cart: cartSchema.parse(JSON.parse(row.cart)) }
  } finally {
    db.close()
  }
}

function parkedOf(operations: readonly Operation[]): ReadonlyMap<string, Cart> {
  const parked = new Map<string, Cart>()
  for (const operation of operations) {
    if (operation.kind === 'sale.parked') parked.set(operation.body.cart.saleId, operation.body.cart)
    if (operation.kind === 'sale.unparked') parked.delete(operation.body.saleId)
  }
  return parked
}

export type ServerDisk = {
  readonly operations: readonly { readonly seq: number; readonly text: string }[]
  readonly payments: ReadonlyMap<
    string,
    { readonly state: string; readonly processorPaymentId: string | null }
  >
}

export function readServerDisk(folder: string): ServerDisk {
  const db = new Database(join(folder, 'server.sqlite'), { readonly: true, fileMustExist: true })
  try {
    return db.transaction(() => ({
      operations: db
        .prepare<[], { seq: number; text: string }>('SELECT seq, text FROM operations ORDER BY seq')
        .all(),
      payments: new Map(
        db
          .prepare<[], { key: string; state: string; processorPaymentId: string | null }>(
            'SELECT key, state, processor_payment_id AS processorPaymentId FROM payments',
          )
          .all()
          .map((row) => [row.key, row]),
      ),
    }))()
  } finally {
    db.close()
  }
}
