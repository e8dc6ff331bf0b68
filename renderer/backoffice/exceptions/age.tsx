import { useIntl } from 'react-intl'
import { useShop } from '../app/shop-context.ts'
import { ageOf } from './age-of.ts'

/** How long ago, in the largest unit that says something; to the second on hover. */
export function Age({ atMs }: { readonly atMs: number }) {
  const intl = useIntl()
  const { store } = useShop()
  const { value, unit } = ageOf(Date.now() - atMs)
  return (
    <time
      dateTime={new Date(atMs).toISOString()}
      title={intl.formatDate(atMs, { timeZone: store.timeZone, dateStyle: 'full', timeStyle: 'medium' })}
      className="whitespace-nowrap"
    >
      {intl.formatRelativeTime(-value, unit, { numeric: 'auto' })}
    </time>
  )
}
