import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { interleave } from '../../bench/harness/rounds.ts'
import { median, percentile, ratioOfMedians } from '../../bench/harness/statistics.ts'

const measurements = fc.array(fc.double({ min: 0.001, max: 1e6, noNaN: true }), {
  minLength: 1,
  maxLength: 200,
})

describe('the median', () => {
  test('is the middle of an odd count and the mean of the two middle ones of an even', () => {
    expect(median([9, 1, 5])).toBe(5)
    expect(median([10, 1, 2, 4])).toBe(3)
    expect(median([7])).toBe(7)
  })

  test('does not change what it is given, nor depend on its order', () => {
    const values = [3, 1, 2]
    median(values)
    expect(values).toEqual([3, 1, 2])
    fc.assert(fc.property(measurements, (some) => median(some) === median(some.toReversed())))
  })

  test('is not thrown off by one value that is far out', () => {
    expect(median([1, 1, 1, 1, 1_000_000])).toBe(1)
  })

  test('of nothing, or of what is no number, is refused', () => {
    expect(() => median([])).toThrow(RangeError)
    expect(() => median([1, Number.NaN])).toThrow(RangeError)
    expect(() => median([1, Number.POSITIVE_INFINITY])).toThrow(RangeError)
  })
})

describe('a percentile', () => {
  test('is the nearest rank: a value that was measured', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => index + 1)
    expect(percentile(hundred, 99)).toBe(99)
    expect(percentile(hundred, 100)).toBe(100)
    expect(percentile(hundred, 1)).toBe(1)
    expect(percentile([15, 20, 35, 40, 50], 40)).toBe(20)
    expect(percentile([5], 99)).toBe(5)
  })

  test('is not exceeded by at least that share, and never falls as the share grows', () => {
    fc.assert(
      fc.property(measurements, fc.integer({ min: 1, max: 100 }), (some, percent) => {
        const value = percentile(some, percent)
        expect(some).toContain(value)
        expect(some.filter((one) => one <= value).length).toBeGreaterThanOrEqual(
          (percent / 100) * some.length - 1e-9,
        )
        expect(percentile(some, 100)).toBeGreaterThanOrEqual(value)
      }),
    )
  })

  test('outside of 0 to 100 is refused', () => {
    for (const percent of [0, -1, 101, Number.NaN]) expect(() => percentile([1], percent)).toThrow(RangeError)
  })
})

describe('the ratio of medians', () => {
  test('compares round by round, so that a slow round of the machine counts for neither', () => {
    const quiet = { ours: [2, 2, 2], limit: [1, 1, 1] }
    const busy = { ours: [20, 20, 20], limit: [10, 10, 10] }
    expect(ratioOfMedians([quiet.ours, busy.ours, quiet.ours], [quiet.limit, busy.limit, quiet.limit])).toBe(
      2,
    )
  })

  test('of different counts of rounds, or against nothing, is refused', () => {
    expect(() => ratioOfMedians([[1]], [])).toThrow(RangeError)
    expect(() => ratioOfMedians([[1]], [[0]])).toThrow(RangeError)
  })
})

describe('interleaved rounds', () => {
  test('take turns in going first, after one round of each that does not count', async () => {
    const order: string[] = []
    const says = (who: string) => (round: number) => {
      order.push(`${who}${round}`)
      return [round + 10]
    }
    const { candidate, limit } = await interleave(3, says('c'), says('l'))
    expect(order).toEqual(['l-1', 'c-1', 'c0', 'l0', 'l1', 'c1', 'c2', 'l2'])
    expect(candidate).toEqual([[10], [11], [12]])
    expect(limit).toEqual([[10], [11], [12]])
  })

  test('with a candidate that measured nothing are an error, never a figure', async () => {
    await expect(
      interleave(
        1,
        () => [],
        () => [1],
      ),
    ).rejects.toThrow('measured nothing')
  })
})
