import type { Logger } from 'pino'
import type { Clock } from '../../domain/ids/clock.ts'
import type { WebhookEvent } from '../../domain/payment/processor.ts'
import { recordEvent } from '../events/events.ts'
import type { Job, JobHandler, JobOutcome } from '../jobs/job-runner.ts'
import { findPayment, type PaymentRow } from '../payments/payment-row.ts'
import type { Payments } from '../payments/payments.ts'
import type { ResilientProcessor } from '../processors/resilience.ts'
import type { Refunds } from '../refunds/refunds.ts'
import type { Store } from '../store/store.ts'

export const webhookJobKind = 'webhook.process'

export type WebhookDeps = {
  readonly store: Store
  readonly clock: Clock
  readonly logger: Logger
  readonly processor: ResilientProcessor
  readonly payments: Payments
  readonly refunds: Refunds
}

type Outcome = 'processed' | 'not-ours' | 'ignored'

/** The payment an event is about: by the processor's id, else by our key, which is known before the id is (a webhook may come first). */
async function findOurs(
  deps: WebhookDeps,
  storeId: string,
  paymentId: string,
  key: string | null,
): Promise<PaymentRow | undefined | 'unreachable'> {
  const known = await deps.payments.findByProcessorId(paymentId)
  if (known !== undefined) return known
  if (key !== null) return findPayment(deps.store.db, storeId, key)
  // Neither is known, and readers' events carry no marks: ask the processor whose it is.
  const answer = await deps.processor.calls([]).retrieve({ paymentId })
  if (answer.kind === 'unknown') return 'unreachable'
  const marks = answer.kind === 'done' ? answer.value.marks : null
  return marks === null ? undefined : findPayment(deps.store.db, marks.storeId, marks.key)
}

/**
 * Does what an event calls for: reads the object back from the processor. The payload is only a hint of which, so early, late, doubled and
 * re-ordered events all lead to the same end (I10).
 */
async function act(
  deps: WebhookDeps,
  storeId: string,
  event: WebhookEvent,
): Promise<Outcome | 'unreachable'> {
  const { about } = event
  if (about.kind === 'other') return 'ignored'
  if (about.kind === 'refund') {
    const refund = await deps.refunds.findByProcessorId(about.id)
    const target =
      refund !== undefined
        ? { storeId: refund.store_id, key: refund.key }
        : event.key !== null
          ? { storeId, key: event.key }
          : null
    const seen = target === null ? null : await deps.refunds.refresh(target.storeId, target.key, true)
    if (seen !== null && !seen.ok && seen.error.code !== 'payment_not_found') return 'unreachable'
    const payment =
      about.paymentId === null ? undefined : await findOurs(deps, storeId, about.paymentId, null)
    if (payment === 'unreachable') return payment
    if (payment === undefined) return seen?.ok === true ? 'processed' : 'not-ours'
    await deps.payments.refresh(payment.store_id, payment.key, true)
    return 'processed'
  }
  const payment = await findOurs(deps, storeId, about.id, event.key)
  if (payment === 'unreachable') return payment
  if (payment === undefined) return 'not-ours'
  // A reader waits for its payment in the same queue: what is known already is not read back before it.
  const seen =
    about.isCreation === true
      ? await deps.payments.learnCreation(payment.store_id, payment.key)
      : await deps.payments.refresh(payment.store_id, payment.key, true)
  // Still unknown means the processor could not be read: this event is not done with.
  return seen.ok && seen.value.state === 'unknown' && seen.value.on_reader === 0 ? 'unreachable' : 'processed'
}

export function createWebhookHandler(deps: WebhookDeps): JobHandler {
  const { store, clock, logger, processor } = deps
  const inbox = (job: Job) =>
    store.db
      .selectFrom('webhook_events')
      .selectAll()
      .where('store_id', '=', job.storeId)
      .where('processor', '=', processor.id)
      .where('event_id', '=', job.subject)
      .executeTakeFirst()

  return async (job): Promise<JobOutcome> => {
    const row = await inbox(job)
    if (row === undefined || row.processed_at_ms !== null) return { kind: 'done' }
    const event = JSON.parse(row.event) as WebhookEvent
    const outcome = await act(deps, job.storeId, event)
    if (outcome === 'unreachable')
      return { kind: 'failed', reason: `what ${event.type} is about could not be read back` }
    if (outcome === 'not-ours')
      logger.info({ event: event.id, type: event.type }, 'a webhook is about nothing of ours')
    const nowMs = clock.nowMs()
    await store.transaction(async (trx) => {
      await trx
        .updateTable('webhook_events')
        .set({ outcome, processed_at_ms: nowMs })
        .where('store_id', '=', job.storeId)
        .where('processor', '=', processor.id)
        .where('event_id', '=', job.subject)
        .execute()
      await recordEvent(trx, {
        storeId: job.storeId,
        at: nowMs,
        kind: 'webhook.processed',
        paymentKey: event.key,
        body: { id: event.id, type: event.type, outcome },
      })
    })
    return { kind: 'done' }
  }
}
