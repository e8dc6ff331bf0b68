import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { add, allocate, money, portion, subtract, sum } from '../../../../domain/money/arithmetic.ts'
import { aCurrency } from '../arbitraries.ts'

const anAmount = fc.integer({ min: -99_999_999_999, max: 99_999_999_999 })
const someWeights = fc
  .array(fc.oneof(fc.constantFrom(0, 1, 2), fc.integer({ min: 0, max: 99_999_999_999 })), {
    minLength: 1,
    maxLength: 40,
  })
  .filter((weights) => weights.some((weight) => weight > 0))

describe('allocation', () => {
  it('hands out every unit, in any currency', () => {
    fc.assert(
      fc.property(anAmount, someWeights, aCurrency, (amountMinor, weights, currency) => {
        const shares = allocate(amountMinor, weights, currency)
        expect(shares).toHaveLength(weights.length)
        expect(shares.reduce((total, share) => total + share, 0)).toBe(amountMinor)
      }),
      { numRuns: 2_000 },
    )
  })

  it('stays within one unit of the exact share and gives nothing to a weight of zero', () => {
    fc.assert(
      fc.property(anAmount, someWeights, (amountMinor, weights) => {
        const total = weights.reduce((all, weight) => all + BigInt(weight), 0n)
        allocate(amountMinor, weights, 'EUR').forEach((share, index) => {
          const weight = BigInt(weights[index] ?? 0)
          if (weight === 0n) expect(share).toBe(0)
          const distance = BigInt(share) * total - BigInt(amountMinor) * weight
          expect(distance < total && distance > -total).toBe(true)
        })
      }),
      { numRuns: 1_000 },
    )
  })

  it('gives the units left over to the largest remainders, checked against a plain sort', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_000 }),
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }),
        (amount, weights) => {
          const total = weights.reduce((all, weight) => all + weight, 0)
          const expected = weights.map((weight) => Math.floor((amount * weight) / total))
          const order = weights
            .map((weight, index) => ({ index, remainder: (amount * weight) % total }))
            .sort((a, b) => b.remainder - a.remainder || a.index - b.index)
          const leftOver = amount - expected.reduce((all, share) => all + share, 0)
          for (const { index } of order.slice(0, leftOver)) expected[index] = (expected[index] ?? 0) + 1
          expect(allocate(amount, weights, 'EUR')).toEqual(expected)
        },
      ),
      { numRuns: 1_000 },
    )
  })

  it('never gives a share above its weight when the amount is not above all weights together', () => {
    fc.assert(
      fc.property(
        someWeights.chain((weights) =>
          fc.tuple(
            fc.constant(weights),
            fc.integer({ min: 0, max: weights.reduce((all, weight) => all + weight, 0) }),
          ),
        ),
        ([weights, amountMinor]) => {
          allocate(amountMinor, weights, 'EUR').forEach((share, index) => {
            expect(share).toBeLessThanOrEqual(weights[index] ?? 0)
          })
        },
      ),
    )
  })

  it('splits a refund as it split the sale', () => {
    fc.assert(
      fc.property(anAmount, someWeights, (amountMinor, weights) => {
        const shares = allocate(amountMinor, weights, 'EUR')
        expect(allocate(-amountMinor, weights, 'EUR').map((share) => 0 - share)).toEqual(shares)
        for (const share of shares) expect(Object.is(share, -0)).toBe(false)
      }),
    )
  })

  it('gives the earlier of two equals the odd unit', () => {
    expect(allocate(1_000, [1, 1, 1], 'EUR')).toEqual([334, 333, 333])
    expect(allocate(5, [3, 3, 3, 3], 'JPY')).toEqual([2, 1, 1, 1])
  })

  it('allocates nothing to nothing, and refuses something to nothing or to a negative weight', () => {
    expect(allocate(0, [], 'EUR')).toEqual([])
    expect(allocate(0, [0, 0], 'EUR')).toEqual([0, 0])
    expect(() => allocate(1, [0, 0], 'EUR')).toThrow('all weights are zero')
    expect(() => allocate(1, [], 'EUR')).toThrow('all weights are zero')
    expect(() => allocate(1, [2, -1], 'EUR')).toThrow('a weight is a whole number')
    expect(() => allocate(1, [0.5, 0.5], 'EUR')).toThrow('a weight is a whole number')
    expect(() => allocate(1.5, [1], 'EUR')).toThrow('not a whole number')
  })
})

describe('a portion', () => {
  it('rounds a half away from zero, both ways', () => {
    expect(portion(105, 100_000)).toBe(11)
    expect(portion(-105, 100_000)).toBe(-11)
    expect(portion(104, 100_000)).toBe(10)
    expect(portion(121, 210_000, 1_210_000)).toBe(21)
    expect(portion(0, 190_000)).toBe(0)
  })

  it('is exact where floating point is not', () => {
    // 1.005 × 100 is 100.49999999999999 in floating point.
    expect(portion(1_005, 100_000)).toBe(101)
    expect(portion(99_999_999_999, 999_999)).toBe(99_999_899_999)
  })

  it('is never more than half a unit from the exact value', () => {
    fc.assert(
      fc.property(
        anAmount,
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.integer({ min: 1_000, max: 2_000_000 }),
        (amount, rate, denominator) => {
          const twice =
            2n *
            (BigInt(portion(amount, rate, denominator)) * BigInt(denominator) - BigInt(amount) * BigInt(rate))
          expect(twice <= BigInt(denominator) && twice >= -BigInt(denominator)).toBe(true)
        },
      ),
    )
  })

  it('refuses fractions, negative rates and results that are no safe integer', () => {
    expect(() => portion(1.5, 1)).toThrow()
    expect(() => portion(1, -1)).toThrow()
    expect(() => portion(1, 1, 0)).toThrow()
    expect(() => portion(Number.MAX_SAFE_INTEGER, 2_000_000)).toThrow()
  })
})

describe('adding money', () => {
  it('adds, subtracts and sums like integers', () => {
    fc.assert(
      fc.property(anAmount, anAmount, aCurrency, (a, b, currency) => {
        expect(add(money(a, currency), money(b, currency))).toEqual({ amountMinor: a + b, currency })
        expect(subtract(money(a, currency), money(b, currency))).toEqual({ amountMinor: a - b, currency })
        expect(sum(currency, [a, b, a])).toBe(a + b + a)
      }),
    )
    expect(sum('EUR', [])).toBe(0)
  })

  it('refuses two currencies, an unknown one, fractions, and sums beyond what is safe', () => {
    expect(() => add(money(1, 'EUR'), money(1, 'USD'))).toThrow('cannot add USD to EUR')
    expect(() => subtract(money(1, 'EUR'), money(1, 'USD'))).toThrow('cannot subtract')
    expect(() => money(1, 'ABC')).toThrow('no such currency')
    expect(() => money(0.1, 'EUR')).toThrow('not a whole number')
    expect(() => money(Number.NaN, 'EUR')).toThrow()
    expect(() => money(2 ** 53, 'EUR')).toThrow()
    expect(() => sum('EUR', [Number.MAX_SAFE_INTEGER, 1])).toThrow()
  })
})
