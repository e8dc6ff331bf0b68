import { assert } from '../../domain/assert.ts'
import type { Payment } from '../../domain/protocol/server-api.ts'
import type { Result } from '../../domain/result.ts'
import { takeCard } from '../../domain/sale/tendering.ts'
import type { Counter } from '../counter/counter.ts'
import type { Entry } from '../journal/journal.ts'
import { type Attempt, readPayingSale } from '../sales/read-sales.ts'
import type { TillContext } from '../till-context.ts'
import type { Decision } from './attempt-decision.ts'
import { completionOf } from './complete-sale.ts'

/** A decision that says something to write. */
export type Recordable = Decision & { readonly journal: NonNullable<Decision['journal']> }

/**
 * Journals what became of an attempt, on behalf of whoever charged the card: D4, the unknown, or D5, the outcome together with the completed
 * sale when it is covered. The counter moves on to the receipt in the same transaction if this sale stands on it. Errors: those of the journal.
 */
export function recordDecision(
  context: TillContext,
  counter: Counter,
  attempt: Attempt,
  decision: Recordable,
  payment: Payment | null,
): Result<unknown> {
  const outcome = entryOf(attempt, decision, payment)
  if (outcome.kind !== 'payment.approved') return counter.journal([outcome], null)
  const entries: Entry[] = []
  // Only a journal from before a crash can lack D4 here; the chain of states stays whole.
  if (attempt.state === 'created') entries.push(createdEntry(attempt, outcome.body.processorPaymentId))
  entries.push(outcome)
  const sale = readPayingSale(context.store.db, attempt.saleId, context.journal.frozenSale(attempt.saleId))
  const tender = takeCard({
    totals: sale.totals,
    tenders: sale.tenders,
    amountMinor: attempt.amountMinor,
    tenderNo: attempt.tenderNo,
    idempotencyKey: attempt.idempotencyKey,
    processorPaymentId: outcome.body.processorPaymentId,
    card: outcome.body.card,
  })
  assert(tender.ok, 'no other tender is taken while a card payment is open, so what was charged still fits')
  const identity = context.identity()
  if (!identity.ok) return identity
  const completion = completionOf(context.store.db, identity.value.registerId, sale, [
    ...sale.tenders,
    tender.value,
  ])
  if (completion === null) return counter.journal(entries, null)
  entries.push({ kind: 'sale.completed', body: completion, ...actorOf(attempt) })
  const state = counter.state()
  const onCounter = state.ok && state.value.phase === 'paying' && state.value.cart.saleId === attempt.saleId
  return counter.journal(entries, onCounter ? { phase: 'receipt', cart: sale.cart, lastLineId: null } : null)
}

const refOf = ({ saleId, tenderNo, attempt, idempotencyKey }: Attempt) => ({
  saleId,
  tenderNo,
  attempt,
  idempotencyKey,
})

const actorOf = ({ staffId, shiftId }: Attempt) => ({ staffId, shiftId })

const createdEntry = (attempt: Attempt, processorPaymentId: string): Entry => ({
  kind: 'payment.created',
  body: { ...refOf(attempt), processorPaymentId },
  ...actorOf(attempt),
})

function entryOf(attempt: Attempt, decision: Recordable, payment: Payment | null): Entry {
  const processorPaymentId = payment?.processorPaymentId ?? null
  switch (decision.journal) {
    case 'created':
      assert(processorPaymentId !== null, 'an intent that was made has the number of the processor')
      return createdEntry(attempt, processorPaymentId)
    case 'unknown':
      return {
        kind: 'payment.unknown',
        body: { ...refOf(attempt), reason: decision.reason.slice(0, 300) },
        ...actorOf(attempt),
      }
    case 'approved':
      assert(payment !== null && processorPaymentId !== null, 'only the server says that a card was charged')
      return {
        kind: 'payment.approved',
        body: {
          ...refOf(attempt),
          processorPaymentId,
          amountMinor: attempt.amountMinor,
          currency: attempt.currency,
          card: payment.card,
        },
        ...actorOf(attempt),
      }
    case 'declined':
      return {
        kind: 'payment.declined',
        body: { ...refOf(attempt), processorPaymentId, reason: payment?.declineReason ?? 'generic' },
        ...actorOf(attempt),
      }
    case 'voided':
      return {
        kind: 'payment.voided',
        body: { ...refOf(attempt), processorPaymentId },
        ...actorOf(attempt),
      }
  }
}
