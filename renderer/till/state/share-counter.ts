import type { CounterView } from '../../../domain/protocol/views.ts'
import type { CartLine, Discount } from '../../../domain/sale/cart.ts'
import type { LineTotals } from '../../../domain/sale/totals.ts'

/**
 * The next counter with every line that did not change kept as the same object, so that a memoised line of a cart of 200 draws once and not
 * at each scan. The result equals `next`; `previous` decides only about identity.
 */
export function shareCounter(previous: CounterView | null, next: CounterView): CounterView {
  if (previous === null || previous.cart.saleId !== next.cart.saleId) return next
  const lines = shareList(previous.cart.lines, next.cart.lines, (line) => line.id, sameLine)
  const lineTotals = shareList(previous.totals.lines, next.totals.lines, (line) => line.lineId, sameTotals)
  return {
    ...next,
    cart: { ...next.cart, lines },
    totals: { ...next.totals, lines: lineTotals },
  }
}

function shareList<T>(
  previous: readonly T[],
  next: readonly T[],
  idOf: (item: T) => string,
  same: (a: T, b: T) => boolean,
): T[] {
  const known = new Map(previous.map((item) => [idOf(item), item]))
  return next.map((item) => {
    const before = known.get(idOf(item))
    return before !== undefined && same(before, item) ? before : item
  })
}

const sameTotals = (a: LineTotals, b: LineTotals): boolean =>
  a.grossMinor === b.grossMinor &&
  a.lineDiscountMinor === b.lineDiscountMinor &&
  a.saleDiscountMinor === b.saleDiscountMinor &&
  a.netMinor === b.netMinor &&
  a.taxMinor === b.taxMinor &&
  a.totalMinor === b.totalMinor

const sameLine = (a: CartLine, b: CartLine): boolean =>
  a.quantity === b.quantity &&
  a.unitPriceMinor === b.unitPriceMinor &&
  a.name === b.name &&
  a.variant === b.variant &&
  a.sku === b.sku &&
  a.productId === b.productId &&
  a.taxRate.id === b.taxRate.id &&
  a.taxRate.name === b.taxRate.name &&
  a.taxRate.ratePpm === b.taxRate.ratePpm &&
  a.taxRate.inclusive === b.taxRate.inclusive &&
  sameDiscount(a.discount, b.discount)

const sameDiscount = (a: Discount | null, b: Discount | null): boolean =>
  a === null || b === null ? a === b : JSON.stringify(a) === JSON.stringify(b)
