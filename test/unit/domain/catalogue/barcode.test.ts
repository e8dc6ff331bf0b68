import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gtinKey, isValidGtin, parseScan } from '../../../../domain/catalogue/barcode.ts'
import { isLuhnValid } from '../../../../domain/security/card-number.ts'
import { codeOf } from '../builders.ts'

/** GS1's check digit, worked from the left as the standard's own example does, so that it is not the program's sum again. */
const withCheckDigit = (body: string): string => {
  const weights = body.length % 2 === 0 ? [1, 3] : [3, 1]
  const total = [...body].reduce((all, digit, index) => all + Number(digit) * (weights[index % 2] ?? 0), 0)
  return body + String((10 - (total % 10)) % 10)
}
const aGtin = fc
  .tuple(fc.constantFrom(7, 11, 12, 13), fc.infiniteStream(fc.nat(9)))
  .map(([length, digits]) => withCheckDigit([...digits.take(length)].join('')))

describe('a GTIN', () => {
  it('is valid on goods from a shelf', () => {
    for (const digits of ['96385074', '036000291452', '4006381333931', '9780306406157', '10614141000415']) {
      expect([digits, isValidGtin(digits)]).toEqual([digits, true])
    }
  })

  it('is what has the right check digit and no other', () => {
    fc.assert(
      fc.property(aGtin, fc.nat(9), (gtin, check) => {
        expect(isValidGtin(gtin)).toBe(true)
        const other = gtin.slice(0, -1) + check
        expect(isValidGtin(other)).toBe(other === gtin)
      }),
    )
  })

  it('has 8, 12, 13 or 14 digits, ASCII ones', () => {
    for (const text of [
      '',
      '0',
      '00000',
      '0000000000',
      '000000000000000',
      '4006381 333931',
      '٤٠٠٦٣٨١٣٣٣٩٣١',
      '4006381333931\n',
    ]) {
      expect(isValidGtin(text)).toBe(false)
    }
  })

  it('has one key for UPC-A and the EAN-13 it is part of', () => {
    expect(gtinKey('036000291452')).toBe(gtinKey('0036000291452'))
    expect(gtinKey('4006381333931')).toBe('04006381333931')
  })
})

describe('a scan', () => {
  it('of a GTIN is one, with blanks, a symbology identifier or other digits around it', () => {
    for (const text of [
      '4006381333931',
      ' 4006381333931\r\n',
      ']E04006381333931',
      '4 006381 333931',
      '4-006381-333931',
      '４００６３８１３３３９３１',
    ]) {
      expect(parseScan(text)).toEqual({ ok: true, value: { kind: 'gtin', value: '4006381333931' } })
    }
  })

  it('of any valid GTIN is never taken for a card number', () => {
    const both = fc
      .sample(aGtin, { numRuns: 2_000, seed: 1 })
      .filter((gtin) => gtin.length >= 13 && isLuhnValid(gtin))
    expect(both.length).toBeGreaterThan(20)
    for (const gtin of both)
      expect(parseScan(gtin)).toEqual({ ok: true, value: { kind: 'gtin', value: gtin } })
  })

  it('of a card number is refused', () => {
    for (const text of [
      '4242424242424242',
      '4242 4242 4242 4242',
      '5555-5555-5555-4444',
      '378282246310005',
      '6205500000000000004',
      '4222222222222',
      ';4242424242424242=2712101000?',
      '%B4242424242424242^DOE/JANE^2712?',
      '٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢',
    ]) {
      expect([text, codeOf(parseScan(text))]).toEqual([text, 'card_number_refused'])
    }
  })

  it('with 15 to 19 digits that pass the card check is refused, GTIN or not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 14, max: 18 }), fc.infiniteStream(fc.nat(9)), (length, digits) => {
        const body = [...digits.take(length)].join('')
        const card = [...'0123456789'].map((check) => body + check).find(isLuhnValid) ?? ''
        expect(codeOf(parseScan(card))).toBe('card_number_refused')
      }),
    )
  })

  it('with a wrong check digit, of nothing, or of what nobody could print is refused', () => {
    for (const text of [
      '',
      '   ',
      '4006381333933',
      '036000291453',
      '10614141000416',
      'a\u0000b',
      'SKU\u0007',
      'x'.repeat(81),
      '\ud800',
    ]) {
      expect([text, codeOf(parseScan(text))]).toEqual([text, 'barcode_unparsable'])
    }
  })

  it('of anything else is a code, as it is', () => {
    for (const text of ['COF-250', 'A1', '12345', '12345678', 'Z/9.1 x']) {
      expect(parseScan(` ${text} `)).toEqual({ ok: true, value: { kind: 'code', value: text } })
    }
  })

  it('of whatever a keyboard wedge may send never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(['ok', 'barcode_unparsable', 'card_number_refused']).toContain(codeOf(parseScan(text)))
      }),
    )
  })
})
