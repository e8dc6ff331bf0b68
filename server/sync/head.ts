import { firstPrevHash } from '../../domain/journal/operation.ts'
import type { Db, Trx } from '../store/store.ts'

/** The anchor of a register's chain: the last slot taken, 0 and 64 zeros before the first. */
export type Head = { readonly seq: number; readonly hash: string }

export async function headOf(db: Db | Trx, storeId: string, registerId: string): Promise<Head> {
  const row = await db
    .selectFrom('sync_heads')
    .select(['seq', 'hash'])
    .where('store_id', '=', storeId)
    .where('register_id', '=', registerId)
    .executeTakeFirst()
  return row ?? { seq: 0, hash: firstPrevHash }
}

/** Reads the head and keeps its row locked until commit, so that two pushes of one register take turns on every database. */
export async function lockHead(trx: Trx, storeId: string, registerId: string, nowMs: number): Promise<Head> {
  return trx
    .insertInto('sync_heads')
    .values({ store_id: storeId, register_id: registerId, seq: 0, hash: firstPrevHash, updated_at_ms: nowMs })
    .onConflict((conflict) =>
      conflict.columns(['store_id', 'register_id']).doUpdateSet({ updated_at_ms: nowMs }),
    )
    .returning(['seq', 'hash'])
    .executeTakeFirstOrThrow()
}

export async function moveHead(trx: Trx, storeId: string, registerId: string, head: Head): Promise<void> {
  await trx
    .updateTable('sync_heads')
    .set({ seq: head.seq, hash: head.hash })
    .where('store_id', '=', storeId)
    .where('register_id', '=', registerId)
    .execute()
}
