import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quickCash } from '../../../../domain/money/quick-cash.ts'
import { aCurrency } from '../arbitraries.ts'

describe('quick-cash amounts', () => {
  it('are what customers hand over', () => {
    expect(quickCash(1_250, 'EUR')).toEqual([1_300, 1_500, 2_000, 5_000])
    expect(quickCash(18_730, 'EUR')).toEqual([18_800, 19_000, 20_000, 50_000])
    expect(quickCash(1_250, 'JPY')).toEqual([1_300, 1_500, 2_000, 5_000])
    expect(quickCash(3_388, 'KWD')).toEqual([4_000, 5_000, 10_000, 20_000])
    expect(quickCash(2_000, 'USD')).toEqual([2_100, 2_500, 3_000, 4_000])
  })

  it('are at most four, above what is due, ascending', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999_999 }), aCurrency, (dueMinor, currency) => {
        const amounts = quickCash(dueMinor, currency)
        expect(amounts.length).toBeLessThanOrEqual(4)
        expect(amounts).toEqual([...new Set(amounts)].sort((a, b) => a - b))
        for (const amount of amounts) expect(amount > dueMinor && Number.isSafeInteger(amount)).toBe(true)
      }),
    )
  })

  it('are none when nothing is due', () => {
    expect(quickCash(0, 'EUR')).toEqual([])
    expect(quickCash(-5, 'EUR')).toEqual([])
  })
})
