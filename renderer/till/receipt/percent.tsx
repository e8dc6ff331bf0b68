import { useIntl } from 'react-intl'

/** A rate in parts per million as the locale writes it: 210000 → 21 %, 75000 → 7.5 %. The point is set in text, so no rate is rounded. */
export function Percent({ ppm }: { readonly ppm: number }) {
  const intl = useIntl()
  const digits = String(ppm).padStart(7, '0')
  const ratio = `${digits.slice(0, -6)}.${digits.slice(-6)}` as Intl.StringNumericLiteral
  const format = new Intl.NumberFormat(intl.locale, { style: 'percent', maximumFractionDigits: 4 })
  return <bdi className="tabular">{format.format(ratio)}</bdi>
}
