import type { Db } from '../store/store.ts'
import { hashEvent, noHash } from './event-hash.ts'

/**
 * sound    every event from `chainFrom` to `seq` is there, unchanged, in order
 * broken   `seq` is the first that is missing, changed, moved or added
 */
export type ChainCheck =
  | {
      readonly kind: 'sound'
      /** The last event checked and its hash: to be kept elsewhere, as an anchor. 0 and '' for a store without events. */
      readonly seq: number
      readonly hash: string
      /** Events before this one were written by a version without hashes. */
      readonly chainFrom: number
    }
  | { readonly kind: 'broken'; readonly seq: number; readonly reason: string }

const pageRows = 1_000

/**
 * Reads a store's events from the first hashed one to its head and computes every hash anew. Page by page, so that selling goes on beside it; what is
 * recorded meanwhile is for the next time. Who can write the database and knows this file can make a new chain: the anchors that were logged tell that.
 */
export async function verifyEventChain(db: Db, storeId: string): Promise<ChainCheck> {
  const head = await db
    .selectFrom('event_heads')
    .selectAll()
    .where('store_id', '=', storeId)
    .executeTakeFirst()
  if (head === undefined) {
    const stray = await firstRow(db, storeId, 0)
    return stray === undefined
      ? { kind: 'sound', seq: 0, hash: noHash, chainFrom: 1 }
      : broken(stray.seq, 'the store has events but no head')
  }
  let next = head.chain_from
  let hash = noHash
  while (next <= head.seq) {
    const rows = await db
      .selectFrom('events')
      .selectAll()
      .where('store_id', '=', storeId)
      .where('seq', '>=', next)
      .where('seq', '<=', head.seq)
      .orderBy('seq')
      .limit(pageRows)
      .execute()
    for (const row of rows) {
      if (row.seq !== next) return broken(next, 'it is missing')
      if (row.prev_hash !== hash) return broken(next, 'it does not continue the event before it')
      if (row.hash !== hashEvent(row)) return broken(next, 'it was changed after it was written')
      hash = row.hash
      next += 1
    }
    if (rows.length === 0) return broken(next, 'it is missing')
  }
  if (hash !== head.hash) return broken(head.seq, 'the head of the log holds another hash')
  return { kind: 'sound', seq: head.seq, hash, chainFrom: head.chain_from }
}

const broken = (seq: number, reason: string): ChainCheck => ({ kind: 'broken', seq, reason })

const firstRow = (db: Db, storeId: string, after: number) =>
  db
    .selectFrom('events')
    .select('seq')
    .where('store_id', '=', storeId)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst()

/** Every store that has events, whatever else is known of it; '' for what belongs to none. */
export async function storesWithEvents(db: Db): Promise<readonly string[]> {
  const heads = await db.selectFrom('event_heads').select('store_id').orderBy('store_id').execute()
  return heads.map((row) => row.store_id)
}
