import { useIntl } from 'react-intl'
import type { CounterView } from '../../../domain/protocol/views.ts'
import { Amount } from '../../components/amount.tsx'
import { paymentMessages as m } from './messages.ts'

/** What is being paid for, quietly, so that a question of the customer needs no way back. */
export function SaleLines({ counter }: { readonly counter: CounterView }) {
  const intl = useIntl()
  const prices = new Map(
    counter.totals.lines.map((line) => [line.lineId, line.grossMinor - line.lineDiscountMinor]),
  )
  return (
    <section aria-label={intl.formatMessage(m.lines)} className="mt-auto px-4 pt-2 pb-4 text-13 text-ink-2">
      <ul className="flex flex-col gap-1 border-t border-line pt-3">
        {counter.cart.lines.map((line) => (
          <li key={line.id} className="flex gap-3">
            <span className="tabular w-8 shrink-0 text-end">{intl.formatNumber(line.quantity)} ×</span>
            <span className="min-w-0 flex-1 truncate">
              <bdi>
                {line.name}
                {line.variant !== null && ` · ${line.variant}`}
              </bdi>
            </span>
            <Amount amountMinor={prices.get(line.id) ?? 0} currency={counter.totals.currency} />
          </li>
        ))}
      </ul>
    </section>
  )
}
