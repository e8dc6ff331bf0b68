import { saleIdSchema } from '../../../domain/ids/ids.ts'
import type { Cart } from '../../../domain/sale/cart.ts'
import { addProduct, emptyCart } from '../../../domain/sale/cart-changes.ts'
import { priceCart } from '../../../domain/sale/price-cart.ts'
import { takeCash } from '../../../domain/sale/tendering.ts'
import { largeCatalogue } from '../../../server/demo-shop/large-catalogue.ts'
import type { CounterState } from '../../../till/counter/counter-row.ts'
import type { Entry } from '../../../till/journal/journal.ts'
import { completionOf } from '../../../till/payments/complete-sale.ts'
import type { ReadableDb } from '../../../till/store/db.ts'

const linesPerSale = 10

/** A sale of ten lines paid in cash with change: what is journalled when Charge is pressed, and when the cash is taken. */
export type PaidSale = {
  readonly totalled: Entry
  /** Asked when the cash is there, because it takes the next receipt number. */
  readonly paid: (db: ReadableDb) => readonly Entry[]
  readonly counter: CounterState
}

/** `count` sales out of a believable catalogue, the same every time. */
export function paidSales(count: number): readonly PaidSale[] {
  const products = [...largeCatalogue(2_000, 7)]
  return Array.from({ length: count }, (_, index) => {
    let cart: Cart = emptyCart(saleIdSchema.parse(idOf('a', index)), 'EUR')
    for (let line = 0; line < linesPerSale; line += 1) {
      const product = products[(index * 37 + line * 191) % products.length]
      if (product === undefined) throw new Error('the catalogue is empty')
      const { taxRateId } = product
      const added = addProduct(cart, {
        product,
        taxRate: { id: taxRateId, name: `VAT ${taxRateId}`, ratePpm: 190_000, inclusive: true },
        quantity: 1 + ((index + line) % 3),
        lineId: idOf('b', index * linesPerSale + line),
      })
      if (!added.ok) throw new Error(added.error.message)
      cart = added.value
    }
    return paidSale(cart)
  })
}

function paidSale(cart: Cart): PaidSale {
  const totals = priceCart(cart)
  if (!totals.ok) throw new Error(totals.error.message)
  const tender = takeCash({
    totals: totals.value,
    tenders: [],
    amountMinor: null,
    givenMinor: Math.ceil(totals.value.totalMinor / 5_000) * 5_000,
    incrementMinor: 1,
    tenderNo: 1,
  })
  if (!tender.ok) throw new Error(tender.error.message)
  const { saleId, currency } = cart
  const frozen = { cart, totals: totals.value }
  return {
    totalled: { kind: 'sale.totalled', body: frozen },
    paid: (db) => {
      const body = completionOf(db, 'register-1', frozen, [tender.value])
      if (body === null) throw new Error('the cash does not cover the sale')
      return [
        { kind: 'cash.taken', body: { saleId, tender: tender.value, currency } },
        { kind: 'sale.completed', body },
      ]
    },
    counter: { phase: 'receipt', cart, lastLineId: null },
  }
}

const idOf = (group: 'a' | 'b', index: number): string =>
  `0190163d-8694-7${group}1e-aea5-${String(index).padStart(12, '0')}`
