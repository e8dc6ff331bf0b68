import type { ReactNode } from 'react'
import { useIntl } from 'react-intl'
import type { EventView } from '../../../domain/protocol/events.ts'
import { Amount } from '../../components/amount.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { KindName } from '../../i18n/kind-name.tsx'
import { Moment } from '../app/moment.tsx'
import { hrefOf } from '../app/route.ts'
import { useShop } from '../app/shop-context.ts'
import { ActorName } from './actor-name.tsx'
import { eventsMessages as m } from './messages.ts'
import { OutcomeBadge } from './outcome-badge.tsx'

/** One event, whole, with ways to everything around it. */
export function EventDialog({ event, onClose }: { readonly event: EventView; readonly onClose: () => void }) {
  const intl = useIntl()
  const { store } = useShop()
  const { saleId, paymentKey, amountMinor, latencyMs, attempt, outcome, last4 } = event
  const facts: readonly (readonly [keyof typeof m, ReactNode])[] = [
    ['time', <Moment key="time" atMs={event.atMs} seconds />],
    ['kind', <KindName key="kind" kind={event.kind} />],
    ['outcome', outcome === null ? null : <OutcomeBadge key="outcome" outcome={outcome} />],
    ['by', <ActorName key="by" actor={event.actor} />],
    [
      'amount',
      amountMinor === null ? null : (
        <Amount key="amount" amountMinor={amountMinor} currency={store.currency} />
      ),
    ],
    [
      'last4',
      last4 === null ? null : (
        <bdi key="last4" dir="ltr">
          •••• {last4}
        </bdi>
      ),
    ],
    ['took', latencyMs === null ? null : intl.formatMessage(m.milliseconds, { count: latencyMs })],
    ['attempt', attempt === null ? null : intl.formatNumber(attempt)],
    ['key', <Code key="key" text={paymentKey} />],
    [
      'objects',
      event.processorIds.length === 0
        ? null
        : event.processorIds.map((id) => (
            <Around key={id} find={id} onPress={onClose}>
              <bdi dir="ltr">{id}</bdi>
            </Around>
          )),
    ],
    ['request', <Code key="request" text={event.requestId} />],
    ['number', intl.formatNumber(event.seq)],
  ]
  return (
    <Dialog
      title={intl.formatMessage(m.detailsOf, { seq: intl.formatNumber(event.seq) })}
      onClose={onClose}
      placement="end"
    >
      <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto p-5">
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2 text-15">
          {facts.map(([name, value]) =>
            value === null ? null : (
              <div key={name} className="contents">
                <dt className="text-ink-2">{intl.formatMessage(m[name])}</dt>
                <dd className="flex min-w-0 flex-wrap gap-x-3 wrap-anywhere">{value}</dd>
              </div>
            ),
          )}
        </dl>
        <div className="flex flex-wrap gap-x-5 gap-y-1">
          {saleId !== null && (
            <a href={hrefOf('sales', { id: saleId })} className={linkLook}>
              {intl.formatMessage(m.openSale)}
            </a>
          )}
          {saleId !== null && (
            <Around find={saleId} onPress={onClose}>
              {intl.formatMessage(m.sameSale)}
            </Around>
          )}
          {paymentKey !== null && (
            <Around find={paymentKey} onPress={onClose}>
              {intl.formatMessage(m.samePayment)}
            </Around>
          )}
        </div>
        <section className="flex flex-col gap-2">
          <h3 className="text-13 font-medium text-ink-2">{intl.formatMessage(m.recorded)}</h3>
          <pre
            dir="ltr"
            className="overflow-x-auto rounded-control bg-surface-2 p-3 text-start font-mono text-13"
          >
            {JSON.stringify(JSON.parse(event.bodyText), null, 2)}
          </pre>
        </section>
      </div>
    </Dialog>
  )
}

export const linkLook =
  'inline-flex min-h-8 items-center font-medium text-accent underline underline-offset-4'

const Code = ({ text }: { readonly text: string | null }) =>
  text === null ? (
    '—'
  ) : (
    <bdi dir="ltr" className="wrap-anywhere">
      {text}
    </bdi>
  )

/** To the log of everything that names the same thing. */
function Around({
  find,
  onPress,
  children,
}: {
  readonly find: string
  readonly onPress: () => void
  readonly children: ReactNode
}) {
  return (
    <a href={hrefOf('events', { filters: { find } })} onClick={onPress} className={linkLook}>
      {children}
    </a>
  )
}
