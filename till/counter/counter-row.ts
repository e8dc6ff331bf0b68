import type { LineId } from '../../domain/ids/ids.ts'
import { type Cart, cartSchema } from '../../domain/sale/cart.ts'
import type { FrozenSale } from '../journal/frozen-sales.ts'
import type { ReadableDb, WritableDb } from '../store/db.ts'

/**
 * What stands on the counter. `cart`: being rung up. `paying`: frozen; its tenders and attempts are in the journal's tables.
 * `receipt`: sold, until the cashier goes on.
 */
export type CounterState = {
  readonly phase: 'cart' | 'paying' | 'receipt'
  readonly cart: Cart
  readonly lastLineId: LineId | null
}

type Row = {
  readonly revision: number
  readonly phase: CounterState['phase']
  readonly cart: string
  readonly last_line_id: LineId | null
}

/** The counter as it was when the till last answered, or null for a new till. A cart that does not parse throws: it is never guessed at. */
export function readCounter(
  db: ReadableDb,
): { readonly state: CounterState; readonly revision: number } | null {
  const row = db.prepare<Row>('SELECT revision, phase, cart, last_line_id FROM counter').get()
  if (row === undefined) return null
  const cart = cartSchema.parse(JSON.parse(row.cart))
  return { state: { phase: row.phase, cart, lastLineId: row.last_line_id }, revision: row.revision }
}

/** `frozen`: the sale as it was journalled, when it was; its cart is written out already. */
export function writeCounter(
  db: WritableDb,
  state: CounterState,
  revision: number,
  frozen: FrozenSale | null = null,
): void {
  const { phase, cart, lastLineId } = state
  const cartText = frozen?.cart === cart ? frozen.cartText : JSON.stringify(cart)
  db.prepare(
    'INSERT OR REPLACE INTO counter (only_row, revision, phase, cart, last_line_id) VALUES (1, ?, ?, ?, ?)',
  ).run(revision, phase, cartText, lastLineId)
}
