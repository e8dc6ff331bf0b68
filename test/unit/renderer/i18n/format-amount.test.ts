import { describe, expect, test } from 'vitest'
import { createAmountFormat } from '../../../../renderer/i18n/format-amount.ts'
import { formatLocale, preferredLanguage } from '../../../../renderer/i18n/languages.ts'

/** Blanks of any width and either apostrophe as plain ones (ICU changes its mind about them), marks of direction left out. */
const plain = (text: string): string =>
  text
    .replace(/[\u00a0\u202f]/g, ' ')
    .replaceAll('’', "'")
    .replace(/[\u200e\u200f\u061c]/g, '')

describe('amounts', () => {
  test.each([
    ['en-GB', 1_250, 'EUR', '€12.50'],
    ['de-DE', 999_999_999, 'EUR', '9.999.999,99 €'],
    ['de-CH', 123_456_705, 'CHF', "CHF 1'234'567.05"],
    ['en-GB', 500, 'JPY', '¥500'],
    ['en-GB', 1_234, 'KWD', 'KWD 1.234'],
    ['ar-EG', 1_050, 'EUR', '١٠٫٥٠ €'],
    ['en-GB', -330, 'EUR', '-€3.30'],
    ['en-GB', 0, 'EUR', '€0.00'],
  ])('%s writes %i %s as %s', (locale, amountMinor, currency, text) => {
    expect(plain(createAmountFormat(locale)(amountMinor, currency))).toBe(text)
  })

  test('the largest amount is written to the last digit', () => {
    expect(createAmountFormat('en-GB')(Number.MAX_SAFE_INTEGER, 'EUR')).toBe('€90,071,992,547,409.91')
  })
})

test('amounts follow the language as the shop’s country writes it', () => {
  expect(formatLocale('de', 'en-CH')).toBe('de-CH')
  expect(formatLocale('de', 'en-NL')).toBe('de-NL')
  expect(formatLocale('en', 'en-IE')).toBe('en-IE')
  expect(formatLocale('de', null)).toBe('de-DE')
  expect(formatLocale('en', 'not a locale')).toBe('en-GB')
  expect(formatLocale('ar', 'en-NL')).toBe('ar-EG')
})

test.each(['NL', 'CH', 'AT', 'BE', 'SE', 'IE', 'US'])(
  'amounts and plain numbers share their decimal sign in a shop in %s',
  (region) => {
    for (const language of ['en', 'de', 'ar'] as const) {
      const locale = formatLocale(language, `en-${region}`)
      const sign = (style: 'decimal' | 'currency') =>
        new Intl.NumberFormat(locale, { style, currency: 'EUR' })
          .formatToParts(1.5)
          .find(({ type }) => type === 'decimal')?.value
      expect(sign('decimal'), locale).toBe(sign('currency'))
    }
  },
)

test('the first of the browser’s languages that the screens speak is taken', () => {
  expect(preferredLanguage(['nl-NL', 'de-AT', 'en'])).toBe('de')
  expect(preferredLanguage(['nl', 'fr'])).toBe('en')
})
