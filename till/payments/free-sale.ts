import { assert } from '../../domain/assert.ts'
import type { Cart } from '../../domain/sale/cart.ts'
import { takeCash } from '../../domain/sale/tendering.ts'
import type { SaleTotals } from '../../domain/sale/totals.ts'
import type { Entry } from '../journal/journal.ts'
import type { Identity, TillContext } from '../till-context.ts'
import { completionOf } from './complete-sale.ts'

/** A sale that costs nothing is paid by a cash tender of nothing: what was given away is on record like any other sale. */
export function freeSaleEntries(
  context: TillContext,
  identity: Identity,
  cart: Cart,
  totals: SaleTotals,
): readonly Entry[] {
  const tender = takeCash({
    totals,
    tenders: [],
    amountMinor: null,
    givenMinor: 0,
    incrementMinor: identity.store.cashRoundingMinor,
    tenderNo: 1,
  })
  assert(tender.ok, 'nothing can be paid with nothing')
  const completion = completionOf(context.store.db, identity.registerId, { cart, totals }, [tender.value])
  assert(completion !== null, 'a tender of nothing covers a total of nothing')
  const { saleId, currency } = cart
  return [
    { kind: 'cash.taken', body: { saleId, tender: tender.value, currency } },
    { kind: 'sale.completed', body: completion },
  ]
}
