import { recognise } from '../../domain/events/recognise.ts'
import type { StoreId } from '../../domain/ids/ids.ts'
import type { EventsQuery, EventView } from '../../domain/protocol/events.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { storeOf } from '../catalogue/shop.ts'
import { dayRange } from '../sales/day-range.ts'
import type { Db } from '../store/store.ts'
import { type EventSearch, readCursor, searchEvents, showCursor } from './search-events.ts'

/** Webhooks about nothing of ours belong to no store; whoever looks after the only one looks after them too. */
export const noStore = ''

/** One page of events, newest first. Errors: `invalid_input` for a day that does not exist or a cursor that is not ours. */
export async function findEvents(
  db: Db,
  storeId: StoreId,
  query: EventsQuery,
): Promise<Result<{ events: EventView[]; nextCursor: string | null }>> {
  const after = query.after === undefined ? ok(undefined) : readCursor(query.after)
  if (!after.ok) return after
  const { currency, timeZone } = await storeOf(db, storeId)
  const from = query.fromDay === undefined ? null : dayRange(query.fromDay, timeZone)
  const to = query.toDay === undefined ? null : dayRange(query.toDay, timeZone)
  if ((query.fromDay !== undefined && from === null) || (query.toDay !== undefined && to === null))
    return fail('invalid_input', 'There is no such day; write it as 2026-11-23.')
  const search: Search = {
    saleId: query.saleId,
    receiptNo: query.receiptNo,
    paymentKey: query.key,
    processorId: query.processorId,
    kind: query.kind,
    outcome: query.outcome,
    last4: query.last4,
    amountMinor: query.amountMinor,
    fromMs: latest(query.fromMs, from?.fromMs),
    untilMs: earliest(query.untilMs, to?.toMs),
    after: after.value,
    limit: query.limit + 1,
  }
  const found =
    query.find === undefined
      ? await inStores(db, storeId, search)
      : await byClues(db, storeId, search, query.find, currency)
  const events = found.slice(0, query.limit)
  const last = events.at(-1)
  return ok({
    events,
    nextCursor: found.length > query.limit && last !== undefined ? showCursor(last) : null,
  })
}

type Search = Omit<EventSearch, 'storeId'>

const latest = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.max(a, b)
const earliest = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.min(a, b)

/** This store's events and those of none, as one list. */
async function inStores(db: Db, storeId: string, search: Search): Promise<EventView[]> {
  const lists = await Promise.all(
    [storeId, noStore].map((store) => searchEvents(db, { ...search, storeId: store })),
  )
  return lists
    .flat()
    .sort((a, b) => b.atMs - a.atMs || b.seq - a.seq)
    .slice(0, search.limit)
}

/** Tries what a text can be until something is found; every page of one search is found by the same clue. */
async function byClues(
  db: Db,
  storeId: string,
  search: Search,
  find: string,
  currency: string,
): Promise<EventView[]> {
  for (const clue of recognise(find, currency)) {
    const wanted = clue.by === 'key' ? { paymentKey: clue.value } : { [clue.by]: clue.value }
    const any = await inStores(db, storeId, { ...search, ...wanted, after: undefined, limit: 1 })
    if (any.length > 0) return inStores(db, storeId, { ...search, ...wanted })
    // A refund's key is not a payment's: its events are found by it all the same.
    if (clue.by !== 'key') continue
    const named = { ...search, processorId: clue.value }
    const asSubject = await inStores(db, storeId, { ...named, after: undefined, limit: 1 })
    if (asSubject.length > 0) return inStores(db, storeId, named)
  }
  return []
}
