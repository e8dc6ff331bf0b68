import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quantityMax, saleTotalMinorMax, unitPriceMinorMax } from '../../../../domain/catalogue/product.ts'
import { priceCart } from '../../../../domain/sale/price-cart.ts'
import { saleTotalsSchema } from '../../../../domain/sale/totals.ts'
import { aDiscountUpTo, aPriceableCart, aRate, shuffled } from '../arbitraries.ts'
import { aCart, aLine, codeOf, lineId, salesTax, theValue, vat7, vat19 } from '../builders.ts'

const total = (amounts: readonly number[]): number => amounts.reduce((all, amount) => all + amount, 0)
const runs = { numRuns: 1_500 }

describe('the price of a cart', () => {
  it('adds up: lines to the sale, lines to each rate, gross less discounts plus added tax to the total', () => {
    fc.assert(
      fc.property(aPriceableCart, (cart) => {
        const totals = theValue(priceCart(cart))
        const added = totals.taxes.filter(({ taxRate }) => !taxRate.inclusive)
        expect(total(totals.lines.map((line) => line.totalMinor))).toBe(totals.totalMinor)
        expect(total(totals.taxes.map((tax) => tax.taxMinor))).toBe(totals.taxMinor)
        expect(totals.grossMinor - totals.discountMinor + total(added.map((tax) => tax.taxMinor))).toBe(
          totals.totalMinor,
        )
        expect(total(totals.taxes.map((tax) => tax.baseMinor + tax.taxMinor))).toBe(totals.totalMinor)
        for (const { taxRate, taxMinor } of totals.taxes) {
          const lines = totals.lines.filter((_, index) => cart.lines[index]?.taxRate.id === taxRate.id)
          expect(total(lines.map((line) => line.taxMinor))).toBe(taxMinor)
        }
      }),
      runs,
    )
  })

  it('holds for each line too: gross − discounts = net, net + added tax = total', () => {
    fc.assert(
      fc.property(aPriceableCart, (cart) => {
        const totals = theValue(priceCart(cart))
        expect(totals.lines.map((line) => line.lineId)).toEqual(cart.lines.map((line) => line.id))
        totals.lines.forEach((line, index) => {
          const cartLine = cart.lines[index]
          expect(line.grossMinor).toBe((cartLine?.unitPriceMinor ?? 0) * (cartLine?.quantity ?? 0))
          expect(line.grossMinor - line.lineDiscountMinor - line.saleDiscountMinor).toBe(line.netMinor)
          expect(line.totalMinor).toBe(
            cartLine?.taxRate.inclusive ? line.netMinor : line.netMinor + line.taxMinor,
          )
        })
      }),
      runs,
    )
  })

  it('never makes a line, a tax or a base negative, and keeps inclusive tax inside the price', () => {
    fc.assert(
      fc.property(aPriceableCart, (cart) => {
        const totals = theValue(priceCart(cart))
        totals.lines.forEach((line, index) => {
          for (const amount of Object.values(line)) {
            if (typeof amount === 'number') expect(amount >= 0 && Number.isSafeInteger(amount)).toBe(true)
          }
          if (cart.lines[index]?.taxRate.inclusive) expect(line.taxMinor).toBeLessThanOrEqual(line.netMinor)
        })
        for (const { baseMinor, taxMinor } of totals.taxes)
          expect(Math.min(baseMinor, taxMinor)).toBeGreaterThanOrEqual(0)
        expect(saleTotalsSchema.safeParse(totals).success).toBe(true)
      }),
      runs,
    )
  })

  it('takes off exactly the sale’s discount, worked out on what line discounts left', () => {
    fc.assert(
      fc.property(aPriceableCart, (cart) => {
        const totals = theValue(priceCart(cart))
        const reduced = total(totals.lines.map((line) => line.grossMinor - line.lineDiscountMinor))
        const off = total(totals.lines.map((line) => line.saleDiscountMinor))
        if (cart.discount === null) expect(off).toBe(0)
        else if (cart.discount.kind === 'amount') expect(off).toBe(cart.discount.amountMinor)
        else
          expect(off).toBe(Number((BigInt(reduced) * BigInt(cart.discount.ratePpm) + 500_000n) / 1_000_000n))
      }),
      runs,
    )
  })

  it('rounds the tax of a rate once, half up, over all its lines', () => {
    fc.assert(
      fc.property(aPriceableCart, (cart) => {
        const totals = theValue(priceCart(cart))
        for (const { taxRate, taxMinor } of totals.taxes) {
          const net = total(
            totals.lines
              .filter((_, index) => cart.lines[index]?.taxRate.id === taxRate.id)
              .map((line) => line.netMinor),
          )
          const divisor = BigInt(taxRate.inclusive ? 1_000_000 + taxRate.ratePpm : 1_000_000)
          const twice = 2n * (BigInt(taxMinor) * divisor - BigInt(net) * BigInt(taxRate.ratePpm))
          // Half up: the distance to the exact tax is above −½ and at most ½.
          expect(twice > -divisor && twice <= divisor).toBe(true)
        }
      }),
      runs,
    )
  })

  it('of the sale does not depend on the order of the lines', () => {
    fc.assert(
      fc.property(
        aPriceableCart.chain((cart) => fc.tuple(fc.constant(cart), shuffled(cart.lines))),
        ([cart, lines]) => {
          const { lines: _a, ...one } = theValue(priceCart(cart))
          const { lines: _b, ...other } = theValue(priceCart({ ...cart, lines }))
          expect(other).toEqual(one)
        },
      ),
      runs,
    )
  })

  it('of the sale does not depend on whether two of a thing stand on one line or on two', () => {
    fc.assert(
      fc.property(aPriceableCart, fc.nat(11), (cart, pick) => {
        const line = cart.lines[pick % Math.max(1, cart.lines.length)]
        fc.pre(line !== undefined && line.quantity > 1 && line.discount === null)
        const lines = cart.lines.flatMap((each) =>
          each === line
            ? [
                { ...each, quantity: 1 },
                { ...each, id: lineId(99), quantity: each.quantity - 1 },
              ]
            : [each],
        )
        const { lines: _a, ...one } = theValue(priceCart(cart))
        const { lines: _b, ...other } = theValue(priceCart({ ...cart, lines }))
        expect(other).toEqual(one)
      }),
    )
  })

  it('is consistent between inclusive and added tax: adding the tax to the base of an inclusive price gives the price, to a unit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), aRate, (unitPriceMinor, rate) => {
        const inclusive = theValue(
          priceCart(aCart([aLine(1, { unitPriceMinor, taxRate: { ...rate, inclusive: true } })])),
        )
        const baseMinor = inclusive.taxes[0]?.baseMinor ?? 0
        const added = theValue(
          priceCart(aCart([aLine(1, { unitPriceMinor: baseMinor, taxRate: { ...rate, inclusive: false } })])),
        )
        expect(Math.abs(added.totalMinor - unitPriceMinor)).toBeLessThanOrEqual(1)
        expect(inclusive.totalMinor).toBe(unitPriceMinor)
      }),
      runs,
    )
  })

  it('of the same cart is the same in a currency of any number of decimals', () => {
    fc.assert(
      fc.property(aPriceableCart, (cart) => {
        const [first, ...others] = ['JPY', 'EUR', 'KWD', 'CLF'].map((currency) => ({
          ...theValue(priceCart({ ...cart, currency })),
          currency: '',
        }))
        for (const other of others) expect(other).toEqual(first)
      }),
      { numRuns: 200 },
    )
  })

  it('of an empty cart is nothing', () => {
    expect(theValue(priceCart(aCart([])))).toEqual({
      currency: 'EUR',
      lines: [],
      grossMinor: 0,
      discountMinor: 0,
      taxes: [],
      taxMinor: 0,
      totalMinor: 0,
    })
  })

  it('keeps a rate that changed while ringing apart from its former self', () => {
    const totals = theValue(
      priceCart(aCart([aLine(1), aLine(2, { taxRate: { ...vat19, ratePpm: 160_000 } })])),
    )
    expect(totals.taxes.map(({ taxRate, taxMinor }) => [taxRate.ratePpm, taxMinor])).toEqual([
      [190_000, 160],
      [160_000, 138],
    ])
  })

  it('lists rates highest first, whichever line came first', () => {
    const cart = aCart([aLine(1, { taxRate: vat7 }), aLine(2, { taxRate: salesTax }), aLine(3)])
    expect(theValue(priceCart(cart)).taxes.map(({ taxRate }) => taxRate.id)).toEqual([
      'vat-19',
      'sales',
      'vat-7',
    ])
  })
})

describe('a cart that cannot be priced', () => {
  it('has a quantity that is none, and says which line', () => {
    for (const quantity of [0, -1, -0, 1.5, Number.NaN, Infinity, -Infinity, quantityMax + 1, 2 ** 60]) {
      const result = priceCart(aCart([aLine(1), aLine(2, { quantity })]))
      expect([quantity, result]).toMatchObject([
        quantity,
        { ok: false, error: { code: 'quantity_invalid', details: { lineId: lineId(2) } } },
      ])
    }
    expect(codeOf(priceCart(aCart([aLine(1, { quantity: quantityMax, unitPriceMinor: 1 })])))).toBe('ok')
  })

  it('has a price beyond the limit, or one that is none', () => {
    for (const unitPriceMinor of [10 ** 13, unitPriceMinorMax + 1, Infinity, 2 ** 53]) {
      expect([unitPriceMinor, codeOf(priceCart(aCart([aLine(1, { unitPriceMinor })])))]).toEqual([
        unitPriceMinor,
        'amount_too_large',
      ])
    }
    for (const unitPriceMinor of [-1, 0.5, Number.NaN, -Infinity]) {
      expect([unitPriceMinor, codeOf(priceCart(aCart([aLine(1, { unitPriceMinor })])))]).toEqual([
        unitPriceMinor,
        'amount_invalid',
      ])
    }
    expect(codeOf(priceCart(aCart([aLine(1, { unitPriceMinor: unitPriceMinorMax })])))).toBe('ok')
  })

  it('is above the largest sale, before or after tax', () => {
    const line = aLine(1, { unitPriceMinor: unitPriceMinorMax, quantity: 100 })
    expect(codeOf(priceCart(aCart([line])))).toBe('ok')
    expect(codeOf(priceCart(aCart([line, aLine(2, { unitPriceMinor: 100 })])))).toBe('amount_too_large')
    expect(codeOf(priceCart(aCart([{ ...line, taxRate: salesTax }])))).toBe('amount_too_large')
  })

  it('never leaves safe integers, however much is piled on', () => {
    const doubled = { id: 'x', name: 'x', ratePpm: 1_000_000, inclusive: false }
    const lines = Array.from({ length: 500 }, (_, index) =>
      aLine(index + 1, { unitPriceMinor: unitPriceMinorMax, quantity: quantityMax, taxRate: doubled }),
    )
    expect(codeOf(priceCart(aCart(lines)))).toBe('amount_too_large')
    expect(2 * saleTotalMinorMax).toBeLessThan(Number.MAX_SAFE_INTEGER)
  })

  it('has a discount above its line or above the sale', () => {
    const over = { kind: 'amount', amountMinor: 1_001 } as const
    const exact = { kind: 'amount', amountMinor: 1_000 } as const
    expect(priceCart(aCart([aLine(1, { discount: over })]))).toMatchObject({
      error: { code: 'discount_too_large', details: { lineId: lineId(1) } },
    })
    expect(codeOf(priceCart(aCart([aLine(1, { discount: exact })])))).toBe('ok')
    expect(codeOf(priceCart(aCart([aLine(1)], { discount: over })))).toBe('discount_too_large')
    expect(codeOf(priceCart(aCart([aLine(1)], { discount: exact })))).toBe('ok')
    for (const amountMinor of [1e13, 2 ** 53, 1e308, Infinity]) {
      const discount = { kind: 'amount', amountMinor } as const
      expect(codeOf(priceCart(aCart([aLine(1, { discount })])))).toBe('discount_too_large')
      expect(codeOf(priceCart(aCart([aLine(1)], { discount })))).toBe('discount_too_large')
    }
    expect(
      codeOf(
        priceCart(aCart([aLine(1, { discount: exact })], { discount: { kind: 'amount', amountMinor: 1 } })),
      ),
    ).toBe('discount_too_large')
    expect(codeOf(priceCart(aCart([], { discount: { kind: 'amount', amountMinor: 1 } })))).toBe(
      'discount_too_large',
    )
  })

  it('has a discount that is none', () => {
    for (const amountMinor of [0, -1, 0.5, Number.NaN]) {
      expect([
        amountMinor,
        codeOf(priceCart(aCart([aLine(1)], { discount: { kind: 'amount', amountMinor } }))),
      ]).toEqual([amountMinor, 'amount_invalid'])
    }
    for (const ratePpm of [0, -1, 1_000_001, 0.5, Number.NaN]) {
      expect([
        ratePpm,
        codeOf(priceCart(aCart([aLine(1, { discount: { kind: 'percent', ratePpm } })]))),
      ]).toEqual([ratePpm, 'amount_invalid'])
    }
  })

  it('is in a currency nobody knows', () => {
    expect(codeOf(priceCart(aCart([aLine(1)], { currency: 'ABC' })))).toBe('currency_not_used')
    expect(codeOf(priceCart(aCart([], { currency: 'XAU' })))).toBe('currency_not_used')
  })

  it('holds one line twice, which is a bug', () => {
    expect(() => priceCart(aCart([aLine(1), aLine(1)]))).toThrow('two lines have the same id')
  })

  it('is refused rather than mispriced, whatever numbers it holds', () => {
    const anyNumber = fc.oneof(
      fc.double(),
      fc.integer(),
      fc.constantFrom(0, -0, 1e13, 9_999, 10_000, 2 ** 53),
    )
    fc.assert(
      fc.property(
        anyNumber,
        anyNumber,
        aRate,
        aDiscountUpTo(1_000),
        (unitPriceMinor, quantity, taxRate, discount) => {
          const result = priceCart(aCart([aLine(1, { unitPriceMinor, quantity, taxRate, discount })]))
          if (result.ok) expect(saleTotalsSchema.safeParse(result.value).success).toBe(true)
          else
            expect([
              'quantity_invalid',
              'amount_invalid',
              'amount_too_large',
              'discount_too_large',
            ]).toContain(result.error.code)
        },
      ),
      runs,
    )
  })
})
