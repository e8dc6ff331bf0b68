import { useIntl } from 'react-intl'
import { useShopZone } from '../payment/use-shop-zone.ts'

const dayMs = 24 * 60 * 60_000

/** When something happened by the shop's clock: today's time alone, with the day before that. The whole date on hover. */
export function ShopTime({ atMs }: { readonly atMs: number }) {
  const intl = useIntl()
  const zone = useShopZone()
  const isRecent = Math.abs(Date.now() - atMs) < dayMs / 2
  return (
    <time
      dateTime={new Date(atMs).toISOString()}
      title={intl.formatDate(atMs, { ...zone, dateStyle: 'full', timeStyle: 'medium' })}
      className="tabular whitespace-nowrap"
    >
      {isRecent
        ? intl.formatTime(atMs, { ...zone, timeStyle: 'short' })
        : intl.formatDate(atMs, {
            ...zone,
            day: 'numeric',
            month: 'short',
            hour: '2-digit',
            minute: '2-digit',
          })}
    </time>
  )
}
