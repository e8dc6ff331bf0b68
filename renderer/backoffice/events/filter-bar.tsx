import { useState } from 'react'
import { useIntl } from 'react-intl'
import { ChipTabs } from '../../components/chip-tabs.tsx'
import { TextField } from '../../components/text-field.tsx'
import { kindMessages } from '../../i18n/kind-messages.ts'
import { Choice } from '../app/preferences.tsx'
import { useShop } from '../app/shop-context.ts'
import { dayOf } from '../app/shop-days.ts'
import { salesMessages } from '../sales/messages.ts'
import { type Period, periodDays, periodOf } from '../sales/sales-filters.ts'
import type { EventsFilters } from './events-filters.ts'
import { eventsMessages as m } from './messages.ts'
import { outcomes } from './outcome-badge.tsx'

const periods = ['all', 'today', 'yesterday', 'week', 'custom'] as const

/** What the server writes down, in the order of a payment's life. Kinds of the tills' own records are not in this log. */
const kinds = [
  'payment.requested',
  'payment.moved',
  'payment.adopted',
  'payment.cancel-asked',
  'payment.capture-asked',
  'processor.called',
  'processor.breaker',
  'webhook.received',
  'webhook.processed',
  'webhook.caught-up',
  'refund.requested',
  'refund.moved',
  'operation.parked',
  'sweep.asked',
  'sweep.finished',
  'exception.raised',
  'exception.acted',
  'exception.resolved',
  'backoffice.signed-in',
  'register.added',
  'pairing-code.issued',
  'device.paired',
  'device.revoked',
  'reader.registered',
  'reader.renamed',
  'reader.removed',
  'job.failed',
] as const

/** Which events: period, anything that names a payment, what happened, what came of it. What is chosen is the address. */
export function FilterBar({
  filters,
  onChange,
}: {
  readonly filters: EventsFilters
  readonly onChange: (filters: EventsFilters) => void
}) {
  const intl = useIntl()
  const { store } = useShop()
  const today = dayOf(Date.now(), store.timeZone)
  const [isCustom, setCustom] = useState(false)
  const period: Period = isCustom ? 'custom' : periodOf(filters, today)
  const set = (change: Partial<EventsFilters>): void => onChange({ ...filters, ...change })
  const choosePeriod = (next: Period): void => {
    setCustom(next === 'custom')
    if (next !== 'custom') set(periodDays(next, today))
  }
  return (
    <search aria-label={intl.formatMessage(m.filters)} className="flex flex-col gap-4">
      <ChipTabs
        label={intl.formatMessage(salesMessages.period)}
        chips={periods.map((id) => ({ id, label: intl.formatMessage(salesMessages[id]) }))}
        selected={period}
        onSelect={choosePeriod}
      />
      <div className="flex flex-wrap items-start gap-4">
        {period === 'custom' &&
          (['fromDay', 'toDay'] as const).map((name) => (
            <TextField
              key={name}
              label={intl.formatMessage(salesMessages[name])}
              type="date"
              value={filters[name]}
              onChange={(day) => set({ [name]: day })}
              className="w-44"
            />
          ))}
        <TextField
          label={intl.formatMessage(m.find)}
          value={filters.find}
          onChange={(find) => set({ find })}
          maxLength={80}
          description={intl.formatMessage(m.findHelp)}
          className="w-[28rem]"
        />
        <Choice
          label={intl.formatMessage(m.kind)}
          value={filters.kind}
          options={[
            { id: '', name: intl.formatMessage(m.anyKind) },
            ...kinds.map((id) => ({ id, name: intl.formatMessage(kindMessages[id]) })),
          ]}
          onChange={(kind) => set({ kind })}
        />
        <Choice
          label={intl.formatMessage(m.outcome)}
          value={filters.outcome}
          options={[
            { id: '', name: intl.formatMessage(m.anyOutcome) },
            ...Object.entries(outcomes).map(([id, { message }]) => ({
              id,
              name: intl.formatMessage(message),
            })),
          ]}
          onChange={(outcome) => set({ outcome })}
        />
      </div>
    </search>
  )
}
