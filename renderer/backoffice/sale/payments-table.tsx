import { useIntl } from 'react-intl'
import type { Payment, PaymentState } from '../../../domain/protocol/server-api.ts'
import { Amount } from '../../components/amount.tsx'
import { Badge } from '../../components/badge.tsx'
import type { Tone } from '../../components/banner.tsx'
import { Table } from '../app/table.tsx'
import { saleMessages as m } from './messages.ts'

const tones: Record<PaymentState, Tone | 'neutral'> = {
  requested: 'info',
  created: 'info',
  processing: 'info',
  unknown: 'unknown',
  approved: 'success',
  declined: 'warning',
  voided: 'neutral',
}

/** Every time a card was asked for, the declined and stopped ones too, as the server knows it from the processor. */
export function PaymentsTable({ payments }: { readonly payments: readonly Payment[] }) {
  const intl = useIntl()
  if (payments.length === 0) return <p className="text-15 text-ink-2">{intl.formatMessage(m.noPayments)}</p>
  return (
    <Table
      label={intl.formatMessage(m.payments)}
      rows={payments}
      keyOf={(payment) => payment.idempotencyKey}
      columns={[
        {
          key: 'attempt',
          head: '#',
          cell: (payment) => (
            <span className="whitespace-nowrap">
              {intl.formatMessage(m.attempt, { tender: payment.tenderNo, attempt: payment.attempt })}
            </span>
          ),
        },
        {
          key: 'outcome',
          head: intl.formatMessage(m.outcome),
          cell: (payment) => (
            <Badge tone={tones[payment.state]}>{intl.formatMessage(m[payment.state])}</Badge>
          ),
        },
        {
          key: 'transaction',
          head: intl.formatMessage(m.transaction),
          cell: (payment) => (
            <bdi dir="ltr" className="text-13 text-ink-2">
              {payment.processorPaymentId ?? '—'}
            </bdi>
          ),
        },
        {
          key: 'amount',
          head: intl.formatMessage(m.amount),
          isNumber: true,
          cell: (payment) => <Amount amountMinor={payment.amountMinor} currency={payment.currency} />,
        },
        {
          key: 'captured',
          head: intl.formatMessage(m.captured),
          isNumber: true,
          cell: (payment) => (
            <Amount
              amountMinor={payment.capturedMinor}
              currency={payment.currency}
              className="font-semibold"
            />
          ),
        },
      ]}
    />
  )
}
