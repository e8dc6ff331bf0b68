import RefreshCw from 'lucide-react/icons/refresh-cw'
import ScrollText from 'lucide-react/icons/scroll-text'
import { useDeferredValue, useState } from 'react'
import { type IntlShape, useIntl } from 'react-intl'
import { type EventView, eventsResponseSchema } from '../../../domain/protocol/events.ts'
import { Amount } from '../../components/amount.tsx'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { KindName } from '../../i18n/kind-name.tsx'
import { usePages } from '../api/use-pages.ts'
import { Answer } from '../app/answer.tsx'
import { appMessages } from '../app/messages.ts'
import { Moment } from '../app/moment.tsx'
import { Page } from '../app/page.tsx'
import { hrefOf, replaceRoute } from '../app/route.ts'
import { useShop } from '../app/shop-context.ts'
import { type Column, Table } from '../app/table.tsx'
import { ActorName } from './actor-name.tsx'
import { EventDialog, linkLook } from './event-dialog.tsx'
import { type EventsFilters, eventsPath, isUnfiltered, readFilters } from './events-filters.ts'
import { FilterBar } from './filter-bar.tsx'
import { eventsMessages as m } from './messages.ts'
import { OutcomeBadge } from './outcome-badge.tsx'

/** The event log, newest first, by the filters in the address; each event whole in a drawer. */
export function EventsPage({ filters: params }: { readonly filters: URLSearchParams }) {
  const intl = useIntl()
  const { store } = useShop()
  const filters = readFilters(params)
  const path = useDeferredValue(eventsPath(filters))
  const { first, pages, more } = usePages(path, eventsResponseSchema)
  const events = pages.flatMap((page) => page.events)
  const [open, setOpen] = useState<EventView | null>(null)
  const change = (next: EventsFilters): void => replaceRoute(hrefOf('events', { filters: next }))
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
      <p className="max-w-[80ch] text-15 text-ink-2">{intl.formatMessage(m.about)}</p>
      <FilterBar filters={filters} onChange={change} />
      <Answer query={first}>
        {() =>
          events.length === 0 ? (
            <Nothing isUnfiltered={isUnfiltered(filters)} />
          ) : (
            <>
              <Table
                label={intl.formatMessage(m.title)}
                columns={columnsOf(intl, store.currency, setOpen)}
                rows={events}
                keyOf={({ storeId, seq }) => `${storeId} ${seq}`}
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
      {open !== null && <EventDialog event={open} onClose={() => setOpen(null)} />}
    </Page>
  )
}

const columnsOf = (
  intl: IntlShape,
  currency: string,
  open: (event: EventView) => void,
): readonly Column<EventView>[] => [
  { key: 'time', head: intl.formatMessage(m.time), cell: (event) => <Moment atMs={event.atMs} seconds /> },
  {
    key: 'kind',
    head: intl.formatMessage(m.kind),
    cell: (event) => (
      <button type="button" onClick={() => open(event)} className={`${linkLook} whitespace-nowrap`}>
        <KindName kind={event.kind} />
      </button>
    ),
  },
  {
    key: 'outcome',
    head: intl.formatMessage(m.outcome),
    cell: ({ outcome }) => (outcome === null ? null : <OutcomeBadge outcome={outcome} />),
  },
  {
    key: 'subject',
    head: intl.formatMessage(m.subject),
    className: 'text-13 text-ink-2',
    fills: true,
    cell: (event) => (
      <bdi dir="ltr" className="block truncate">
        {[stepOf(event), event.processorIds[0] ?? event.paymentKey].filter(Boolean).join(' · ')}
      </bdi>
    ),
  },
  {
    key: 'sale',
    head: intl.formatMessage(m.sale),
    isExtra: true,
    cell: ({ saleId }) =>
      saleId === null ? null : (
        <a href={hrefOf('sales', { id: saleId })} className={linkLook} title={intl.formatMessage(m.openSale)}>
          <bdi dir="ltr" className="whitespace-nowrap">
            …{saleId.slice(-6)}
          </bdi>
        </a>
      ),
  },
  {
    key: 'by',
    head: intl.formatMessage(m.by),
    className: 'whitespace-nowrap',
    isExtra: true,
    cell: ({ actor }) => <ActorName actor={actor} />,
  },
  {
    key: 'took',
    head: intl.formatMessage(m.took),
    isNumber: true,
    isExtra: true,
    cell: ({ latencyMs }) =>
      latencyMs === null ? null : intl.formatMessage(m.milliseconds, { count: latencyMs }),
  },
  {
    key: 'amount',
    head: intl.formatMessage(m.amount),
    isNumber: true,
    cell: ({ amountMinor }) =>
      amountMinor === null ? null : <Amount amountMinor={amountMinor} currency={currency} />,
  },
]

/** What was asked of the payment service, or which message came: its own word for it. */
function stepOf({ bodyText }: EventView): string | null {
  const { verb, type } = JSON.parse(bodyText) as { readonly verb?: unknown; readonly type?: unknown }
  const step = verb ?? type
  return typeof step === 'string' ? step : null
}

function Nothing({ isUnfiltered }: { readonly isUnfiltered: boolean }) {
  const intl = useIntl()
  return (
    <EmptyState
      icon={<ScrollText size={44} strokeWidth={1.5} />}
      title={intl.formatMessage(isUnfiltered ? m.none : m.noneFit)}
      className="min-h-80"
      actions={
        !isUnfiltered && (
          <Button onPress={() => replaceRoute(hrefOf('events'))}>{intl.formatMessage(m.clear)}</Button>
        )
      }
    >
      {intl.formatMessage(isUnfiltered ? m.noneHelp : m.noneFitHelp)}
    </EmptyState>
  )
}
