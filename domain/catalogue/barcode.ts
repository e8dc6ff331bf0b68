import { fail, ok, type Result } from '../result.ts'
import { looksLikeCardNumber } from '../security/card-number.ts'
import { asciiDigits } from '../text/ascii-digits.ts'

export type Scan = { readonly kind: 'gtin' | 'code'; readonly value: string }

const scanLengthMax = 80

/** True for a GTIN-8, -12 (UPC-A), -13 (EAN-13) or -14 in ASCII digits whose check digit is right (GS1 General Specifications, 7.9). */
export function isValidGtin(digits: string): boolean {
  if (!/^(?:\d{8}|\d{12,14})$/.test(digits)) return false
  const weighted = [...digits].reverse().reduce((total, digit, index) => {
    return total + Number(digit) * (index % 2 === 0 ? 1 : 3)
  }, 0)
  return weighted % 10 === 0
}

/** One form for one product: the same goods scan as UPC-A `036000291452` on one scanner and as EAN-13 `0036000291452` on the next. 14 digits. */
export const gtinKey = (digits: string): string => digits.padStart(14, '0')

/**
 * What a scanner or a person gave as a code: a GTIN with its check digit, or any other printable code (SKU, receipt number) as it is.
 * Card numbers are refused. A 13- or 14-digit code that is a valid GTIN is one, even where it also passes the card check, as every tenth does;
 * shops sell those goods, and cards of that length are hardly issued any more.
 * Errors: barcode_unparsable (empty, too long, not printable, wrong check digit), card_number_refused.
 */
export function parseScan(text: string): Result<Scan> {
  // Some scanners put the AIM symbology identifier before the data: "]E0" for EAN.
  const code = asciiDigits(text)
    .trim()
    .replace(/^\][A-Za-z]\d/, '')
  if (code === '') return fail('barcode_unparsable', 'The scan was empty; scan again.')
  const compact = code.replace(/[\p{Zs}\p{Pd}]/gu, '')
  if (isValidGtin(compact)) return ok({ kind: 'gtin', value: compact })
  if (looksLikeCardNumber(code)) {
    return fail(
      'card_number_refused',
      'This looks like a card number. Cards are read by the card reader only.',
    )
  }
  if (code.length > scanLengthMax) {
    return fail(
      'barcode_unparsable',
      `A code has at most ${scanLengthMax} characters; scan the barcode again.`,
    )
  }
  if (/[\p{Cc}\p{Cs}\p{Co}\p{Cn}]/u.test(code)) {
    return fail('barcode_unparsable', 'The code holds characters that cannot be read; scan again.')
  }
  if (/^\d{12,14}$/.test(compact)) {
    return fail('barcode_unparsable', 'The check digit of the barcode is wrong; scan again or type it anew.')
  }
  return ok({ kind: 'code', value: code })
}
