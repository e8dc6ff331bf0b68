import type { ExceptionAction } from '../../../domain/exceptions/exception-kinds.ts'
import type { ExceptionRow } from '../../../domain/protocol/exceptions.ts'
import type { Tone } from '../../components/banner.tsx'
import type { Message } from '../../i18n/define-messages.ts'
import { actionHelp, actionMessages } from './action-messages.ts'
import { findingMessages } from './finding-messages.ts'
import { resolutionMessages } from './resolution-messages.ts'

const isFinding = (name: unknown): name is keyof typeof findingMessages =>
  typeof name === 'string' && Object.hasOwn(findingMessages, name)

const findingOfKind: Partial<Record<ExceptionRow['kind'], keyof typeof findingMessages>> = {
  'webhook.dead': 'dead',
  'webhook.clock-skew': 'skew',
  'event-log.broken': 'broken',
}

/** What was found, in words; null for a finding of a later server, whose own sentence is then shown. */
export function foundWords({ kind, details }: Pick<ExceptionRow, 'kind' | 'details'>): Message | null {
  const named = kind === 'sync.parked' ? details['reason'] : details['finding']
  const finding = isFinding(named) ? named : findingOfKind[kind]
  return finding === undefined ? null : findingMessages[finding]
}

/** Trying again is, for money that is only held, taking it. */
const nameOf = (kind: ExceptionRow['kind'], action: ExceptionAction): keyof typeof actionMessages =>
  action === 'replay' && kind.startsWith('payment.') ? 'capture' : action

export const actionWords = (
  kind: ExceptionRow['kind'],
  action: ExceptionAction,
): { readonly verb: Message; readonly help: Message } => {
  const name = nameOf(kind, action)
  return { verb: actionMessages[name], help: actionHelp[name] }
}

/** `found again: approved` → the words of `found again`; null for one without words, which is shown as it was written. */
export function resolutionWords(resolution: string): Message | null {
  const [word = ''] = resolution.split(':')
  return Object.hasOwn(resolutionMessages, word)
    ? (resolutionMessages[word as keyof typeof resolutionMessages] ?? null)
    : null
}

/** Unknown outcomes wear their own look everywhere; what may still be waited for is amber; money or records at stake are red. */
export const toneOf = (kind: ExceptionRow['kind']): Tone => {
  switch (kind) {
    case 'payment.lost':
      return 'unknown'
    case 'payment.uncaptured':
    case 'payment.without-sale':
    case 'webhook.dead':
    case 'webhook.clock-skew':
      return 'warning'
    case 'sync.parked':
    case 'payment.orphan':
    case 'payment.duplicate':
    case 'payment.contradiction':
    case 'refund.failed':
    case 'event-log.broken':
      return 'error'
  }
}
