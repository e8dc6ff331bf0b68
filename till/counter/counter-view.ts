import { assert } from '../../domain/assert.ts'
import { quickCash } from '../../domain/money/quick-cash.ts'
import type { CounterView, PayingView } from '../../domain/protocol/views.ts'
import { ok, type Result } from '../../domain/result.ts'
import { priceCart } from '../../domain/sale/price-cart.ts'
import { cashDue, remainingMinor } from '../../domain/sale/tendering.ts'
import { cardView } from '../payments/card-view.ts'
import type { LiveCards } from '../payments/live-cards.ts'
import { readReceipt } from '../receipts/read-receipt.ts'
import { type PayingSale, readPayingSale } from '../sales/read-sales.ts'
import type { ReadableDb } from '../store/db.ts'
import type { Identity } from '../till-context.ts'
import type { CounterState } from './counter-row.ts'

/** The counter as the screen draws it: every amount comes from the domain, every tender and attempt from the journal's tables. */
export function counterView(
  db: ReadableDb,
  identity: Identity,
  liveCards: LiveCards,
  state: CounterState,
  revision: number,
): Result<CounterView> {
  const { phase, cart, lastLineId } = state
  const whole = { revision, phase, cart, lastLineId, paying: null, receipt: null }
  if (phase === 'receipt') {
    const receipt = readReceipt(db, identity, cart.saleId)
    if (!receipt.ok) return receipt
    return ok({ ...whole, totals: receipt.value.totals, receipt: receipt.value })
  }
  if (phase === 'paying') {
    const sale = readPayingSale(db, cart.saleId)
    return ok({
      ...whole,
      totals: sale.totals,
      paying: payingView(db, sale, identity.store.cashRoundingMinor, liveCards),
    })
  }
  const totals = priceCart(cart)
  assert(totals.ok, 'a cart on the counter can be priced: every change was checked')
  return ok({ ...whole, totals: totals.value })
}

function payingView(
  db: ReadableDb,
  sale: PayingSale,
  incrementMinor: number,
  liveCards: LiveCards,
): PayingView {
  const { totals, tenders } = sale
  const cash = cashDue(totals, tenders, null, incrementMinor)
  return {
    tenders: [...tenders],
    remainingMinor: remainingMinor(totals, tenders),
    cashDueMinor: cash.dueMinor,
    cashRoundingMinor: cash.roundingMinor,
    quickCashMinor: quickCash(cash.dueMinor, totals.currency),
    card: cardView(db, sale, liveCards),
  }
}
