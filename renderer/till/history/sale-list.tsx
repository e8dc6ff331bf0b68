import { useVirtualizer } from '@tanstack/react-virtual'
import Receipt from 'lucide-react/icons/receipt'
import Search from 'lucide-react/icons/search'
import { useDeferredValue, useEffect, useRef } from 'react'
import { useIntl } from 'react-intl'
import type { SaleSummary } from '../../../domain/protocol/views.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { TextField } from '../../components/text-field.tsx'
import { historyMessages as m } from './messages.ts'
import { SaleRow } from './sale-row.tsx'
import { useSales } from './use-sales.ts'
import { Waiting } from './waiting.tsx'

const rowPx = 64

/** A list of any length: only the rows in view exist, and further ones are asked for before they come into view. */
export function SaleList({
  query,
  onQuery,
  onChoose,
}: {
  readonly query: string
  readonly onQuery: (query: string) => void
  readonly onChoose: (sale: SaleSummary) => void
}) {
  const intl = useIntl()
  const asked = useDeferredValue(query.trim())
  const sales = useSales(asked)
  return (
    <div className="flex h-full flex-col">
      <div className="flex flex-col gap-1.5 border-b border-line p-4">
        <TextField
          label={intl.formatMessage(m.search)}
          hideLabel
          autoFocus
          type="search"
          icon={<Search size={20} />}
          placeholder={intl.formatMessage(m.searchHint)}
          value={query}
          onChange={onQuery}
          maxLength={100}
        />
        <p role="status" className="min-h-4.5 text-13 text-ink-2">
          {sales.value !== null && intl.formatMessage(m.count, { count: sales.value.total })}
        </p>
      </div>
      <Waiting answer={sales}>
        {({ total }) =>
          total === 0 ? (
            <EmptyState
              icon={<Receipt size={44} strokeWidth={1.5} />}
              title={
                asked === ''
                  ? intl.formatMessage(m.empty)
                  : intl.formatMessage(m.nothingFound, { query: asked })
              }
            >
              {intl.formatMessage(asked === '' ? m.emptyHelp : m.nothingFoundHelp)}
            </EmptyState>
          ) : (
            <Rows key={asked} total={total} sales={sales.rows} onNeed={sales.need} onChoose={onChoose} />
          )
        }
      </Waiting>
    </div>
  )
}

function Rows({
  total,
  sales,
  onNeed,
  onChoose,
}: {
  readonly total: number
  readonly sales: readonly SaleSummary[]
  readonly onNeed: (count: number) => void
  readonly onChoose: (sale: SaleSummary) => void
}) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 8,
  })
  const items = virtual.getVirtualItems()
  const lastIndex = items.at(-1)?.index ?? 0
  useEffect(() => onNeed(lastIndex + 1), [lastIndex, onNeed])
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto">
      <ul className="relative" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const sale = sales[item.index]
          return (
            <li
              key={item.key}
              aria-setsize={total}
              aria-posinset={item.index + 1}
              className="absolute inset-x-0 border-b border-line"
              style={{ top: item.start, height: rowPx }}
            >
              {sale !== undefined && <SaleRow sale={sale} onChoose={onChoose} />}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
