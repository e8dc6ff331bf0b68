import { assert } from '../assert.ts'
import type { Product, TaxRate } from '../catalogue/product.ts'
import { type LineId, lineIdSchema, type SaleId } from '../ids/ids.ts'
import { exponentOf } from '../money/currency.ts'
import { fail, ok, type Result } from '../result.ts'
import { looksLikeCardNumber } from '../security/card-number.ts'
import { type Cart, type CartLine, cartLinesMax, type Discount } from './cart.ts'
import { checkQuantity, checkUnitPrice, priceCart } from './price-cart.ts'

/**
 * Every way a cart changes. Each answers a new cart that `priceCart` can price, or the failure that says why not, and then nothing has changed.
 * Beside its own errors each can answer those of `priceCart`: a change that would leave a discount larger than its line or sale is refused.
 */

export function emptyCart(saleId: SaleId, currency: string): Cart {
  assert(exponentOf(currency) !== undefined, `no such currency: ${currency}`)
  return { saleId, currency, lines: [], discount: null, note: null }
}

/** The line that takes more of a product: same product at the same price and tax, without a discount of its own. */
export function lineTaking(cart: Cart, product: Product, taxRate: TaxRate): CartLine | undefined {
  return cart.lines.find(
    (line) =>
      line.productId === product.id &&
      line.discount === null &&
      line.unitPriceMinor === product.priceMinor &&
      line.name === product.name &&
      line.variant === product.variant &&
      line.taxRate.id === taxRate.id &&
      line.taxRate.ratePpm === taxRate.ratePpm &&
      line.taxRate.inclusive === taxRate.inclusive,
  )
}

/** Rings up a product: on the line that already has it (`lineTaking`), else on a new one at the end. Errors: currency_not_used, quantity_invalid. */
export function addProduct(
  cart: Cart,
  {
    product,
    taxRate,
    quantity,
    lineId,
  }: {
    readonly product: Product
    readonly taxRate: TaxRate
    readonly quantity: number
    readonly lineId: string
  },
): Result<Cart> {
  assert(product.taxRateId === taxRate.id, `product ${product.id} is taxed by ${product.taxRateId}`)
  if (product.currency !== cart.currency) {
    return fail(
      'currency_not_used',
      `${product.name} is priced in ${product.currency} but this sale is in ${cart.currency}; it can be sold once its price is corrected in the shop's catalogue.`,
    )
  }
  const problem = checkQuantity(quantity)
  if (problem !== null) return problem
  const line = lineTaking(cart, product, taxRate)
  if (line !== undefined) return setQuantity(cart, line.id, line.quantity + quantity)
  return addLine(cart, {
    id: newLineId(cart, lineId),
    productId: product.id,
    sku: product.sku,
    name: product.name,
    variant: product.variant,
    unitPriceMinor: product.priceMinor,
    quantity,
    taxRate,
    discount: null,
  })
}

/** Rings up something the catalogue does not have. Errors: invalid_input (name), card_number_refused, amount_invalid, amount_too_large. */
export function addCustomLine(
  cart: Cart,
  {
    name,
    unitPriceMinor,
    taxRate,
    lineId,
  }: {
    readonly name: string
    readonly unitPriceMinor: number
    readonly taxRate: TaxRate
    readonly lineId: string
  },
): Result<Cart> {
  const trimmed = name.toWellFormed().trim()
  if (trimmed === '' || trimmed.length > 120) {
    return fail('invalid_input', 'A custom item needs a name of 1 to 120 characters.')
  }
  if (looksLikeCardNumber(trimmed)) return cardNumberRefused()
  const problem = checkUnitPrice(unitPriceMinor)
  if (problem !== null) return problem
  return addLine(cart, {
    id: newLineId(cart, lineId),
    productId: null,
    sku: null,
    name: trimmed,
    variant: null,
    unitPriceMinor,
    quantity: 1,
    taxRate,
    discount: null,
  })
}

/** Errors: line_not_found, quantity_invalid (zero is not a quantity: remove the line instead). */
export function setQuantity(cart: Cart, lineId: string, quantity: number): Result<Cart> {
  const problem = checkQuantity(quantity)
  if (problem !== null) return problem
  return changeLine(cart, lineId, (line) => ({ ...line, quantity }))
}

/** Takes a line out. With the last line goes the sale's discount: there is nothing left to take it from. Errors: line_not_found. */
export function removeLine(cart: Cart, lineId: string): Result<Cart> {
  const lines = cart.lines.filter((line) => line.id !== lineId)
  if (lines.length === cart.lines.length) return lineNotFound()
  return checked({ ...cart, lines, discount: lines.length === 0 ? null : cart.discount })
}

/** null takes the discount off. Errors: line_not_found, discount_too_large, amount_invalid. */
export function setLineDiscount(cart: Cart, lineId: string, discount: Discount | null): Result<Cart> {
  return changeLine(cart, lineId, (line) => ({ ...line, discount }))
}

/** null takes the discount off. Errors: discount_too_large, amount_invalid. */
export function setSaleDiscount(cart: Cart, discount: Discount | null): Result<Cart> {
  return checked({ ...cart, discount })
}

/** Blank text is no note. Errors: invalid_input (too long), card_number_refused. */
export function setNote(cart: Cart, note: string | null): Result<Cart> {
  const trimmed = note?.toWellFormed().trim() ?? ''
  if (trimmed.length > 200) return fail('invalid_input', 'A note has at most 200 characters.')
  if (looksLikeCardNumber(trimmed)) return cardNumberRefused()
  return checked({ ...cart, note: trimmed === '' ? null : trimmed })
}

function addLine(cart: Cart, line: CartLine): Result<Cart> {
  if (cart.lines.length >= cartLinesMax) {
    return fail(
      'quantity_invalid',
      `A sale holds at most ${cartLinesMax} lines; complete it and start another.`,
    )
  }
  return checked({ ...cart, lines: [...cart.lines, line] })
}

function changeLine(cart: Cart, lineId: string, change: (line: CartLine) => CartLine): Result<Cart> {
  if (!cart.lines.some((line) => line.id === lineId)) return lineNotFound()
  return checked({ ...cart, lines: cart.lines.map((line) => (line.id === lineId ? change(line) : line)) })
}

function checked(cart: Cart): Result<Cart> {
  const totals = priceCart(cart)
  return totals.ok ? ok(cart) : totals
}

function newLineId(cart: Cart, text: string): LineId {
  const lineId = lineIdSchema.parse(text)
  assert(!cart.lines.some((line) => line.id === lineId), `line ${lineId} is already in the cart`)
  return lineId
}

const lineNotFound = () => fail('line_not_found', 'The line is no longer in the cart.')
const cardNumberRefused = () =>
  fail('card_number_refused', 'This looks like a card number. Card numbers are never written down here.')
