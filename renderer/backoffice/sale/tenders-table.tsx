import { useIntl } from 'react-intl'
import type { SaleDetail } from '../../../domain/protocol/backoffice.ts'
import { Amount } from '../../components/amount.tsx'
import { brandName } from '../../i18n/brand-name.ts'
import { appMessages } from '../app/messages.ts'
import { Table } from '../app/table.tsx'
import { saleMessages as m } from './messages.ts'

/** The parts that the sale was paid in, as the till took them. */
export function TendersTable({ detail }: { readonly detail: SaleDetail }) {
  const intl = useIntl()
  const { currency } = detail.sale
  const amount = (amountMinor: number) => <Amount amountMinor={amountMinor} currency={currency} />
  return (
    <Table
      label={intl.formatMessage(m.tenders)}
      rows={detail.tenders}
      keyOf={(tender) => tender.tenderNo}
      columns={[
        {
          key: 'tender',
          head: intl.formatMessage(m.tender),
          cell: (tender) =>
            tender.kind === 'cash' ? (
              intl.formatMessage(appMessages.cash)
            ) : (
              <>
                <bdi dir="ltr" className="whitespace-nowrap">
                  {tender.brand === null ? intl.formatMessage(appMessages.card) : brandName(tender.brand)}
                  {tender.last4 !== null && ` •••• ${tender.last4}`}
                </bdi>
                {tender.processorPaymentId !== null && (
                  <span className="block text-13 text-ink-2">
                    <bdi dir="ltr">{tender.processorPaymentId}</bdi>
                  </span>
                )}
              </>
            ),
        },
        {
          key: 'given',
          head: intl.formatMessage(m.given),
          isNumber: true,
          cell: (tender) => (tender.kind === 'cash' ? amount(tender.givenMinor) : ''),
        },
        {
          key: 'change',
          head: intl.formatMessage(m.change),
          isNumber: true,
          cell: (tender) => (tender.kind === 'cash' ? amount(tender.changeMinor) : ''),
        },
        {
          key: 'rounding',
          head: intl.formatMessage(m.rounding),
          isNumber: true,
          cell: (tender) => (tender.roundingMinor === 0 ? '' : amount(tender.roundingMinor)),
        },
        {
          key: 'amount',
          head: intl.formatMessage(m.amount),
          isNumber: true,
          cell: (tender) => <span className="font-semibold">{amount(tender.amountMinor)}</span>,
        },
      ]}
    />
  )
}
