import ArrowLeft from 'lucide-react/icons/arrow-left'
import SearchX from 'lucide-react/icons/search-x'
import type { ReactNode } from 'react'
import { useIntl } from 'react-intl'
import { type SaleDetail, saleDetailSchema } from '../../../domain/protocol/backoffice.ts'
import { Amount } from '../../components/amount.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { useQuery } from '../api/use-query.ts'
import { Answer } from '../app/answer.tsx'
import { Moment } from '../app/moment.tsx'
import { Page } from '../app/page.tsx'
import { hrefOf } from '../app/route.ts'
import { LinesTable } from './lines-table.tsx'
import { saleMessages as m } from './messages.ts'
import { PaymentsTable } from './payments-table.tsx'
import { TendersTable } from './tenders-table.tsx'
import { Timeline } from './timeline.tsx'

/** One sale, whole: what was sold, how it was paid, what the bank says, and everything that happened, in order. */
export function SalePage({ saleId }: { readonly saleId: string }) {
  const intl = useIntl()
  const detail = useQuery(`/v1/backoffice/sales/${encodeURIComponent(saleId)}`, saleDetailSchema)
  const above = (
    <a
      href={hrefOf('sales')}
      className="inline-flex min-h-8 items-center gap-1.5 text-13 font-medium text-ink-2 underline underline-offset-4"
    >
      <ArrowLeft aria-hidden="true" size={16} className="rtl:-scale-x-100" />
      {intl.formatMessage(m.all)}
    </a>
  )
  const code = detail.error?.code
  if (detail.value === null && (code === 'sale_not_found' || code === 'invalid_input')) {
    return (
      <Page title={intl.formatMessage(m.notFound)} above={above}>
        <EmptyState
          icon={<SearchX size={44} strokeWidth={1.5} />}
          title={intl.formatMessage(m.notFound)}
          className="min-h-80"
        >
          {intl.formatMessage(m.notFoundHelp)}
        </EmptyState>
      </Page>
    )
  }
  return (
    <Page
      title={
        detail.value === null ? '…' : intl.formatMessage(m.title, { receiptNo: detail.value.sale.receiptNo })
      }
      above={above}
    >
      <Answer query={detail}>{(value) => <Sale detail={value} />}</Answer>
    </Page>
  )
}

function Sale({ detail }: { readonly detail: SaleDetail }) {
  const intl = useIntl()
  const { sale } = detail
  return (
    <div className="grid grid-cols-1 items-start gap-6 2xl:grid-cols-[minmax(0,3fr)_minmax(320px,2fr)]">
      <div className="flex min-w-0 flex-col gap-6">
        <div className="flex flex-wrap items-baseline gap-x-6 gap-y-1">
          <Amount
            amountMinor={sale.totalMinor}
            currency={sale.currency}
            className="text-34 font-semibold tracking-tight"
          />
          <p className="text-15 text-ink-2">
            <Moment atMs={sale.atMs} /> ·{' '}
            {intl.formatMessage(m.served, {
              register: sale.registerName ?? sale.registerId,
              staff: sale.staffName ?? sale.staffId ?? '—',
            })}
          </p>
        </div>
        <Part title={intl.formatMessage(m.lines)}>
          <LinesTable detail={detail} />
        </Part>
        <Part title={intl.formatMessage(m.tenders)}>
          <TendersTable detail={detail} />
        </Part>
        <Part title={intl.formatMessage(m.payments)}>
          <PaymentsTable payments={detail.payments} />
        </Part>
      </div>
      <Part title={intl.formatMessage(m.timeline)}>
        <Timeline detail={detail} />
      </Part>
    </div>
  )
}

const Part = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section className="flex min-w-0 flex-col gap-2">
    <h2 className="text-15 font-semibold">{title}</h2>
    {children}
  </section>
)
