import { assert } from '../../domain/assert.ts'
import { redact } from '../../domain/security/card-number.ts'
import { redactJson } from '../http/redact-json.ts'
import type { Trx } from '../store/store.ts'
import { hashEvent, noHash, type StoredEvent } from './event-hash.ts'

/** Who made it happen. `system`: Cashwrap by itself (a job, a retry). `processor`: it told us by a webhook. */
export type Actor = 'system' | 'admin' | 'processor' | `device:${string}` | `staff:${string}`

/** One thing that happened. Everything in it is redacted on the way in. */
export type NewEvent = {
  readonly storeId: string
  /** Unix milliseconds. */
  readonly at: number
  /** `payment.moved`, `processor.called`, `webhook.received` … */
  readonly kind: string
  readonly saleId?: string | null | undefined
  readonly paymentKey?: string | null | undefined
  readonly deviceId?: string | null | undefined
  readonly requestId?: string | null | undefined
  /** `system` when left out. */
  readonly actor?: Actor | undefined
  /** Ids of the processor's objects (`pi_…`, `ch_…`, `re_…`, `evt_…`, `tmr_…`) and further keys of ours (a refund's) that it is to be found under. */
  readonly processorId?: string | readonly (string | null | undefined)[] | null | undefined
  readonly latencyMs?: number | null | undefined
  /** Counts from 1. */
  readonly attempt?: number | null | undefined
  /** One word: `done`, `refused`, `unknown`; a state that was reached; what a webhook came to. */
  readonly outcome?: string | null | undefined
  /** Minor units of the store's currency. */
  readonly amountMinor?: number | null | undefined
  /** The last four digits of the card; anything else is not kept. */
  readonly last4?: string | null | undefined
  /** Anything with a JSON form. */
  readonly body: unknown
}

const bodyCharactersMax = 20_000
const rowsPerInsertMax = 500

const bodyText = (body: unknown): string => {
  const text = redactJson(JSON.stringify(body ?? null))
  return text.length > bodyCharactersMax
    ? JSON.stringify({ truncated: text.slice(0, bodyCharactersMax).toWellFormed() })
    : text
}

/** Also of what others sent us: a header of the processor, a key in a webhook's metadata. */
const clean = (text: string | null | undefined): string | null =>
  text === null || text === undefined ? null : redact(text.toWellFormed().replaceAll('\0', '')).slice(0, 255)

const subjectsOf = ({ processorId }: NewEvent): readonly string[] => {
  const given = typeof processorId === 'string' ? [processorId] : (processorId ?? [])
  const words = given.map((id) => clean(id)?.replaceAll(/\s+/g, '_') ?? '').filter((id) => id !== '')
  return [...new Set(words)]
}

function rowOf(event: NewEvent, seq: number, prevHash: string): StoredEvent {
  const row = {
    store_id: event.storeId,
    seq,
    at_ms: event.at,
    kind: event.kind,
    sale_id: clean(event.saleId),
    payment_key: clean(event.paymentKey),
    device_id: clean(event.deviceId),
    request_id: clean(event.requestId),
    body: bodyText(event.body),
    actor: clean(event.actor) ?? 'system',
    subjects: subjectsOf(event).join(' ') || null,
    latency_ms: event.latencyMs ?? null,
    attempt: event.attempt ?? null,
    outcome: clean(event.outcome),
    amount_minor: event.amountMinor ?? null,
    last4: /^\d{4}$/.test(event.last4 ?? '') ? (event.last4 ?? null) : null,
    prev_hash: prevHash,
  }
  return { ...row, hash: hashEvent(row) }
}

/**
 * Writes events of one store in the caller's transaction, in this order, each chained to the one before it. Numbers are gap-free per store, which takes a
 * lock on the store's head: record events last in a transaction, so that two transactions never wait for each other's rows.
 */
export async function recordEvents(trx: Trx, events: readonly NewEvent[]): Promise<void> {
  const storeId = events[0]?.storeId
  if (storeId === undefined) return
  const head = await trx
    .insertInto('event_heads')
    .values({ store_id: storeId, seq: events.length, hash: noHash, chain_from: 1 })
    .onConflict((conflict) =>
      conflict.column('store_id').doUpdateSet((eb) => ({ seq: eb('event_heads.seq', '+', events.length) })),
    )
    .returning(['seq', 'hash'])
    .executeTakeFirstOrThrow()
  const rows: StoredEvent[] = []
  let last = head.hash
  for (const [index, event] of events.entries()) {
    assert(event.storeId === storeId, 'events that are recorded together are of one store')
    const row = rowOf(event, head.seq - events.length + 1 + index, last)
    rows.push(row)
    last = row.hash
  }
  for (let from = 0; from < rows.length; from += rowsPerInsertMax)
    await trx
      .insertInto('events')
      .values(rows.slice(from, from + rowsPerInsertMax))
      .execute()
  const subjects = rows.flatMap((row) =>
    (row.subjects?.split(' ') ?? []).map((subject) => ({
      store_id: storeId,
      subject,
      at_ms: row.at_ms,
      seq: row.seq,
    })),
  )
  for (let from = 0; from < subjects.length; from += rowsPerInsertMax)
    await trx
      .insertInto('event_subjects')
      .values(subjects.slice(from, from + rowsPerInsertMax))
      .execute()
  await trx.updateTable('event_heads').set({ hash: last }).where('store_id', '=', storeId).execute()
}

/** Writes one event in the caller's transaction: see `recordEvents`. */
export const recordEvent = (trx: Trx, event: NewEvent): Promise<void> => recordEvents(trx, [event])
