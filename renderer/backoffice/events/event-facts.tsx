import { useIntl } from 'react-intl'
import type { EventView } from '../../../domain/protocol/events.ts'
import { eventsMessages as m } from './messages.ts'
import { OutcomeBadge } from './outcome-badge.tsx'

/** Beside an event's name: what came of it, how long it took, and which try it was when it was not the first. */
export function EventFacts({ event: { outcome, latencyMs, attempt } }: { readonly event: EventView }) {
  const intl = useIntl()
  const facts = [
    latencyMs === null ? null : intl.formatMessage(m.milliseconds, { count: latencyMs }),
    attempt === null || attempt === 1
      ? null
      : `${intl.formatMessage(m.attempt)} ${intl.formatNumber(attempt)}`,
  ].filter((fact) => fact !== null)
  if (outcome === null && facts.length === 0) return null
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 pt-1 text-13 text-ink-2">
      {outcome !== null && <OutcomeBadge outcome={outcome} />}
      {facts.join(' · ')}
    </p>
  )
}
