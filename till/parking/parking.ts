import type { SaleId } from '../../domain/ids/ids.ts'
import type { Handlers } from '../../domain/protocol/bridge.ts'
import type { CounterView, ParkedSale } from '../../domain/protocol/views.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { type Cart, cartSchema } from '../../domain/sale/cart.ts'
import { looksLikeCardNumber } from '../../domain/security/card-number.ts'
import type { Counter } from '../counter/counter.ts'
import type { CounterState } from '../counter/counter-row.ts'
import { readAttempts, staffNameOf } from '../sales/read-sales.ts'
import type { ReadableDb } from '../store/db.ts'
import type { TillContext } from '../till-context.ts'

export type Parking = {
  readonly handlers: Pick<Handlers, 'sale.park' | 'sale.parked' | 'sale.recall' | 'sale.discard'>
  count(): number
}

/**
 * Carts put aside for later, each a journalled fact: they survive a restart and any cashier can take them up again. A sale whose card payment
 * is unknown can be put aside too, so that the next customer need not wait for an answer: it stays exactly as journalled, is followed in the
 * background, and is taken up again as a sale being paid, unless it was completed meanwhile.
 */
export function createParking(context: TillContext, counter: Counter): Parking {
  const { store } = context

  const putAside = ({ cart }: CounterState): Result<CounterView> => {
    const last = readAttempts(store.db, cart.saleId).at(-1)
    if (last?.state !== 'unknown')
      return fail('cart_locked', 'This sale is being paid; only a cart can be put aside.')
    const fresh = counter.emptied()
    return fresh.ok ? announced(counter.draft(fresh.value)) : fresh
  }

  const park = (note: string | null): Result<CounterView> => {
    const duty = context.onDuty()
    if (!duty.ok) return duty
    const state = counter.state()
    if (!state.ok) return state
    const words = cleanNote(note)
    if (!words.ok) return words
    const { phase, cart } = state.value
    if (phase === 'paying') return putAside(state.value)
    if (phase === 'receipt' || cart.lines.length === 0)
      return fail('cart_empty', 'There is nothing in the cart to put aside.')
    const fresh = counter.emptied()
    if (!fresh.ok) return fresh
    return announced(
      counter.journal([{ kind: 'sale.parked', body: { cart, note: words.value } }], fresh.value),
    )
  }

  const recall = (saleId: SaleId): Result<CounterView> => {
    const duty = context.onDuty()
    if (!duty.ok) return duty
    const state = counter.state()
    if (!state.ok) return state
    if (state.value.phase !== 'cart')
      return fail('cart_locked', 'Finish the sale on the counter before recalling another.')
    if (state.value.cart.lines.length > 0)
      return fail('cart_not_empty', 'The cart holds lines: park or clear them before recalling another sale.')
    const aside = readAside(store.db, saleId)
    if (!aside.ok) return aside
    const { cart } = aside.value
    if (aside.value.state === 'paying')
      return announced(counter.draft({ phase: 'paying', cart, lastLineId: null }))
    const lastLineId = cart.lines.at(-1)?.id ?? null
    return announced(
      counter.journal([{ kind: 'sale.unparked', body: { saleId, reason: 'recalled' } }], {
        phase: 'cart',
        cart,
        lastLineId,
      }),
    )
  }

  const discard = (saleId: SaleId): Result<ParkedSale[]> => {
    const duty = context.onDuty()
    if (!duty.ok) return duty
    const aside = readAside(store.db, saleId)
    if (!aside.ok) return aside
    if (aside.value.state === 'paying')
      return fail('cart_locked', 'A card payment was begun for this sale: recall it and finish it there.')
    const written = context.journal.write([{ kind: 'sale.unparked', body: { saleId, reason: 'discarded' } }])
    if (!written.ok) return written
    context.tillChanged()
    return ok(readParked(store.db, onCounter()))
  }

  const onCounter = (): SaleId | null => {
    const state = counter.state()
    return state.ok ? state.value.cart.saleId : null
  }

  function announced<T>(result: Result<T>): Result<T> {
    if (result.ok) context.tillChanged()
    return result
  }

  return {
    handlers: {
      'sale.park': async ({ note }) => park(note),
      'sale.parked': async () => ok(readParked(store.db, onCounter())),
      'sale.recall': async ({ saleId }) => recall(saleId),
      'sale.discard': async ({ saleId }) => discard(saleId),
    },
    count: () =>
      store.db
        .prepare<{ n: number }>(`SELECT COUNT(*) AS n FROM sales WHERE ${isAside}`)
        .get(onCounter() ?? '')?.n ?? 0,
  }
}

/** Put aside: parked, or being paid without standing on the counter. */
const isAside = "(state = 'parked' OR (state = 'paying' AND sale_id <> ?))"

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
  readonly state: 'parked' | 'paying'
  readonly at_ms: number
  readonly staff_id: string | null
  readonly note: string | null
  readonly item_count: number
  readonly total_minor: number
  readonly currency: string
}

const readParked = (db: ReadableDb, onCounter: SaleId | null): ParkedSale[] =>
  db
    .prepare<ParkedRow>(
      `SELECT sale_id, state, at_ms, staff_id, note, item_count, total_minor, currency FROM sales WHERE ${isAside} ORDER BY seq`,
    )
    .all(onCounter ?? '')
    .map((row) => ({
      saleId: row.sale_id,
      parkedAtMs: row.at_ms,
      state: row.state,
      staffName: staffNameOf(db, row.staff_id),
      note: row.note,
      itemCount: row.item_count,
      totalMinor: row.total_minor,
      currency: row.currency,
    }))

type Aside = { readonly state: 'parked' | 'paying'; readonly cart: Cart }

function readAside(db: ReadableDb, saleId: SaleId): Result<Aside> {
  const row = db
    .prepare<{ cart: string; state: 'parked' | 'paying' }>(
      "SELECT cart, state FROM sales WHERE sale_id = ? AND state IN ('parked', 'paying')",
    )
    .get(saleId)
  return row === undefined
    ? fail('parked_sale_not_found', 'This parked sale was already recalled or removed.')
    : ok({ state: row.state, cart: cartSchema.parse(JSON.parse(row.cart)) })
}
