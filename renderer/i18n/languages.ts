/** The languages of the screens. Amounts, dates and digits follow `formatLocale`. */
export const languages = {
  en: { name: 'English', dir: 'ltr' },
  de: { name: 'Deutsch', dir: 'ltr' },
  ar: { name: 'العربية', dir: 'rtl' },
} as const
export type Language = keyof typeof languages
export const languageList = Object.keys(languages) as readonly Language[]

export const isLanguage = (text: string | null | undefined): text is Language =>
  text !== null && text !== undefined && Object.hasOwn(languages, text)

/** The first of the browser's languages that the screens speak; English otherwise. */
export const preferredLanguage = (wanted: readonly string[]): Language =>
  wanted.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'en'

/**
 * The locale that writes amounts, numbers and times: the language as the shop's own country writes it (`de` in a Swiss shop → `de-CH`).
 * Arabic always takes Egypt's forms, whose digits are Arabic ones wherever the shop stands.
 */
export function formatLocale(language: Language, storeLocale: string | null): string {
  if (language === 'ar') return 'ar-EG'
  const region = storeLocale === null ? undefined : regionOf(storeLocale)
  const own = `${language}-${region}`
  return region === undefined || !writesOneDecimalSign(own) ? { en: 'en-GB', de: 'de-DE' }[language] : own
}

/** English as written in the Netherlands has €1,234.50 beside 1.234,5: on one screen nobody could tell a thousand from a fraction. */
function writesOneDecimalSign(locale: string): boolean {
  const signOf = (style: 'decimal' | 'currency') =>
    new Intl.NumberFormat(locale, { style, currency: 'EUR' })
      .formatToParts(1.5)
      .find(({ type }) => type === 'decimal')?.value
  return signOf('decimal') === signOf('currency')
}

function regionOf(locale: string): string | undefined {
  try {
    return new Intl.Locale(locale).region
  } catch {
    return undefined
  }
}
