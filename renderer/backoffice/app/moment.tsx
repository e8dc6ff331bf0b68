import { useIntl } from 'react-intl'
import { useShop } from './shop-context.ts'
import { dayOf } from './shop-days.ts'

/** When something happened, by the shop's clock: the time alone for today, else with its day; to the second on hover. */
export function Moment({ atMs, seconds = false }: { readonly atMs: number; readonly seconds?: boolean }) {
  const intl = useIntl()
  const { store } = useShop()
  const { timeZone } = store
  const isToday = dayOf(atMs, timeZone) === dayOf(Date.now(), timeZone)
  const time = { hour: '2-digit', minute: '2-digit', second: seconds ? '2-digit' : undefined } as const
  return (
    <time
      dateTime={new Date(atMs).toISOString()}
      title={intl.formatDate(atMs, { timeZone, dateStyle: 'full', timeStyle: 'medium' })}
      className="tabular whitespace-nowrap"
    >
      {isToday
        ? intl.formatDate(atMs, { timeZone, ...time })
        : intl.formatDate(atMs, { timeZone, day: 'numeric', month: 'short', ...time })}
    </time>
  )
}
