import { expect, test } from 'vitest'
import { quickCash } from '../../../../domain/money/quick-cash.ts'
import { checkGiven } from '../../../../renderer/till/payment/check-given.ts'

const check = (givenMinor: number, dueMinor: number, currency = 'EUR') =>
  checkGiven({ givenMinor, dueMinor, quickCashMinor: quickCash(dueMinor, currency) })

test('nothing keyed is nothing given', () => {
  expect(check(0, 1_250)).toEqual({ kind: 'nothing' })
})

test('a sale that costs nothing needs nothing', () => {
  expect(check(0, 0)).toEqual({ kind: 'enough', changeMinor: 0 })
})

test('less than what is due says how much is missing', () => {
  expect(check(1_000, 1_250)).toEqual({ kind: 'too-little', missingMinor: 250 })
})

test('exactly what is due leaves no change', () => {
  expect(check(1_250, 1_250)).toEqual({ kind: 'enough', changeMinor: 0 })
})

test('a large note for a small sale is believed', () => {
  expect(check(20_000, 250)).toEqual({ kind: 'enough', changeMinor: 19_750 })
})

test('a barcode read as cash is asked about before it is taken', () => {
  expect(check(12_345_670, 1_250)).toEqual({ kind: 'implausible', changeMinor: 12_344_420 })
})

test('the limit follows the currency, not a number of cents', () => {
  expect(check(10_000, 120, 'JPY')).toEqual({ kind: 'enough', changeMinor: 9_880 })
  expect(check(1_000_000, 120, 'JPY').kind).toBe('implausible')
})
