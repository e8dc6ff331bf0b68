import { useMemo } from 'react'
import { toDecimalText } from '../../domain/money/decimal.ts'
import { useLanguage } from './language-context.ts'

/**
 * An amount as the locale writes it: `(1250, 'EUR')` in `de-DE` → `12,50 €`. Minor units become a decimal *text* that Intl formats digit by
 * digit, so nothing is divided and no float comes near it.
 */
export function createAmountFormat(locale: string): (amountMinor: number, currency: string) => string {
  const formats = new Map<string, Intl.NumberFormat>()
  const formatFor = (currency: string): Intl.NumberFormat => {
    const known = formats.get(currency)
    if (known !== undefined) return known
    const made = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
    })
    formats.set(currency, made)
    return made
  }
  return (amountMinor, currency) =>
    formatFor(currency).format(toDecimalText({ amountMinor, currency }) as Intl.StringNumericLiteral)
}

export function useFormatAmount(): (amountMinor: number, currency: string) => string {
  const { formatLocale } = useLanguage()
  return useMemo(() => createAmountFormat(formatLocale), [formatLocale])
}
