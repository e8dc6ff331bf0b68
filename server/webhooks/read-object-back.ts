import type { WebhookEvent } from '../../domain/payment/processor.ts'
import { loggedCalls } from '../events/logged-calls.ts'
import { findPayment, type PaymentRow } from '../payments/payment-row.ts'
import type { EventOutcome } from './tables.ts'
import type { WebhookDeps } from './webhook-deps.ts'

export type WaitingEvent = {
  /** The store its payload names, or ''. */
  readonly storeId: string
  readonly event: WebhookEvent
}

export type ReadBack = {
  /** The store it belongs to; null when it is nothing of ours. */
  readonly storeId: string | null
  readonly outcomeOf: (event: WebhookEvent) => EventOutcome
}

/** The payment events are about: by the processor's id, else by our key, which is known before the id is (a webhook may come first). */
async function findOurs(
  deps: WebhookDeps,
  paymentId: string,
  waiting: readonly WaitingEvent[],
): Promise<PaymentRow | undefined | 'unreachable'> {
  const known = await deps.payments.findByProcessorId(paymentId)
  if (known !== undefined) return known
  const keyed = waiting.filter(({ event }) => event.about.kind === 'payment' && event.key !== null)
  for (const { storeId, event } of keyed) {
    const row = await findPayment(deps.store.db, storeId, event.key ?? '')
    if (row !== undefined) return row
  }
  if (keyed.length > 0) return undefined
  // Neither is known, and readers' events carry no marks: ask the processor whose it is.
  const answer = await loggedCalls(deps, { storeId: '' }).retrieve({ paymentId })
  if (answer.kind === 'unknown') return 'unreachable'
  const marks = answer.kind === 'done' ? answer.value.marks : null
  return marks === null ? undefined : findPayment(deps.store.db, marks.storeId, marks.key)
}

const paymentIdOf = ({ event: { about } }: WaitingEvent): string | null => {
  if (about.kind === 'payment') return about.id
  return about.kind === 'refund' ? about.paymentId : null
}

/** Reads back the refunds that are named, each once; answers which of them are ours. */
async function readRefunds(
  deps: WebhookDeps,
  waiting: readonly WaitingEvent[],
): Promise<ReadonlyMap<string, string> | 'unreachable'> {
  const ours = new Map<string, string>()
  const asked = new Set<string>()
  for (const { storeId, event } of waiting) {
    if (event.about.kind !== 'refund' || asked.has(event.about.id)) continue
    const { id } = event.about
    const row = await deps.refunds.findByProcessorId(id)
    const target =
      row !== undefined
        ? { storeId: row.store_id, key: row.key }
        : event.key !== null
          ? { storeId, key: event.key }
          : null
    // Another event about the same refund may carry its key.
    if (target === null) continue
    asked.add(id)
    let lost = false
    const seen = await deps.refunds.refresh(target.storeId, target.key, true, () => {
      lost = true
    })
    if (lost || (!seen.ok && seen.error.code !== 'payment_not_found')) return 'unreachable'
    if (seen.ok) ours.set(id, target.storeId)
  }
  return ours
}

/** Reads the payment back unless all that is told is that it exists, and that is known. */
async function readPayment(
  { payments }: WebhookDeps,
  payment: PaymentRow,
  waiting: readonly WaitingEvent[],
): Promise<'read' | 'unreachable'> {
  const isNews = waiting.some(
    ({ event }) => event.about.kind !== 'payment' || event.about.isCreation !== true,
  )
  let lost = false
  // A reader waits for its payment in the same queue: what is known already is not read back before it.
  const seen = isNews
    ? await payments.refresh(payment.store_id, payment.key, true, () => {
        lost = true
      })
    : await payments.learnCreation(payment.store_id, payment.key)
  // Still unknown means the processor could not be read: these events are not done with.
  const unknown = seen.ok && seen.value.state === 'unknown' && seen.value.on_reader === 0
  return lost || unknown ? 'unreachable' : 'read'
}

/**
 * Reads back what the events of one object are about: each refund named, then the payment, once. All of them came before the reading began, so one
 * reading covers them all. `unreachable`: the processor could not be read, and nothing is settled.
 */
export async function readObjectBack(
  deps: WebhookDeps,
  waiting: readonly WaitingEvent[],
): Promise<ReadBack | 'unreachable'> {
  const refunds = await readRefunds(deps, waiting)
  if (refunds === 'unreachable') return refunds
  const paymentId = waiting.map(paymentIdOf).find((id) => id !== null) ?? null
  const payment = paymentId === null ? undefined : await findOurs(deps, paymentId, waiting)
  if (payment === 'unreachable') return payment
  if (payment !== undefined && (await readPayment(deps, payment, waiting)) === 'unreachable')
    return 'unreachable'
  return {
    storeId: payment?.store_id ?? [...refunds.values()][0] ?? null,
    outcomeOf: ({ about }) => {
      if (about.kind === 'other') return 'ignored'
      const ours = payment !== undefined || (about.kind === 'refund' && refunds.has(about.id))
      return ours ? 'processed' : 'not-ours'
    },
  }
}
