import type { Selectable } from 'kysely'
import type { WebhookEvent } from '../../domain/payment/processor.ts'
import { recordEvent } from '../events/events.ts'
import { resolveException } from '../exceptions/resolve-exception.ts'
import type { JobHandler } from '../jobs/job-runner.ts'
import type { Trx } from '../store/store.ts'
import { storeForException } from './dead-events.ts'
import { readObjectBack, type WaitingEvent } from './read-object-back.ts'
import type { EventOutcome, WebhookTables } from './tables.ts'
import type { WebhookDeps } from './webhook-deps.ts'

type Row = Selectable<WebhookTables['webhook_events']>

/** What waits of an object, and what was given up of it: the read-back that deals with the one deals with the other. */
async function waitingOf(deps: WebhookDeps, objectKey: string): Promise<readonly Row[]> {
  return deps.store.db
    .selectFrom('webhook_events')
    .selectAll()
    .where('processor', '=', deps.processor.id)
    .where('object_key', '=', objectKey)
    .where('event', 'is not', null)
    .where((eb) => eb.or([eb('outcome', 'is', null), eb('outcome', '=', 'dead')]))
    .orderBy('created_at_ms')
    .orderBy('event_id')
    .execute()
}

type Done = { readonly row: Row; readonly waiting: WaitingEvent; readonly outcome: EventOutcome }

async function finish(
  trx: Trx,
  deps: WebhookDeps,
  objectKey: string,
  storeId: string | null,
  done: readonly Done[],
): Promise<void> {
  const nowMs = deps.clock.nowMs()
  for (const outcome of new Set(done.map((one) => one.outcome)))
    await trx
      .updateTable('webhook_events')
      .set({ outcome, reason: null, processed_at_ms: nowMs })
      .where('processor', '=', deps.processor.id)
      .where(
        'event_id',
        'in',
        done.filter((one) => one.outcome === outcome).map(({ row }) => row.event_id),
      )
      .execute()
  if (done.some(({ row }) => row.outcome === 'dead'))
    await resolveException(trx, {
      storeId: await storeForException(trx, storeId ?? done[0]?.row.store_id ?? ''),
      kind: 'webhook.dead',
      subject: objectKey,
      resolution: 'processed after all',
      note: null,
      by: 'cashwrap',
      atMs: nowMs,
    })
  for (const { row, waiting, outcome } of done)
    await recordEvent(trx, {
      storeId: storeId ?? row.store_id,
      at: nowMs,
      kind: 'webhook.processed',
      paymentKey: waiting.event.key,
      processorId: [row.event_id, objectKey],
      outcome,
      body: { id: row.event_id, type: row.type, outcome, together: done.length, source: row.source },
    })
}

/**
 * Deals with the events of one object: reads it back from the processor, once for all that have piled up. The payloads are only a hint of which, so
 * early, late, doubled and re-ordered events all lead to the same end (I10). The job's row is the object, so it never runs twice at the same time; what
 * comes in while it runs makes it run once more.
 */
export function createWebhookHandler(deps: WebhookDeps): JobHandler {
  return async (job) => {
    const rows = await waitingOf(deps, job.subject)
    const waiting = rows.map((row) => ({
      storeId: row.store_id,
      event: JSON.parse(row.event ?? 'null') as WebhookEvent,
    }))
    if (waiting.length === 0) return { kind: 'done' }
    const seen = await readObjectBack(deps, waiting)
    if (seen === 'unreachable')
      return { kind: 'failed', reason: `what the events are about (${job.subject}) could not be read back` }
    const done = rows.flatMap((row, at): readonly Done[] => {
      const one = waiting[at]
      return one === undefined ? [] : [{ row, waiting: one, outcome: seen.outcomeOf(one.event) }]
    })
    for (const { row, outcome } of done)
      if (outcome === 'not-ours')
        deps.logger.info({ event: row.event_id, type: row.type }, 'a webhook is about nothing of ours')
    await deps.store.transaction((trx) => finish(trx, deps, job.subject, seen.storeId, done))
    return { kind: 'done' }
  }
}
