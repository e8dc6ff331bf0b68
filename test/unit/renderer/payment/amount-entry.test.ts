import fc from 'fast-check'
import { expect, test } from 'vitest'
import { saleTotalMinorMax } from '../../../../domain/catalogue/product.ts'
import type { PadKey } from '../../../../renderer/components/number-pad.tsx'
import { amountOfText, keyAmount } from '../../../../renderer/till/payment/amount-entry.ts'

const digits = (text: string): PadKey[] => [...text].map((digit) => ({ kind: 'digit', digit }))
const keyed = (keys: readonly PadKey[], from = 0): number => keys.reduce(keyAmount, from)

test('3-5-7-5 is 35.75 in minor units, without a decimal point', () => {
  expect(keyed(digits('3575'))).toBe(3_575)
})

test('00 adds two zeros, delete takes the last digit off, clear takes all', () => {
  expect(keyed([...digits('4'), { kind: 'double-zero' }])).toBe(400)
  expect(keyed([{ kind: 'delete' }], 3_575)).toBe(357)
  expect(keyed([{ kind: 'clear' }], 3_575)).toBe(0)
})

test('a decimal separator changes nothing', () => {
  expect(keyed([{ kind: 'separator' }], 3_575)).toBe(3_575)
})

test('a key that would pass the largest sale is ignored instead of cutting digits off', () => {
  expect(keyed(digits('1'), saleTotalMinorMax)).toBe(saleTotalMinorMax)
  expect(keyed([{ kind: 'double-zero' }], saleTotalMinorMax)).toBe(saleTotalMinorMax)
})

test('whatever is keyed, the amount is a whole number between zero and the largest sale', () => {
  const key = fc.oneof(
    fc.integer({ min: 0, max: 9 }).map((n): PadKey => ({ kind: 'digit', digit: String(n) })),
    fc.constantFrom<PadKey>(
      { kind: 'double-zero' },
      { kind: 'delete' },
      { kind: 'clear' },
      { kind: 'separator' },
    ),
  )
  fc.assert(
    fc.property(fc.array(key, { maxLength: 40 }), (keys) => {
      const amount = keyed(keys)
      return Number.isSafeInteger(amount) && amount >= 0 && amount <= saleTotalMinorMax
    }),
  )
})

test('pasted and dictated text counts by its digits, of any script', () => {
  expect(amountOfText('35,75 €')).toBe(3_575)
  expect(amountOfText('١٢٫٥٠')).toBe(1_250)
  expect(amountOfText('')).toBe(0)
})

test('text with more digits than a sale can have is refused', () => {
  expect(amountOfText('4006381333931')).toBeNull()
})
