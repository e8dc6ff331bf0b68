import type { SaleId } from '../../domain/ids/ids.ts'
import type { Cart } from '../../domain/sale/cart.ts'
import type { SaleTotals } from '../../domain/sale/totals.ts'
import type { TextOf } from './seal.ts'

/** A sale as `sale.totalled` journalled it, with its very bytes. The objects are frozen: they are what they were when they were checked. */
export type FrozenSale = {
  readonly cart: Cart
  readonly totals: SaleTotals
  readonly cartText: string
  readonly totalsText: string
}

/**
 * The sales frozen for paying in this process. The customer waits while a sale is completed: what was checked, written out and frozen when it was
 * totalled, and comes again as the same object, needs none of that a second time. Forgetting one costs time and nothing else.
 */
export type FrozenSales = {
  /** Freezes both. Only for what was checked. */
  keep(sale: { readonly cart: Cart; readonly totals: SaleTotals }, textOf: TextOf): void
  of(saleId: SaleId): FrozenSale | null
  /** The bytes of a cart or totals kept here, by identity. */
  textOf(part: object): string | undefined
}

/** More than can be under way: the one on the counter, and those whose card is still being asked about. */
const salesMax = 8

export function createFrozenSales(): FrozenSales {
  const sales = new Map<SaleId, FrozenSale>()
  const texts = new WeakMap<object, string>()
  return {
    keep({ cart, totals }, textOf) {
      const sale = { cart, totals, cartText: textOf(cart), totalsText: textOf(totals) }
      freeze(cart)
      freeze(totals)
      texts.set(cart, sale.cartText).set(totals, sale.totalsText)
      sales.delete(cart.saleId)
      sales.set(cart.saleId, sale)
      const [oldest] = sales.keys()
      if (sales.size > salesMax && oldest !== undefined) sales.delete(oldest)
    },
    of: (saleId) => sales.get(saleId) ?? null,
    textOf: (part) => texts.get(part),
  }
}

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return
  Object.freeze(value)
  for (const member of Object.values(value)) freeze(member)
}
