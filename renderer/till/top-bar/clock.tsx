import { useEffect, useState } from 'react'
import { useIntl } from 'react-intl'

/** Hours and minutes where the shop is. Wakes once a minute, just after it begins. */
export function Clock({ timeZone }: { readonly timeZone: string | undefined }) {
  const intl = useIntl()
  const [nowMs, setNowMs] = useState(Date.now)
  useEffect(() => {
    const timer = setTimeout(() => setNowMs(Date.now()), 60_000 - (nowMs % 60_000) + 20)
    return () => clearTimeout(timer)
  }, [nowMs])
  const zone = timeZone === undefined ? {} : { timeZone }
  return (
    <time
      dateTime={new Date(nowMs).toISOString()}
      title={intl.formatDate(nowMs, { dateStyle: 'full', ...zone })}
      className="tabular px-2 text-15 font-medium text-ink-2"
    >
      {intl.formatTime(nowMs, { hour: '2-digit', minute: '2-digit', ...zone })}
    </time>
  )
}
