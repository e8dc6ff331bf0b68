import fc from 'fast-check'
import type { TaxRate } from '../../../domain/catalogue/product.ts'
import type { Cart, CartLine, Discount } from '../../../domain/sale/cart.ts'
import { aCart, aLine } from './builders.ts'

/** Currencies of every number of decimals. */
export const aCurrency = fc.constantFrom('JPY', 'EUR', 'USD', 'KWD', 'CLF', 'MGA')

const ratesPpm = [0, 26_000, 50_000, 70_000, 81_000, 88_750, 190_000, 250_000, 1_000_000] as const
export const aRate: fc.Arbitrary<TaxRate> = fc
  .tuple(fc.constantFrom(...ratesPpm), fc.boolean())
  .map(([ratePpm, inclusive]) => {
    const id = `${inclusive ? 'in' : 'ex'}-${ratePpm}`
    return { id, name: id, ratePpm, inclusive }
  })

const percentOff: fc.Arbitrary<Discount> = fc
  .oneof(
    fc.constantFrom(1, 100_000, 333_333, 500_000, 999_999, 1_000_000),
    fc.integer({ min: 1, max: 1_000_000 }),
  )
  .map((ratePpm) => ({ kind: 'percent', ratePpm }))

/** null, a percentage, or an amount that fits into what it is taken from. */
export const aDiscountUpTo = (mostMinor: number): fc.Arbitrary<Discount | null> =>
  mostMinor < 1
    ? fc.option(percentOff)
    : fc.option(
        fc.oneof(
          percentOff,
          fc
            .oneof(fc.constantFrom(1, mostMinor), fc.integer({ min: 1, max: mostMinor }))
            .map((amountMinor): Discount => ({ kind: 'amount', amountMinor })),
        ),
      )

const aPrice = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(0, 1, 2, 99, 100) },
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 20_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 9_999_999 }) },
)
const aQuantity = fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 12 }), fc.constantFrom(100, 999))

const aPricedLine = (number: number): fc.Arbitrary<CartLine> =>
  fc
    .tuple(aPrice, aQuantity, aRate)
    .chain(([unitPriceMinor, quantity, taxRate]) =>
      aDiscountUpTo(unitPriceMinor * quantity).map((discount) =>
        aLine(number, { unitPriceMinor, quantity, taxRate, discount }),
      ),
    )

/** A cart that can be priced: up to a dozen lines, every kind of discount and rate, free lines among them. */
export const aPriceableCart: fc.Arbitrary<Cart> = fc
  .tuple(aCurrency, fc.integer({ min: 0, max: 12 }))
  .chain(([currency, count]) =>
    fc.tuple(...Array.from({ length: count }, (_, index) => aPricedLine(index + 1))).chain((lines) => {
      const reducedMinor = lines.reduce((total, line) => {
        const grossMinor = line.unitPriceMinor * line.quantity
        if (line.discount === null) return total + grossMinor
        if (line.discount.kind === 'amount') return total + grossMinor - line.discount.amountMinor
        // A lower bound is enough to draw a discount that fits.
        return (
          total + Math.max(0, Math.floor((grossMinor * (1_000_000 - line.discount.ratePpm)) / 1_000_000) - 1)
        )
      }, 0)
      return aDiscountUpTo(reducedMinor).map((discount) => aCart(lines, { currency, discount }))
    }),
  )

/** A permutation of a list. */
export const shuffled = <T>(items: readonly T[]): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length })
