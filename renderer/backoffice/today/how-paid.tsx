import Banknote from 'lucide-react/icons/banknote'
import CreditCard from 'lucide-react/icons/credit-card'
import { useIntl } from 'react-intl'
import type { Summary } from '../../../domain/protocol/backoffice.ts'
import { Amount } from '../../components/amount.tsx'
import { appMessages } from '../app/messages.ts'
import { todayMessages as m } from './messages.ts'
import { tendersKept } from './tenders-kept.ts'

const kinds = {
  cash: { Icon: Banknote, message: appMessages.cash, bar: 'bg-amber' },
  card: { Icon: CreditCard, message: appMessages.card, bar: 'bg-accent' },
} as const

/** Cash and card beside each other: bars from zero, labelled where they are. */
export function HowPaid({ summary }: { readonly summary: Summary }) {
  const intl = useIntl()
  const tenders = tendersKept(summary)
  const most = Math.max(1, ...tenders.map((tender) => tender.amountMinor))
  return (
    <section
      aria-label={intl.formatMessage(m.howPaid)}
      className="flex flex-col gap-3 rounded-tile border border-line bg-surface p-4"
    >
      <h2 className="text-15 font-semibold">{intl.formatMessage(m.howPaid)}</h2>
      {tenders.length === 0 && <p className="text-15 text-ink-2">{intl.formatMessage(m.noSales)}</p>}
      {tenders.map((tender) => {
        const { Icon, message, bar } = kinds[tender.kind]
        return (
          <div key={tender.kind} className="grid grid-cols-[24px_1fr_auto] items-center gap-x-3 gap-y-1">
            <Icon aria-hidden="true" size={20} className="text-ink-3" />
            <p className="text-15 font-medium">
              {intl.formatMessage(message)}{' '}
              <span className="text-13 font-normal text-ink-2">
                {intl.formatMessage(m.count, { count: tender.count })}
              </span>
            </p>
            <Amount
              amountMinor={tender.amountMinor}
              currency={summary.currency}
              className="text-18 font-semibold"
            />
            <div aria-hidden="true" className="col-start-2 col-end-4 h-2 rounded-full bg-surface-2">
              <div
                className={`h-2 rounded-full ${bar}`}
                style={{ width: `${(Math.max(0, tender.amountMinor) / most) * 100}%` }}
              />
            </div>
          </div>
        )
      })}
    </section>
  )
}
