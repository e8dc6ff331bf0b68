import { assert } from '../assert.ts'
import { fail, ok, type Result } from '../result.ts'
import { asciiDigits } from '../text/ascii-digits.ts'
import { exponentOf } from './currency.ts'
import type { Money } from './money.ts'

/** Plain decimal text with a point and all decimals, for files and wires, not for screens: `{1250, EUR} → "12.50"`, `{-5, KWD} → "-0.005"`, `{500, JPY} → "500"`. */
export function toDecimalText({ amountMinor, currency }: Money): string {
  const exponent = exponentOf(currency)
  assert(exponent !== undefined, `no such currency: ${currency}`)
  assert(Number.isSafeInteger(amountMinor), 'an amount is a safe integer of minor units')
  const digits = String(Math.abs(amountMinor)).padStart(exponent + 1, '0')
  const sign = amountMinor < 0 ? '-' : ''
  if (exponent === 0) return sign + digits
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`
}

/**
 * What a person typed as an amount, in minor units: `"12,5" → 1250` in EUR. One comma, point or Arabic decimal sign parts the decimals; digits of
 * any script count. Grouping signs are refused, never guessed at: "1,234" is a thousand to one person and 1.234 to the next. No sign.
 * Errors: currency_not_used, amount_invalid, amount_too_large.
 */
export function parseDecimalText(text: string, currency: string): Result<number> {
  const exponent = exponentOf(currency)
  if (exponent === undefined)
    return fail('currency_not_used', `${currency} is not a currency that can be used.`)
  const parts = /^(\d*)(?:[.,٫](\d*))?$/.exec(asciiDigits(text.trim()))
  const whole = parts?.[1] ?? ''
  const decimals = parts?.[2] ?? ''
  if (parts === null || whole + decimals === '') {
    return fail('amount_invalid', 'Type an amount in digits, with at most one point or comma.')
  }
  if (decimals.length > exponent) {
    return fail(
      'amount_invalid',
      exponent === 0 ? `${currency} has no decimals.` : `${currency} has at most ${exponent} decimals.`,
    )
  }
  const amountMinor = Number(whole + decimals.padEnd(exponent, '0'))
  if (!Number.isSafeInteger(amountMinor)) return fail('amount_too_large', 'The amount is too large.')
  return ok(amountMinor)
}
