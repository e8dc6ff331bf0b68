import { assert } from '../assert.ts'
import { quantityMax, saleTotalMinorMax, type TaxRate, unitPriceMinorMax } from '../catalogue/product.ts'
import { allocate, portion, sum } from '../money/arithmetic.ts'
import { exponentOf } from '../money/currency.ts'
import { fail, ok, type Result } from '../result.ts'
import { type Cart, type CartLine, type Discount, discountSchema } from './cart.ts'
import type { LineTotals, SaleTotals, TaxTotal } from './totals.ts'

/**
 * What a cart costs. Gross per line, less its own discount, less its part of the sale's discount, gives net. Tax is rounded once per rate, half up,
 * over the net of all its lines, and then allocated to them, so that Σ lines = the rate's tax and Σ line totals = the sale's total.
 * Neither the order of the lines nor how goods are spread over lines of one rate changes what the sale's discount and taxes come to.
 * Errors: currency_not_used, quantity_invalid, amount_invalid, amount_too_large, discount_too_large; `details.lineId` names the line, if it is one line's.
 */
export function priceCart(cart: Cart): Result<SaleTotals> {
  const { currency } = cart
  if (exponentOf(currency) === undefined) {
    return fail('currency_not_used', `${currency} is not a currency that can be used.`)
  }
  assert(new Set(cart.lines.map(({ id }) => id)).size === cart.lines.length, 'two lines have the same id')
  const priced: PricedLine[] = []
  for (const line of cart.lines) {
    const result = priceLine(line)
    if (!result.ok) return result
    priced.push(result.value)
  }
  const grossMinor = sumOf(currency, priced, (line) => line.grossMinor)
  if (grossMinor > saleTotalMinorMax) return tooLarge()

  const reducedMinor = sumOf(currency, priced, (line) => line.reducedMinor)
  const saleDiscount = discountMinor(cart.discount, reducedMinor)
  if (!saleDiscount.ok) return saleDiscount

  const groups = groupByRate(priced)
  const groupDiscounts = allocate(
    saleDiscount.value,
    groups.map((group) => sumOf(currency, group.lines, (line) => line.reducedMinor)),
    currency,
  )
  const totalled = groups.map((group, index) => totalGroup(group, groupDiscounts[index] ?? 0, currency))

  const lineTotals = new Map(
    totalled.flatMap(({ lines }) => lines.map((line) => [line.lineId, line] as const)),
  )
  const lines = cart.lines.flatMap((line) => lineTotals.get(line.id) ?? [])
  const totalMinor = sumOf(currency, lines, (line) => line.totalMinor)
  if (totalMinor > saleTotalMinorMax) return tooLarge()
  return ok({
    currency,
    lines,
    grossMinor,
    discountMinor: grossMinor - reducedMinor + saleDiscount.value,
    taxes: totalled.map(({ tax }) => tax),
    taxMinor: sumOf(currency, totalled, ({ tax }) => tax.taxMinor),
    totalMinor,
  })
}

/** `reducedMinor`: gross less the line's own discount; what the sale's discount is taken from. */
type PricedLine = {
  readonly line: CartLine
  readonly grossMinor: number
  readonly discountMinor: number
  readonly reducedMinor: number
}
type RateGroup = { readonly taxRate: TaxRate; readonly lines: readonly PricedLine[] }

function priceLine(line: CartLine): Result<PricedLine> {
  const details = { lineId: line.id }
  const problem = checkQuantity(line.quantity) ?? checkUnitPrice(line.unitPriceMinor)
  if (problem !== null) return { ok: false, error: { ...problem.error, details } }
  const grossMinor = line.unitPriceMinor * line.quantity
  const discount = discountMinor(line.discount, grossMinor)
  if (!discount.ok) return { ok: false, error: { ...discount.error, details } }
  return ok({ line, grossMinor, discountMinor: discount.value, reducedMinor: grossMinor - discount.value })
}

/** null, or why this is no quantity: whole numbers from 1 to 9,999 are. */
export function checkQuantity(quantity: number) {
  if (Number.isSafeInteger(quantity) && quantity >= 1 && quantity <= quantityMax) return null
  return fail('quantity_invalid', `The quantity must be a whole number from 1 to ${quantityMax}.`)
}

/** null, or why this is no price of one item. */
export function checkUnitPrice(unitPriceMinor: number) {
  if (unitPriceMinor > unitPriceMinorMax) {
    return fail('amount_too_large', 'The price is above the limit; check it for a typing mistake.')
  }
  if (Number.isSafeInteger(unitPriceMinor) && unitPriceMinor >= 0) return null
  return fail('amount_invalid', 'The price must be a whole number of minor units and not negative.')
}

/** What a discount takes off an amount; half up for percentages. */
function discountMinor(discount: Discount | null, fromMinor: number): Result<number> {
  if (discount === null) return ok(0)
  if (discount.kind === 'amount' && discount.amountMinor > fromMinor) return discountTooLarge()
  if (!discountSchema.safeParse(discount).success) {
    return fail(
      'amount_invalid',
      'A discount is an amount above zero, or a percentage above 0 and up to 100.',
    )
  }
  const offMinor = discount.kind === 'amount' ? discount.amountMinor : portion(fromMinor, discount.ratePpm)
  return ok(offMinor)
}

const discountTooLarge = () =>
  fail(
    'discount_too_large',
    'The discount is larger than what it is taken from; make it smaller or take it off.',
  )

/** Lines of one rate together; rates in an order that does not depend on that of the lines: highest first. */
function groupByRate(priced: readonly PricedLine[]): RateGroup[] {
  const groups = new Map<string, { taxRate: TaxRate; lines: PricedLine[] }>()
  for (const line of priced) {
    const { taxRate } = line.line
    // A rate is what it was when the line was rung up: the same id with another percentage is another rate.
    const key = JSON.stringify([taxRate.id, taxRate.name, taxRate.ratePpm, taxRate.inclusive])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { taxRate, lines: [line] })
    else group.lines.push(line)
  }
  return [...groups]
    .sort(([keyA, a], [keyB, b]) => b.taxRate.ratePpm - a.taxRate.ratePpm || (keyA < keyB ? -1 : 1))
    .map(([, group]) => group)
}

function totalGroup(
  { taxRate, lines }: RateGroup,
  groupDiscountMinor: number,
  currency: string,
): { readonly tax: TaxTotal; readonly lines: readonly LineTotals[] } {
  const reduced = lines.map((line) => line.reducedMinor)
  const discounts = allocate(groupDiscountMinor, reduced, currency)
  const nets = reduced.map((amountMinor, index) => amountMinor - (discounts[index] ?? 0))
  const netMinor = sum(currency, nets)
  const taxMinor = taxRate.inclusive
    ? portion(netMinor, taxRate.ratePpm, 1_000_000 + taxRate.ratePpm)
    : portion(netMinor, taxRate.ratePpm)
  const taxes = allocate(taxMinor, nets, currency)
  return {
    tax: { taxRate, baseMinor: taxRate.inclusive ? netMinor - taxMinor : netMinor, taxMinor },
    lines: lines.map((line, index) => {
      const net = nets[index] ?? 0
      const tax = taxes[index] ?? 0
      return {
        lineId: line.line.id,
        grossMinor: line.grossMinor,
        lineDiscountMinor: line.discountMinor,
        saleDiscountMinor: discounts[index] ?? 0,
        netMinor: net,
        taxMinor: tax,
        totalMinor: taxRate.inclusive ? net : net + tax,
      }
    }),
  }
}

const sumOf = <T>(currency: string, items: readonly T[], amount: (item: T) => number): number =>
  sum(currency, items.map(amount))

const tooLarge = () => fail('amount_too_large', 'The sale is above the limit; split it into several sales.')
