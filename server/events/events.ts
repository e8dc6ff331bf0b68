import { redactJson } from '../http/redact-json.ts'
import type { Db, Trx } from '../store/store.ts'

/** One thing that happened. `body` is anything with a JSON form; it is redacted on the way in. */
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
  readonly body: unknown
}

export type EventRow = {
  readonly seq: number
  readonly atMs: number
  readonly kind: string
  readonly saleId: string | null
  readonly paymentKey: string | null
  readonly deviceId: string | null
  readonly requestId: string | null
  readonly body: unknown
}

const bodyCharactersMax = 20_000

const bodyText = (body: unknown): string => {
  const text = redactJson(JSON.stringify(body ?? null))
  return text.length > bodyCharactersMax
    ? JSON.stringify({ truncated: text.slice(0, bodyCharactersMax) })
    : text
}

/**
 * Writes one event in the caller's transaction. Numbers are gap-free per store, which takes a lock on the store's head: record events last in a
 * transaction, so that two transactions never wait for each other's rows.
 */
export async function recordEvent(trx: Trx, event: NewEvent): Promise<void> {
  const head = await trx
    .insertInto('event_heads')
    .values({ store_id: event.storeId, seq: 1 })
    .onConflict((conflict) =>
      conflict.column('store_id').doUpdateSet((eb) => ({ seq: eb('event_heads.seq', '+', 1) })),
    )
    .returning('seq')
    .executeTakeFirstOrThrow()
  await trx
    .insertInto('events')
    .values({
      store_id: event.storeId,
      seq: head.seq,
      at_ms: event.at,
      kind: event.kind,
      sale_id: event.saleId ?? null,
      payment_key: event.paymentKey ?? null,
      device_id: event.deviceId ?? null,
      request_id: event.requestId ?? null,
      body: bodyText(event.body),
    })
    .execute()
}

export type EventSearch = {
  readonly storeId: string
  readonly saleId?: string | undefined
  readonly paymentKey?: string | undefined
  readonly kind?: string | undefined
  /** Only events before this number: the page after the last one shown. */
  readonly beforeSeq?: number | undefined
  readonly limit: number
}

/** Newest first. All conditions hold together. */
export async function searchEvents(db: Db, search: EventSearch): Promise<readonly EventRow[]> {
  let query = db.selectFrom('events').selectAll().where('store_id', '=', search.storeId)
  if (search.saleId !== undefined) query = query.where('sale_id', '=', search.saleId)
  if (search.paymentKey !== undefined) query = query.where('payment_key', '=', search.paymentKey)
  if (search.kind !== undefined) query = query.where('kind', '=', search.kind)
  if (search.beforeSeq !== undefined) query = query.where('seq', '<', search.beforeSeq)
  const rows = await query.orderBy('seq', 'desc').limit(search.limit).execute()
  return rows.map((row) => ({
    seq: row.seq,
    atMs: row.at_ms,
    kind: row.kind,
    saleId: row.sale_id,
    paymentKey: row.payment_key,
    deviceId: row.device_id,
    requestId: row.request_id,
    body: JSON.parse(row.body) as unknown,
  }))
}
