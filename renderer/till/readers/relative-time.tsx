import { useIntl } from 'react-intl'
import { useShopZone } from '../payment/use-shop-zone.ts'

const units = [
  ['day', 24 * 60 * 60_000],
  ['hour', 60 * 60_000],
  ['minute', 60_000],
] as const

/** "2 minutes ago", the whole date on hover. Younger than a minute is "now". */
export function RelativeTime({ atMs, nowMs }: { readonly atMs: number; readonly nowMs: number }) {
  const intl = useIntl()
  const zone = useShopZone()
  const agoMs = Math.max(0, nowMs - atMs)
  const [unit, unitMs] =
    units.find(([, ms]) => agoMs >= ms) ?? (['second', Number.POSITIVE_INFINITY] as const)
  return (
    <time
      dateTime={new Date(atMs).toISOString()}
      title={intl.formatDate(atMs, { ...zone, dateStyle: 'full', timeStyle: 'medium' })}
      className="tabular whitespace-nowrap"
    >
      {intl.formatRelativeTime(-Math.floor(agoMs / unitMs), unit, { numeric: 'auto' })}
    </time>
  )
}
