import type { Product, TaxRate } from '../../../domain/catalogue/product.ts'
import { lineIdSchema, saleIdSchema } from '../../../domain/ids/ids.ts'
import type { Failure, Result } from '../../../domain/result.ts'
import type { Cart, CartLine } from '../../../domain/sale/cart.ts'
import { priceCart } from '../../../domain/sale/price-cart.ts'
import type { SaleTotals } from '../../../domain/sale/totals.ts'

/** UUIDv7-shaped ids that tell apart by their last digits. */
export const uuid = (number: number): string => `0190163d-8694-739b-aea5-${String(number).padStart(12, '0')}`
export const saleId = saleIdSchema.parse(uuid(0))
export const lineId = (number: number) => lineIdSchema.parse(uuid(number))

export const vat19: TaxRate = { id: 'vat-19', name: 'VAT 19 %', ratePpm: 190_000, inclusive: true }
export const vat7: TaxRate = { id: 'vat-7', name: 'VAT 7 %', ratePpm: 70_000, inclusive: true }
export const salesTax: TaxRate = { id: 'sales', name: 'Sales tax', ratePpm: 88_750, inclusive: false }

export const aLine = (number: number, change: Partial<CartLine> = {}): CartLine => ({
  id: lineId(number),
  productId: `product-${number}`,
  sku: `SKU-${number}`,
  name: `Thing ${number}`,
  variant: null,
  unitPriceMinor: 1_000,
  quantity: 1,
  taxRate: vat19,
  discount: null,
  ...change,
})

export const aCart = (lines: readonly CartLine[], change: Partial<Cart> = {}): Cart => ({
  saleId,
  currency: 'EUR',
  lines: [...lines],
  discount: null,
  note: null,
  ...change,
})

export const aProduct = (change: Partial<Product> = {}): Product => ({
  id: 'coffee',
  sku: 'COF-250',
  ean: null,
  name: 'Coffee',
  variant: '250 g',
  parentId: null,
  categoryId: 'drinks',
  priceMinor: 749,
  currency: 'EUR',
  taxRateId: vat7.id,
  tileSvg: null,
  position: 0,
  active: true,
  ...change,
})

/** The value of a result that must be one. */
export function theValue<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`)
  return result.value
}

/** The failure's code, or 'ok'. */
export const codeOf = (result: Result<unknown>): Failure['error']['code'] | 'ok' =>
  result.ok ? 'ok' : result.error.code

/** Totals of a sale that comes to `totalMinor`. */
export const totalsOf = (totalMinor: number, currency = 'EUR'): SaleTotals =>
  theValue(priceCart(aCart([aLine(1, { unitPriceMinor: totalMinor })], { currency })))
