import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PadKey } from '../../../../../renderer/components/number-pad.tsx'
import {
  type EntryMode,
  entryDiscount,
  keyed,
  percentToPpm,
  wholeNumber,
} from '../../../../../renderer/till/cart/entry.ts'

const key = (sign: string): PadKey => {
  if (sign === '.') return { kind: 'separator' }
  if (sign === '<') return { kind: 'delete' }
  if (sign === 'c') return { kind: 'clear' }
  if (sign === 'z') return { kind: 'double-zero' }
  return { kind: 'digit', digit: sign }
}
const entered = (mode: EntryMode, keys: string): string =>
  [...keys].reduce((text, sign) => keyed(mode, text, key(sign)), '')

describe('keying on the pad', () => {
  test.each([
    ['quantity', '12', '12'],
    ['quantity', '0', '0'],
    ['quantity', '007', '7'],
    ['quantity', '10000', '10000'],
    ['quantity', '123456', '12345'],
    ['quantity', '1.5', '15'],
    ['quantity', '12<', '1'],
    ['quantity', '12c3', '3'],
    ['amount', '35z', '3500'],
    ['amount', 'z5', '5'],
    ['amount', '1234567890', '123456789'],
    ['percent', '12.5', '12.5'],
    ['percent', '12.555', '12.55'],
    ['percent', '.5', '0.5'],
    ['percent', '1..5', '1.5'],
    ['percent', '1234', '123'],
  ] as const)('%s: %s gives %s', (mode, keys, text) => {
    expect(entered(mode, keys)).toBe(text)
  })

  test('amounts are keyed without a separator: 3-5-0 is 3.50', () => {
    expect(entryDiscount('amount', entered('amount', '350'))).toEqual({ kind: 'amount', amountMinor: 350 })
  })
})

describe('percentages', () => {
  test.each([
    ['10', 100_000],
    ['12.5', 125_000],
    ['0.01', 100],
    ['100', 1_000_000],
    ['12.', 120_000],
  ])('%s %% is %i parts per million', (text, ppm) => {
    expect(percentToPpm(text)).toBe(ppm)
  })

  test.each(['', '0', '0.00', '101', '100.01', '1.234', 'x'])('%s is none', (text) => {
    expect(percentToPpm(text)).toBeNull()
  })

  test('every hundredth of a percent is exact', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), (hundredths) => {
        const text = `${Math.trunc(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`
        expect(percentToPpm(text)).toBe(hundredths * 100)
      }),
    )
  })
})

test('a quantity is a whole number above zero', () => {
  expect(wholeNumber('12')).toBe(12)
  for (const text of ['', '0', '00', '1.5', '-1']) expect(wholeNumber(text)).toBeNull()
})
