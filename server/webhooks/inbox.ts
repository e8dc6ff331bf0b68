import type { WebhookEvent } from '../../domain/payment/processor.ts'
import { redactJson } from '../http/redact-json.ts'
import { enqueueJob } from '../jobs/enqueue-job.ts'
import { storableText } from '../store/storable-text.ts'
import type { Db, Trx } from '../store/store.ts'
import type { WebhookTables } from './tables.ts'

/** The job that deals with all waiting events of one object; its subject is the object's key, so they are dealt with one after the other. */
export const webhookJobKind = 'webhook.process'

/** The payment an event is about, whatever of it the event tells of; else the refund; else the event itself. */
export function objectKeyOf({ id, about }: WebhookEvent): string {
  switch (about.kind) {
    case 'payment':
      return about.id
    case 'refund':
      return about.paymentId ?? about.id
    case 'other':
      return id
  }
}

export type InboxEntry = {
  readonly processor: string
  /** '' when the payload names none. */
  readonly storeId: string
  readonly source: WebhookTables['webhook_events']['source']
  /** From `keptPayload`. */
  readonly payload: string
  readonly receivedAtMs: number
} & (
  | { readonly event: WebhookEvent }
  /** Genuine, but nothing this version can read. */
  | { readonly event: null; readonly eventId: string; readonly reason: string }
)

function rowOf(
  entry: InboxEntry,
): Omit<WebhookTables['webhook_events'], 'processor' | 'store_id' | 'source' | 'payload' | 'received_at_ms'> {
  const { receivedAtMs } = entry
  if (entry.event === null)
    return {
      event_id: entry.eventId,
      object_key: entry.eventId,
      type: 'unreadable',
      created_at_ms: receivedAtMs,
      event: null,
      outcome: 'dead',
      reason: entry.reason,
      processed_at_ms: receivedAtMs,
    }
  const { event } = entry
  const ignored = event.about.kind === 'other'
  return {
    event_id: event.id,
    object_key: objectKeyOf(event),
    type: event.type,
    created_at_ms: event.createdAtMs,
    event: JSON.stringify(event),
    // Nothing of ours can be read back for it. It stays, so that a later version can.
    outcome: ignored ? 'ignored' : null,
    reason: null,
    processed_at_ms: ignored ? receivedAtMs : null,
  }
}

/** A body as it is kept: whole, with card numbers and secrets blotted out. Work for the processor's time, so it is done before the transaction. */
export const keptPayload = (rawBody: string): string => redactJson(storableText(rawBody))

/** Whether an event is in the inbox already: most of what is known is told by this, without a writer's place. */
export async function isKnownEvent(db: Db, processor: string, eventId: string): Promise<boolean> {
  const row = await db
    .selectFrom('webhook_events')
    .select('event_id')
    .where('processor', '=', processor)
    .where('event_id', '=', eventId)
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Puts events into the inbox, with the jobs that will deal with them, in the caller's transaction. Answers for each, in their order, whether it is new; of
 * one that is there already nothing was written.
 */
export async function takeEvents(trx: Trx, entries: readonly InboxEntry[]): Promise<readonly boolean[]> {
  const rows = entries.map(rowOf)
  const taken = await trx
    .insertInto('webhook_events')
    .values(
      entries.map((entry, index) => ({
        ...(rows[index] ?? rowOf(entry)),
        processor: entry.processor,
        store_id: entry.storeId,
        source: entry.source,
        payload: entry.payload,
        received_at_ms: entry.receivedAtMs,
      })),
    )
    .onConflict((conflict) => conflict.columns(['processor', 'event_id']).doNothing())
    .returning('event_id')
    .execute()
  const fresh = new Set(taken.map((row) => row.event_id))
  const waitingObjects = new Map<string, number>()
  const isNew = rows.map((row, index) => {
    // The same event twice in one go is new once.
    if (!fresh.delete(row.event_id)) return false
    if (row.outcome === null) waitingObjects.set(row.object_key, entries[index]?.receivedAtMs ?? 0)
    return true
  })
  for (const [subject, atMs] of waitingObjects)
    await enqueueJob(trx, { storeId: '', kind: webhookJobKind, subject, runAtMs: atMs, nowMs: atMs })
  return isNew
}

/** `takeEvents` for one. */
export async function takeEvent(trx: Trx, entry: InboxEntry): Promise<boolean> {
  const [isNew = false] = await takeEvents(trx, [entry])
  return isNew
}
