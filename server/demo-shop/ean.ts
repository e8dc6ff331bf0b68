import { assert } from '../../domain/assert.ts'

/**
 * Completes twelve digits with their check digit: `ean13('290000000001') → '2900000000018'`. Digits at odd places weigh 1, at even places 3
 * (GS1 General Specifications, "Check digit calculations"). Prefixes 20–29 are for use inside a shop: no company owns them.
 */
export function ean13(twelveDigits: string): string {
  assert(/^\d{12}$/.test(twelveDigits), `an EAN-13 is made from twelve digits, got "${twelveDigits}"`)
  const sum = [...twelveDigits].reduce(
    (total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3),
    0,
  )
  return `${twelveDigits}${(10 - (sum % 10)) % 10}`
}
