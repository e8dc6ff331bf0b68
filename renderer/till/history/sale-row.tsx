import Banknote from 'lucide-react/icons/banknote'
import CloudCheck from 'lucide-react/icons/cloud-check'
import CloudUpload from 'lucide-react/icons/cloud-upload'
import CreditCard from 'lucide-react/icons/credit-card'
import { Button } from 'react-aria-components/Button'
import { useIntl } from 'react-intl'
import type { SaleSummary } from '../../../domain/protocol/views.ts'
import { Amount } from '../../components/amount.tsx'
import { historyMessages as m } from './messages.ts'
import { ShopTime } from './shop-time.tsx'

const kinds = {
  cash: { Icon: Banknote, message: m.cash },
  card: { Icon: CreditCard, message: m.card },
} as const

/** One sale in a line: when, number, who, how it was paid, whether the server has it, how much. */
export function SaleRow({
  sale,
  onChoose,
}: {
  readonly sale: SaleSummary
  readonly onChoose: (sale: SaleSummary) => void
}) {
  const intl = useIntl()
  return (
    <Button
      onPress={() => onChoose(sale)}
      className="focus-inset flex h-full w-full items-center gap-4 px-4 text-start data-[hovered]:bg-surface-2 data-[pressed]:bg-surface-2"
    >
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="truncate text-15 font-medium">
          <bdi>{sale.receiptNo}</bdi>
        </span>
        <span className="truncate text-13 text-ink-2">
          <ShopTime atMs={sale.atMs} /> · {sale.staffName} ·{' '}
          {intl.formatMessage(m.items, { count: sale.itemCount })}
        </span>
      </span>
      <span className="flex w-12 justify-end gap-1 text-ink-3">
        {sale.tenderKinds.map((kind) => {
          const { Icon, message } = kinds[kind]
          return <Icon key={kind} size={20} role="img" aria-label={intl.formatMessage(message)} />
        })}
      </span>
      <span
        className={`flex w-40 items-center gap-1.5 text-13 ${sale.synced ? 'text-ink-3' : 'font-medium text-amber-ink'}`}
      >
        {sale.synced ? (
          <CloudCheck aria-hidden="true" size={18} className="shrink-0" />
        ) : (
          <CloudUpload aria-hidden="true" size={18} className="shrink-0" />
        )}
        <span className="truncate">{intl.formatMessage(sale.synced ? m.synced : m.waiting)}</span>
      </span>
      <Amount
        amountMinor={sale.totalMinor}
        currency={sale.currency}
        className="min-w-24 text-end text-18 font-semibold"
      />
    </Button>
  )
}
