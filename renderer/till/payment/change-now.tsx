import HandCoins from 'lucide-react/icons/hand-coins'
import { FormattedMessage } from 'react-intl'
import type { Tender } from '../../../domain/sale/tender.ts'
import { Amount } from '../../components/amount.tsx'
import { paymentMessages as m } from './messages.ts'

/** Change belongs to the moment its cash is taken, also in the middle of a split: said large until the next part is paid. */
export function ChangeNow({
  tenders,
  currency,
}: {
  readonly tenders: readonly Tender[]
  readonly currency: string
}) {
  const last = tenders.at(-1)
  if (last?.kind !== 'cash' || last.changeMinor === 0) return null
  return (
    <p
      role="status"
      className="mx-4 mb-3 flex items-center gap-3 rounded-tile bg-blue-soft p-4 text-18 font-semibold text-blue-ink"
    >
      <HandCoins aria-hidden="true" size={26} className="shrink-0" />
      <span>
        <FormattedMessage
          {...m.giveChange}
          values={{
            change: <Amount amountMinor={last.changeMinor} currency={currency} className="text-24" />,
          }}
        />
      </span>
    </p>
  )
}
