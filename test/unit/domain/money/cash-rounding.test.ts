import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { roundCash } from '../../../../domain/money/cash-rounding.ts'

const anAmount = fc.integer({ min: -99_999_999_999, max: 99_999_999_999 })
const anIncrement = fc.oneof(fc.constantFrom(1, 2, 5, 10, 50, 100), fc.integer({ min: 1, max: 100 }))

describe('cash rounding', () => {
  it('comes to a multiple of the smallest coin, no more than half a coin away', () => {
    fc.assert(
      fc.property(anAmount, anIncrement, (amountMinor, incrementMinor) => {
        const { dueMinor, roundingMinor } = roundCash(amountMinor, incrementMinor)
        expect(Math.abs(dueMinor % incrementMinor)).toBe(0)
        expect(dueMinor).toBe(amountMinor + roundingMinor)
        expect(2 * Math.abs(roundingMinor)).toBeLessThanOrEqual(incrementMinor)
      }),
      { numRuns: 2_000 },
    )
  })

  it('is the same for a refund as for a sale', () => {
    fc.assert(
      fc.property(anAmount, anIncrement, (amountMinor, incrementMinor) => {
        const sale = roundCash(amountMinor, incrementMinor)
        const refund = roundCash(-amountMinor, incrementMinor)
        expect(refund.dueMinor + sale.dueMinor).toBe(0)
        expect(refund.roundingMinor + sale.roundingMinor).toBe(0)
      }),
    )
  })

  it('of what is already round changes nothing, and of one unit never does', () => {
    fc.assert(
      fc.property(anAmount, anIncrement, (amountMinor, incrementMinor) => {
        const { dueMinor } = roundCash(amountMinor, incrementMinor)
        expect(roundCash(dueMinor, incrementMinor)).toEqual({ dueMinor, roundingMinor: 0 })
        expect(roundCash(amountMinor, 1)).toEqual({ dueMinor: amountMinor, roundingMinor: 0 })
      }),
    )
  })

  it('takes 0.05 and 0.10 as shops do', () => {
    const due = (amountMinor: number, incrementMinor: number) =>
      roundCash(amountMinor, incrementMinor).dueMinor
    expect([1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008].map((amount) => due(amount, 5))).toEqual([
      1000, 1000, 1000, 1005, 1005, 1005, 1005, 1005, 1010,
    ])
    expect([1004, 1005, 1006, -1004, -1005].map((amount) => due(amount, 10))).toEqual([
      1000, 1010, 1010, -1000, -1010,
    ])
  })

  it('refuses an increment that is no coin', () => {
    for (const increment of [0, -5, 0.5, Number.NaN]) expect(() => roundCash(100, increment)).toThrow()
    expect(() => roundCash(1.5, 5)).toThrow()
  })
})
