import ReceiptText from 'lucide-react/icons/receipt-text'
import RefreshCw from 'lucide-react/icons/refresh-cw'
import { useDeferredValue, useState } from 'react'
import { useIntl } from 'react-intl'
import { type SaleRow, salesResponseSchema } from '../../../domain/protocol/backoffice.ts'
import { Amount } from '../../components/amount.tsx'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { usePages } from '../api/use-pages.ts'
import { Answer } from '../app/answer.tsx'
import { appMessages } from '../app/messages.ts'
import { Moment } from '../app/moment.tsx'
import { Page } from '../app/page.tsx'
import { hrefOf, replaceRoute } from '../app/route.ts'
import { useShop } from '../app/shop-context.ts'
import { type Column, Table } from '../app/table.tsx'
import { FilterBar } from './filter-bar.tsx'
import { salesMessages as m } from './messages.ts'
import { PaidBy } from './paid-by.tsx'
import { isUnfiltered, readFilters, type SalesFilters, salesPath } from './sales-filters.ts'

/** Every sale that the tills sent, newest first, by the filters in the address. */
export function SalesPage({ filters: params }: { readonly filters: URLSearchParams }) {
  const intl = useIntl()
  const { store } = useShop()
  const filters = readFilters(params)
  const path = useDeferredValue(salesPath(filters, store.currency))
  const { first, pages, more } = usePages(path, salesResponseSchema)
  const sales = pages.flatMap((page) => page.sales)
  const [cleared, setCleared] = useState(0)
  const change = (next: SalesFilters): void => replaceRoute(hrefOf('sales', { filters: next }))
  const clear = (): void => {
    replaceRoute(hrefOf('sales'))
    setCleared(cleared + 1)
  }
  return (
    <Page
      title={intl.formatMessage(m.title)}
      actions={
        <Button
          icon={<RefreshCw aria-hidden="true" size={20} />}
          isPending={first.isAsking && first.value !== null}
          onPress={first.reload}
        >
          {intl.formatMessage(appMessages.refresh)}
        </Button>
      }
    >
      <FilterBar key={cleared} filters={filters} onChange={change} />
      <Answer query={first}>
        {() =>
          sales.length === 0 ? (
            <Nothing isUnfiltered={isUnfiltered(filters)} onClear={clear} />
          ) : (
            <>
              <Table
                label={intl.formatMessage(m.title)}
                columns={columnsOf(intl)}
                rows={sales}
                keyOf={(sale) => sale.saleId}
              />
              {more !== null && (
                <Button className="self-center" onPress={more}>
                  {intl.formatMessage(appMessages.more)}
                </Button>
              )}
            </>
          )
        }
      </Answer>
    </Page>
  )
}

const columnsOf = (intl: ReturnType<typeof useIntl>): readonly Column<SaleRow>[] => [
  { key: 'time', head: intl.formatMessage(m.time), cell: (sale) => <Moment atMs={sale.atMs} /> },
  {
    key: 'receipt',
    head: intl.formatMessage(m.receiptNo),
    cell: (sale) => (
      <a
        href={hrefOf('sales', { id: sale.saleId })}
        className="inline-flex min-h-8 items-center font-medium whitespace-nowrap text-accent underline underline-offset-4"
      >
        <bdi>{sale.receiptNo}</bdi>
      </a>
    ),
  },
  {
    key: 'register',
    head: intl.formatMessage(m.register),
    cell: (sale) => sale.registerName ?? sale.registerId,
  },
  {
    key: 'staff',
    head: intl.formatMessage(m.staff),
    cell: (sale) => sale.staffName ?? sale.staffId ?? intl.formatMessage(m.nobody),
  },
  { key: 'paid', head: intl.formatMessage(m.paidBy), cell: (sale) => <PaidBy tenders={sale.tenders} /> },
  {
    key: 'items',
    head: intl.formatMessage(m.items),
    isNumber: true,
    cell: (sale) => intl.formatNumber(sale.itemCount),
  },
  {
    key: 'total',
    head: intl.formatMessage(m.total),
    isNumber: true,
    cell: (sale) => (
      <Amount amountMinor={sale.totalMinor} currency={sale.currency} className="font-semibold" />
    ),
  },
]

function Nothing({
  isUnfiltered,
  onClear,
}: {
  readonly isUnfiltered: boolean
  readonly onClear: () => void
}) {
  const intl = useIntl()
  return (
    <EmptyState
      icon={<ReceiptText size={44} strokeWidth={1.5} />}
      title={intl.formatMessage(isUnfiltered ? m.none : m.noneFit)}
      className="min-h-80"
      actions={!isUnfiltered && <Button onPress={onClear}>{intl.formatMessage(m.clear)}</Button>}
    >
      {isUnfiltered && intl.formatMessage(m.noneHelp)}
    </EmptyState>
  )
}
