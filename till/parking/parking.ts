import type { SaleId } from '../../domain/ids/ids.ts'
import type { Handlers } from '../../domain/protocol/bridge.ts'
import type { ParkedSale } from '../../domain/protocol/views.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { type Cart, cartSchema } from '../../domain/sale/cart.ts'
import { looksLikeCardNumber } from '../../domain/security/card-number.ts'
import type { Counter } from '../counter/counter.ts'
import { staffNameOf } from '../sales/read-sales.ts'
import type { ReadableDb } from '../store/db.ts'
import type { TillContext } from '../till-context.ts'

export type Parking = {
  readonly handlers: Pick<Handlers, 'sale.park' | 'sale.parked' | 'sale.recall' | 'sale.discard'>
  count(): number
}

/** Carts put aside for later, each a journalled fact: they survive a restart and any cashier can take them up again. */
export function createParking(context: TillContext, counter: Counter): Parking {
  const { store } = context
  return {
    handlers: {
      'sale.park': async ({ note }) => {
        const duty = context.onDuty()
        if (!duty.ok) return duty
        const state = counter.state()
        if (!state.ok) return state
        const { phase, cart } = state.value
        if (phase !== 'cart')
          return fail('cart_locked', 'This sale is being paid; only a cart can be put aside.')
        if (cart.lines.length === 0) return fail('cart_empty', 'There is nothing in the cart to put aside.')
        const words = cleanNote(note)
        if (!words.ok) return words
        const fresh = counter.emptied()
        if (!fresh.ok) return fresh
        return announced(
          counter.journal([{ kind: 'sale.parked', body: { cart, note: words.value } }], fresh.value),
        )
      },
      'sale.parked': async () => ok(readParked(store.db)),
      'sale.recall': async ({ saleId }) => {
        const duty = context.onDuty()
        if (!duty.ok) return duty
        const state = counter.state()
        if (!state.ok) return state
        if (state.value.phase !== 'cart')
          return fail('cart_locked', 'Finish the sale on the counter before recalling another.')
        if (state.value.cart.lines.length > 0) {
          return fail(
            'cart_not_empty',
            'The cart holds lines: park or clear them before recalling another sale.',
          )
        }
        const cart = readParkedCart(store.db, saleId)
        if (!cart.ok) return cart
        return announced(
          counter.journal([{ kind: 'sale.unparked', body: { saleId, reason: 'recalled' } }], {
            phase: 'cart',
            cart: cart.value,
            lastLineId: cart.value.lines.at(-1)?.id ?? null,
          }),
        )
      },
      'sale.discard': async ({ saleId }) => {
        const duty = context.onDuty()
        if (!duty.ok) return duty
        const cart = readParkedCart(store.db, saleId)
        if (!cart.ok) return cart
        const written = context.journal.write([
          { kind: 'sale.unparked', body: { saleId, reason: 'discarded' } },
        ])
        if (!written.ok) return written
        context.tillChanged()
        return ok(readParked(store.db))
      },
    },
    count: () =>
      store.db.prepare<{ n: number }>("SELECT COUNT(*) AS n FROM sales WHERE state = 'parked'").get()?.n ?? 0,
  }

  function announced<T>(result: Result<T>): Result<T> {
    if (result.ok) context.tillChanged()
    return result
  }
}

function cleanNote(note: string | null): Result<string | null> {
  const trimmed = note?.toWellFormed().trim() ?? ''
  if (looksLikeCardNumber(trimmed)) {
    return fail(
      'card_number_refused',
      'This looks like a card number. Card numbers are never written down here.',
    )
  }
  return ok(trimmed === '' ? null : trimmed)
}

type ParkedRow = {
  readonly sale_id: SaleId
  readonly at_ms: number
  readonly staff_id: string | null
  readonly note: string | null
  readonly item_count: number
  readonly total_minor: number
  readonly currency: string
}

const readParked = (db: ReadableDb): ParkedSale[] =>
  db
    .prepare<ParkedRow>(
      `SELECT sale_id, at_ms, staff_id, note, item_count, total_minor, currency FROM sales WHERE state = 'parked' ORDER BY seq`,
    )
    .all()
    .map((row) => ({
      saleId: row.sale_id,
      parkedAtMs: row.at_ms,
      staffName: staffNameOf(db, row.staff_id),
      note: row.note,
      itemCount: row.item_count,
      totalMinor: row.total_minor,
      currency: row.currency,
    }))

function readParkedCart(db: ReadableDb, saleId: SaleId): Result<Cart> {
  const row = db
    .prepare<{ cart: string }>("SELECT cart FROM sales WHERE sale_id = ? AND state = 'parked'")
    .get(saleId)
  return row === undefined
    ? fail('parked_sale_not_found', 'This parked sale was already recalled or removed.')
    : ok(cartSchema.parse(JSON.parse(row.cart)))
}
