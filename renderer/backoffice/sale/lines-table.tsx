import { useIntl } from 'react-intl'
import type { SaleDetail } from '../../../domain/protocol/backoffice.ts'
import { Amount } from '../../components/amount.tsx'
import { Table } from '../app/table.tsx'
import { saleMessages as m } from './messages.ts'

/** The lines as sold. A line's discount holds its share of the sale's discount. */
export function LinesTable({ detail }: { readonly detail: SaleDetail }) {
  const intl = useIntl()
  const { currency } = detail.sale
  const amount = (amountMinor: number) => <Amount amountMinor={amountMinor} currency={currency} />
  return (
    <Table
      label={intl.formatMessage(m.lines)}
      rows={detail.lines}
      keyOf={(line) => line.lineNo}
      columns={[
        {
          key: 'item',
          head: intl.formatMessage(m.item),
          className: 'min-w-48',
          cell: (line) => (
            <>
              {line.name}
              {line.variant !== null && <span className="text-ink-2"> · {line.variant}</span>}
            </>
          ),
        },
        {
          key: 'quantity',
          head: intl.formatMessage(m.quantity),
          isNumber: true,
          cell: (line) => intl.formatNumber(line.quantity),
        },
        {
          key: 'price',
          head: intl.formatMessage(m.price),
          isNumber: true,
          cell: (line) => amount(line.unitPriceMinor),
        },
        {
          key: 'discount',
          head: intl.formatMessage(m.discount),
          isNumber: true,
          cell: (line) => (line.discountMinor === 0 ? '' : amount(-line.discountMinor)),
        },
        { key: 'rate', head: intl.formatMessage(m.taxRate), cell: (line) => line.taxRateName },
        {
          key: 'tax',
          head: intl.formatMessage(m.tax),
          isNumber: true,
          cell: (line) => amount(line.taxMinor),
        },
        {
          key: 'total',
          head: intl.formatMessage(m.total),
          isNumber: true,
          cell: (line) => <span className="font-semibold">{amount(line.totalMinor)}</span>,
        },
      ]}
    />
  )
}
