import { useIntl } from 'react-intl'
import { Badge } from '../../components/badge.tsx'
import type { Tone } from '../../components/banner.tsx'
import { saleMessages } from '../sale/messages.ts'
import { eventsMessages as m } from './messages.ts'

/** The outcomes that have a name on this page, in the order of the filter: of calls, of payments, of refunds, of messages. */
export const outcomes = {
  done: { tone: 'neutral', message: m.done },
  refused: { tone: 'warning', message: m.refused },
  unknown: { tone: 'unknown', message: saleMessages.unknown },
  requested: { tone: 'info', message: saleMessages.requested },
  created: { tone: 'info', message: saleMessages.created },
  processing: { tone: 'info', message: saleMessages.processing },
  approved: { tone: 'success', message: saleMessages.approved },
  declined: { tone: 'warning', message: saleMessages.declined },
  voided: { tone: 'neutral', message: saleMessages.voided },
  pending: { tone: 'info', message: m.pending },
  succeeded: { tone: 'success', message: m.succeeded },
  failed: { tone: 'error', message: m.failed },
  canceled: { tone: 'neutral', message: m.canceled },
  processed: { tone: 'neutral', message: m.processed },
  ignored: { tone: 'neutral', message: m.ignored },
  'not-ours': { tone: 'neutral', message: m.notOurs },
} as const satisfies Record<string, { readonly tone: Tone | 'neutral'; readonly message: object }>

const isKnown = (outcome: string): outcome is keyof typeof outcomes => Object.hasOwn(outcomes, outcome)

/** What came of it, in a word; one without a name here is shown as it is called inside. */
export function OutcomeBadge({ outcome }: { readonly outcome: string }) {
  const intl = useIntl()
  if (!isKnown(outcome)) return <Badge tone="neutral">{outcome}</Badge>
  const { tone, message } = outcomes[outcome]
  return <Badge tone={tone}>{intl.formatMessage(message)}</Badge>
}
