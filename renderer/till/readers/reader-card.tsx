import { clsx } from 'clsx'
import Check from 'lucide-react/icons/check'
import CreditCard from 'lucide-react/icons/credit-card'
import type { ReactNode } from 'react'
import { useIntl } from 'react-intl'
import type { Reader, ReaderDriver, ReaderFlow } from '../../../domain/protocol/server-api.ts'
import type { TillState } from '../../../domain/protocol/views.ts'
import { Badge } from '../../components/badge.tsx'
import { Button } from '../../components/button.tsx'
import type { Message } from '../../i18n/define-messages.ts'
import { deviceName } from './device-name.ts'
import { readersMessages as m } from './messages.ts'
import { ReaderSettings } from './reader-settings.tsx'
import type { ReaderView } from './reader-view.ts'
import { RelativeTime } from './relative-time.tsx'

/** One reader: what it is, how it is, and what can be done with it. */
export function ReaderCard({
  reader,
  nowMs,
  chosen,
  isNoneChosen,
  drivers,
  isManager,
  canTest,
  isDisabled,
  onChoose,
  onView,
}: {
  readonly reader: Reader
  readonly nowMs: number
  /** How this register asks it; null: it is not this register's. */
  readonly chosen: TillState['reader']
  /** This register has no reader: to choose one is the next thing to do. */
  readonly isNoneChosen: boolean
  readonly drivers: readonly ReaderDriver[]
  readonly isManager: boolean
  readonly canTest: boolean
  readonly isDisabled: boolean
  readonly onChoose: (driver: ReaderDriver, flow: ReaderFlow) => void
  readonly onView: (view: ReaderView) => void
}) {
  const intl = useIntl()
  const { model, isSimulated } = deviceName(reader.deviceType)
  /** The reader's name is in each button's, for those who hear the buttons alone. */
  const action = (message: Message, run: () => void, primary = false): ReactNode => (
    <Button
      variant={primary ? 'primary' : 'secondary'}
      isDisabled={isDisabled}
      aria-label={intl.formatMessage(m.of, { action: intl.formatMessage(message), reader: reader.label })}
      onPress={run}
    >
      {intl.formatMessage(message)}
    </Button>
  )
  return (
    <li
      className={clsx(
        'flex flex-col gap-3 rounded-tile border p-4',
        chosen === null ? 'border-line' : 'border-accent',
      )}
    >
      <div className="flex items-start gap-4">
        <CreditCard aria-hidden="true" size={24} className="mt-0.5 shrink-0 text-ink-3" />
        <div className="min-w-0 flex-1">
          <h3 className="truncate text-18 font-medium">{reader.label}</h3>
          <p className="truncate text-13 text-ink-2">
            {isSimulated ? intl.formatMessage(m.simulated, { model }) : model}
          </p>
        </div>
        {chosen !== null && (
          <span className="flex items-center gap-1.5 text-13 font-medium text-accent">
            <Check aria-hidden="true" size={18} />
            {intl.formatMessage(m.chosen)}
          </span>
        )}
        <State reader={reader} />
      </div>
      <Facts reader={reader} nowMs={nowMs} />
      {chosen !== null && isManager && (
        <ReaderSettings chosen={chosen} drivers={drivers} isDisabled={isDisabled} onChange={onChoose} />
      )}
      <div className="flex flex-wrap gap-2">
        {chosen === null && action(m.use, () => onChoose('server', 'process'), isNoneChosen)}
        {canTest && action(m.test, () => onView({ at: 'test', reader }))}
        {isManager && action(m.rename, () => onView({ at: 'rename', reader }))}
        {isManager && action(m.remove, () => onView({ at: 'remove', reader }))}
      </div>
    </li>
  )
}

function State({ reader }: { readonly reader: Reader }) {
  const intl = useIntl()
  if (!reader.online) return <Badge tone="warning">{intl.formatMessage(m.offline)}</Badge>
  if (reader.busy) return <Badge tone="info">{intl.formatMessage(m.busy)}</Badge>
  return <Badge tone="success">{intl.formatMessage(m.online)}</Badge>
}

function Facts({ reader, nowMs }: { readonly reader: Reader; readonly nowMs: number }) {
  const intl = useIntl()
  const { lastSeenAtMs, lastPaymentAtMs, usedBy, location, softwareVersion, serial } = reader
  return (
    <>
      <p className="flex flex-wrap gap-x-4 text-13 text-ink-2">
        <span>
          {lastSeenAtMs === null
            ? intl.formatMessage(m.neverSeen)
            : intl.formatMessage(m.seen, {
                when: <RelativeTime key="seen" atMs={lastSeenAtMs} nowMs={nowMs} />,
              })}
        </span>
        {lastPaymentAtMs !== null && (
          <span>
            {intl.formatMessage(m.lastPayment, {
              when: <RelativeTime key="paid" atMs={lastPaymentAtMs} nowMs={nowMs} />,
            })}
          </span>
        )}
      </p>
      <dl className="grid grid-cols-[repeat(auto-fit,minmax(11rem,1fr))] gap-x-4 gap-y-2 text-13">
        <Fact
          name={m.usedBy}
          value={
            usedBy.length === 0
              ? intl.formatMessage(m.usedByNobody)
              : intl.formatList(usedBy.map(({ name }) => name))
          }
        />
        <Fact name={m.place} value={location?.name ?? '–'} />
        <Fact name={m.serial} value={serial ?? '–'} />
        <Fact name={m.software} value={softwareVersion ?? '–'} />
      </dl>
    </>
  )
}

function Fact({ name, value }: { readonly name: Message; readonly value: string }) {
  const intl = useIntl()
  return (
    <div className="min-w-0">
      <dt className="text-ink-3">{intl.formatMessage(name)}</dt>
      <dd className="truncate text-ink" title={value}>
        <bdi>{value}</bdi>
      </dd>
    </div>
  )
}
