import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDecimalText, toDecimalText } from '../../../../domain/money/decimal.ts'
import { aCurrency } from '../arbitraries.ts'
import { codeOf, theValue } from '../builders.ts'

describe('amounts as decimal text', () => {
  it('show as many decimals as the currency has', () => {
    expect(toDecimalText({ amountMinor: 1250, currency: 'EUR' })).toBe('12.50')
    expect(toDecimalText({ amountMinor: 5, currency: 'EUR' })).toBe('0.05')
    expect(toDecimalText({ amountMinor: 500, currency: 'JPY' })).toBe('500')
    expect(toDecimalText({ amountMinor: -5, currency: 'KWD' })).toBe('-0.005')
    expect(toDecimalText({ amountMinor: 12_345, currency: 'CLF' })).toBe('1.2345')
    expect(toDecimalText({ amountMinor: 0, currency: 'USD' })).toBe('0.00')
  })

  it('come back as they went out, with a point or a comma', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
        aCurrency,
        (amountMinor, currency) => {
          const text = toDecimalText({ amountMinor, currency })
          expect(parseDecimalText(text, currency)).toEqual({ ok: true, value: amountMinor })
          expect(parseDecimalText(text.replace('.', ','), currency)).toEqual({ ok: true, value: amountMinor })
        },
      ),
    )
  })

  it('are read as people type them', () => {
    expect(theValue(parseDecimalText('12', 'EUR'))).toBe(1200)
    expect(theValue(parseDecimalText(' 12,5 ', 'EUR'))).toBe(1250)
    expect(theValue(parseDecimalText('.5', 'EUR'))).toBe(50)
    expect(theValue(parseDecimalText('5.', 'EUR'))).toBe(500)
    expect(theValue(parseDecimalText('007', 'JPY'))).toBe(7)
    expect(theValue(parseDecimalText('١٢٫٥', 'EUR'))).toBe(1250)
    expect(theValue(parseDecimalText('1,234', 'KWD'))).toBe(1234)
  })

  it('are refused rather than guessed at', () => {
    for (const text of [
      '',
      ' ',
      '.',
      ',',
      '1,234',
      '1.234,56',
      '1,234.56',
      '1 000',
      '-1',
      '+1',
      '1e3',
      '0x10',
      '12€',
      'NaN',
      'Infinity',
      '1.2.3',
    ]) {
      expect([text, codeOf(parseDecimalText(text, 'EUR'))]).toEqual([text, 'amount_invalid'])
    }
    expect(codeOf(parseDecimalText('1.5', 'JPY'))).toBe('amount_invalid')
    expect(codeOf(parseDecimalText('9'.repeat(17), 'JPY'))).toBe('amount_too_large')
    expect(codeOf(parseDecimalText('1', 'ABC'))).toBe('currency_not_used')
  })

  it('of any kind never throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), aCurrency, (text, currency) => {
        const result = parseDecimalText(text, currency)
        if (result.ok) expect(Number.isSafeInteger(result.value) && result.value >= 0).toBe(true)
      }),
    )
  })
})
