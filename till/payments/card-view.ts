import type { CardAttemptView } from '../../domain/protocol/views.ts'
import { type Attempt, highestTenderNo, type PayingSale } from '../sales/read-sales.ts'
import type { ReadableDb } from '../store/db.ts'
import type { LiveCard, LiveCards } from './live-cards.ts'

/** After this long the server cancels an intent that no card was charged for: its janitor's last visit. */
const abandonedAfterMs = 24 * 3_600_000

/**
 * The card part of paying: the last attempt, unless the sale has gone on past it (it was approved, another tender was taken since, or the
 * cart was opened again). A journalled end is always shown as it is; before it, the reader's word, and without one, `unknown`.
 */
export function cardView(db: ReadableDb, sale: PayingSale, liveCards: LiveCards): CardAttemptView | null {
  const last = sale.attempts.at(-1)
  if (last === undefined || sale.tenders.some((tender) => tender.tenderNo >= last.tenderNo)) return null
  if (endedWithoutMoney(last) && isHistory(db, last)) return null
  const live = liveCards.get(last.idempotencyKey)
  const state = stateOf(last, live)
  return {
    tenderNo: last.tenderNo,
    attempt: last.attempt,
    amountMinor: last.amountMinor,
    state,
    sinceMs: live?.sinceMs ?? last.changedAtMs,
    declineReason: last.declineReason,
    errorCode: live?.errorCode ?? null,
    readerLabel: live?.readerLabel ?? null,
    nextCheckAtMs: live?.nextCheckAtMs ?? null,
    waitsFor: state === 'unknown' ? (live?.waitsFor ?? null) : null,
    isCancelling: live?.isCancelling ?? false,
    endsByMs: state === 'unknown' ? last.intendedAtMs + abandonedAfterMs : null,
  }
}

const endedWithoutMoney = ({ state }: Attempt): boolean => state === 'declined' || state === 'voided'

/** Cash was taken since (and handed back), or the sale was totalled anew: to tell of this attempt again would mislead. */
function isHistory(db: ReadableDb, { saleId, tenderNo, intendedAtMs }: Attempt): boolean {
  if (highestTenderNo(db, saleId) >= tenderNo) return true
  const sale = db.prepare<{ totalledAtMs: number }>(
    'SELECT at_ms AS totalledAtMs FROM sales WHERE sale_id = ?',
  )
  return intendedAtMs < (sale.get(saleId)?.totalledAtMs ?? 0)
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
