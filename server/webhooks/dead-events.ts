import { fail, ok } from '../../domain/result.ts'
import { redact } from '../../domain/security/card-number.ts'
import { onlyStore } from '../catalogue/shop.ts'
import type { ExceptionHandler } from '../exceptions/act-on-exception.ts'
import { raiseException } from '../exceptions/raise-exception.ts'
import { enqueueJob } from '../jobs/enqueue-job.ts'
import type { DeadJobHandler, JobRunner } from '../jobs/job-runner.ts'
import { findPaymentByProcessorId } from '../payments/payment-row.ts'
import type { Db, Store, Trx } from '../store/store.ts'
import { webhookJobKind } from './inbox.ts'

/** The store whose queue a finding goes to: the one that is named, when there is such a store, else the one this server serves. */
export async function storeForException(trx: Trx, named: string): Promise<string> {
  const row = await trx
    .selectFrom('stores')
    .select('store_id')
    .where('store_id', '=', named)
    .executeTakeFirst()
  return row?.store_id ?? onlyStore(trx)
}

type Dead = {
  readonly storeId: string
  readonly objectKey: string
  readonly eventIds: readonly string[]
  readonly paymentKey: string | null
  readonly reason: string
  readonly nowMs: number
}

/** One exception per object, whose `subject` is the object's key: what a replay works on. */
export async function raiseDead(trx: Trx, dead: Dead): Promise<void> {
  const { eventIds, objectKey, reason } = dead
  await raiseException(trx, {
    storeId: dead.storeId,
    kind: 'webhook.dead',
    subject: objectKey,
    summary: `${eventIds.length === 1 ? 'An event' : `${eventIds.length} events`} of the processor about ${objectKey} could not be processed: ${reason}`,
    paymentKey: dead.paymentKey,
    details: { object: objectKey, events: eventIds.slice(0, 20).join(' '), count: eventIds.length, reason },
    atMs: dead.nowMs,
  })
}

/** All attempts are used up: what waits of this object is dead, and a person is told, in the transaction that gives the job up. */
export const buryEvents =
  (processorId: string): DeadJobHandler =>
  async (trx, job, reason, nowMs) => {
    const rows = await trx
      .updateTable('webhook_events')
      .set({ outcome: 'dead', reason: redact(reason).slice(0, 500), processed_at_ms: nowMs })
      .where('processor', '=', processorId)
      .where('object_key', '=', job.subject)
      .where('outcome', 'is', null)
      .returning(['event_id', 'store_id'])
      .execute()
    const all = await deadOf(trx, processorId, job.subject)
    if (all.length === 0) return
    const payment = await findPaymentByProcessorId(trx, job.subject)
    const storeId = await storeForException(trx, payment?.store_id ?? rows[0]?.store_id ?? '')
    const paymentKey = payment?.key ?? null
    await raiseDead(trx, { storeId, objectKey: job.subject, eventIds: all, paymentKey, reason, nowMs })
  }

async function deadOf(db: Db | Trx, processorId: string, objectKey: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('webhook_events')
    .select('event_id')
    .where('processor', '=', processorId)
    .where('object_key', '=', objectKey)
    .where('outcome', '=', 'dead')
    .orderBy('event_id')
    .execute()
  return rows.map((row) => row.event_id)
}

type ReplayDeps = {
  readonly store: Store
  readonly clock: { readonly nowMs: () => number }
  readonly processorId: string
  readonly jobs: Pick<JobRunner, 'runDue'>
}

/**
 * Deals with the dead events of an object once more, now, and says what came of it. When it fails again the exception stays and the attempts begin anew.
 * May be run twice. Errors: `invalid_input` (nothing to read back), `processor_unavailable`.
 */
export function createReplay({ store, clock, processorId, jobs }: ReplayDeps): ExceptionHandler {
  return async ({ subject }) => {
    const rows = await store.db
      .selectFrom('webhook_events')
      .select(['event', 'outcome'])
      .where('processor', '=', processorId)
      .where('object_key', '=', subject)
      .execute()
    if (!rows.some(({ outcome }) => outcome === 'dead' || outcome === null)) return ok('processed')
    if (rows.every(({ event }) => event === null))
      return fail(
        'invalid_input',
        'This event cannot be read by this version, so it cannot be replayed; look it up at the processor, see to what it is about, and resolve it here.',
      )
    const nowMs = clock.nowMs()
    await store.transaction((trx) =>
      enqueueJob(trx, { storeId: '', kind: webhookJobKind, subject, runAtMs: nowMs, nowMs }),
    )
    await jobs.runDue()
    const left = await deadOf(store.db, processorId, subject)
    if (left.length === 0) return ok('processed')
    const job = await store.db
      .selectFrom('jobs')
      .select('last_error')
      .where('kind', '=', webhookJobKind)
      .where('subject', '=', subject)
      .executeTakeFirst()
    return fail(
      'processor_unavailable',
      'It could not be processed this time either; it is being tried again by itself.',
      { events: left.length, reason: job?.last_error ?? '' },
    )
  }
}
