import Monitor from 'lucide-react/icons/monitor'
import Server from 'lucide-react/icons/server'
import { useIntl } from 'react-intl'
import type { SaleDetail } from '../../../domain/protocol/backoffice.ts'
import { KindName } from '../../i18n/kind-name.tsx'
import { Moment } from '../app/moment.tsx'
import { RawText } from '../app/raw-text.tsx'
import { EventFacts } from '../events/event-facts.tsx'
import { saleMessages as m } from './messages.ts'
import { orderHappenings } from './order-happenings.ts'

/** Everything that happened to this sale at till and server, each with what was really written down. */
export function Timeline({ detail }: { readonly detail: SaleDetail }) {
  const intl = useIntl()
  return (
    <ol className="rounded-tile border border-line bg-surface px-4">
      {orderHappenings(detail).map((happening) => {
        const Icon = happening.from === 'till' ? Monitor : Server
        return (
          <li key={happening.key} className="flex gap-3 border-line py-3 not-last:border-b">
            <Icon aria-hidden="true" size={18} className="mt-0.5 shrink-0 text-ink-3" />
            <div className="min-w-0 flex-1">
              <div className="flex flex-wrap items-baseline justify-between gap-x-3">
                <p className="text-15 font-medium wrap-anywhere">
                  <KindName kind={happening.row.kind} />
                </p>
                <span className="text-13 text-ink-2">
                  <Moment atMs={happening.atMs} seconds />
                </span>
              </div>
              <p className="text-13 text-ink-2">
                {intl.formatMessage(happening.from === 'till' ? m.fromTill : m.fromServer)}
                {happening.from === 'till' &&
                  `, ${intl.formatMessage(m.record, { seq: intl.formatNumber(happening.row.seq) })}`}
              </p>
              {happening.from === 'server' && <EventFacts event={happening.row} />}
              <RawText text={happening.row.bodyText} />
            </div>
          </li>
        )
      })}
    </ol>
  )
}
