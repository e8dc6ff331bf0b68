import { sql } from 'kysely'
import type { EventView } from '../../domain/protocol/events.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { Db } from '../store/store.ts'
import type { StoredEvent } from './event-hash.ts'

export type EventSearch = {
  readonly storeId: string
  readonly saleId?: string | undefined
  /** Events of every sale with this receipt number. */
  readonly receiptNo?: string | undefined
  readonly paymentKey?: string | undefined
  /** `pi_…`, `ch_…`, `re_…`, `evt_…`, `tmr_…`, or a refund's key. */
  readonly processorId?: string | undefined
  readonly kind?: string | undefined
  readonly outcome?: string | undefined
  readonly last4?: string | undefined
  readonly amountMinor?: number | undefined
  /** From this instant on. */
  readonly fromMs?: number | undefined
  /** Before this instant. */
  readonly untilMs?: number | undefined
  /** `cursorOf` the last event shown: the page after it. */
  readonly after?: EventCursor | undefined
  readonly limit: number
}

export type EventCursor = { readonly atMs: number; readonly seq: number }

export const showCursor = ({ atMs, seq }: EventCursor): string => `${atMs}.${seq}`

/** Errors: `invalid_input`. */
export function readCursor(text: string): Result<EventCursor> {
  const match = /^(\d{1,15})\.(\d{1,15})$/.exec(text)
  if (match === null) {
    return fail('invalid_input', 'The cursor is not one that this server gave; ask for the first page.')
  }
  return ok({ atMs: Number(match[1]), seq: Number(match[2]) })
}

export const toEventView = (row: StoredEvent): EventView => ({
  storeId: row.store_id,
  seq: row.seq,
  atMs: row.at_ms,
  kind: row.kind,
  saleId: row.sale_id,
  paymentKey: row.payment_key,
  deviceId: row.device_id,
  requestId: row.request_id,
  actor: row.actor,
  processorIds: row.subjects?.split(' ') ?? [],
  latencyMs: row.latency_ms,
  attempt: row.attempt,
  outcome: row.outcome,
  amountMinor: row.amount_minor,
  last4: row.last4,
  bodyText: row.body,
})

/** The query of a search, to be run or explained. Each condition has an index that ends in (at_ms, seq), the order of the answer. */
export function eventQuery(db: Db, search: EventSearch) {
  const { storeId } = search
  const base = db.selectFrom('events').selectAll('events').where('events.store_id', '=', storeId)
  const { processorId } = search
  // Found through its own index, whose order is the answer's too.
  let query =
    processorId === undefined
      ? base
      : base
          .innerJoin('event_subjects as found', (join) =>
            join
              .onRef('found.store_id', '=', 'events.store_id')
              .onRef('found.seq', '=', 'events.seq')
              .on('found.subject', '=', processorId),
          )
          .where('found.store_id', '=', storeId)
  const equal = {
    sale_id: search.saleId,
    payment_key: search.paymentKey,
    kind: search.kind,
    outcome: search.outcome,
    last4: search.last4,
    amount_minor: search.amountMinor,
  }
  for (const [column, value] of Object.entries(equal) as [keyof typeof equal, string | number | undefined][])
    if (value !== undefined) query = query.where(`events.${column}`, '=', value)
  const { receiptNo, fromMs, untilMs, after } = search
  if (receiptNo !== undefined)
    query = query.where('events.sale_id', 'in', (sub) =>
      sub
        .selectFrom('sales')
        .select('sales.sale_id')
        .where('sales.store_id', '=', storeId)
        .where('sales.receipt_no', '=', receiptNo),
    )
  const time = sql.ref<number>(processorId === undefined ? 'events.at_ms' : 'found.at_ms')
  const number = sql.ref<number>(processorId === undefined ? 'events.seq' : 'found.seq')
  if (fromMs !== undefined) query = query.where(time, '>=', fromMs)
  if (untilMs !== undefined) query = query.where(time, '<', untilMs)
  if (after !== undefined)
    query = query
      .where(time, '<=', after.atMs)
      .where((eb) => eb.or([eb(time, '<', after.atMs), eb(number, '<', after.seq)]))
  return query.orderBy(time, 'desc').orderBy(number, 'desc').limit(search.limit)
}

/** Newest first. All conditions hold together. */
export async function searchEvents(db: Db, search: EventSearch): Promise<readonly EventView[]> {
  return (await eventQuery(db, search).execute()).map(toEventView)
}
