import type { CardAttemptView } from '../../domain/protocol/views.ts'
import type { Attempt, PayingSale } from '../sales/read-sales.ts'
import type { LiveCard, LiveCards } from './live-cards.ts'

/**
 * The card part of paying: the last attempt, unless the sale has gone on past it (it was approved, or another tender was taken since).
 * A journalled end is always shown as it is; before it, the reader's word, and without one, `unknown`.
 */
export function cardView(sale: PayingSale, liveCards: LiveCards): CardAttemptView | null {
  const last = sale.attempts.at(-1)
  if (last === undefined || sale.tenders.some((tender) => tender.tenderNo >= last.tenderNo)) return null
  const live = liveCards.get(last.idempotencyKey)
  return {
    tenderNo: last.tenderNo,
    attempt: last.attempt,
    amountMinor: last.amountMinor,
    state: stateOf(last, live),
    sinceMs: live?.sinceMs ?? last.changedAtMs,
    declineReason: last.declineReason,
    errorCode: live?.errorCode ?? null,
    readerLabel: live?.readerLabel ?? null,
    nextCheckAtMs: live?.nextCheckAtMs ?? null,
  }
}

function stateOf(attempt: Attempt, live: LiveCard | undefined): CardAttemptView['state'] {
  switch (attempt.state) {
    case 'declined':
      return 'declined'
    case 'voided':
      return live?.errorCode == null ? 'voided' : 'failed'
    case 'created':
    case 'sent':
    case 'unknown':
    case 'approved':
      return live?.phase ?? 'unknown'
  }
}
