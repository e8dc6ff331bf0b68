import { useIntl } from 'react-intl'
import type { CounterView } from '../../../domain/protocol/views.ts'
import { Amount } from '../../components/amount.tsx'
import { receiptMessages } from '../receipt/messages.ts'
import { paymentMessages as m } from './messages.ts'

/** What is being paid for, down to what makes it the sum above, quietly, so that a question of the customer needs no way back. */
export function SaleLines({ counter }: { readonly counter: CounterView }) {
  const intl = useIntl()
  const { currency, lines, taxes } = counter.totals
  const prices = new Map(lines.map((line) => [line.lineId, line.grossMinor - line.lineDiscountMinor]))
  const discountMinor = lines.reduce((sum, line) => sum + line.saleDiscountMinor, 0)
  const addedTaxMinor = taxes.reduce((sum, tax) => sum + (tax.taxRate.inclusive ? 0 : tax.taxMinor), 0)
  return (
    <section aria-label={intl.formatMessage(m.lines)} className="mt-auto px-4 pt-2 pb-4 text-13 text-ink-2">
      <ul className="flex flex-col gap-1 border-t border-line pt-3">
        {counter.cart.lines.map((line) => (
          <li key={line.id} className="flex gap-3">
            <span className="tabular min-w-8 shrink-0 text-end">{intl.formatNumber(line.quantity)} ×</span>
            <span className="min-w-0 flex-1 truncate">
              <bdi>
                {line.name}
                {line.variant !== null && ` · ${line.variant}`}
              </bdi>
            </span>
            <Amount amountMinor={prices.get(line.id) ?? 0} currency={currency} />
          </li>
        ))}
        {discountMinor !== 0 && (
          <li className="flex gap-3 ps-11">
            <span className="min-w-0 flex-1">{intl.formatMessage(receiptMessages.saleDiscount)}</span>
            <Amount amountMinor={-discountMinor} currency={currency} />
          </li>
        )}
        {addedTaxMinor !== 0 && (
          <li className="flex gap-3 ps-11">
            <span className="min-w-0 flex-1">{intl.formatMessage(receiptMessages.taxAdded)}</span>
            <Amount amountMinor={addedTaxMinor} currency={currency} />
          </li>
        )}
      </ul>
    </section>
  )
}
