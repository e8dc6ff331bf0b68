import { assert } from '../../domain/assert.ts'
import { type StoreId, storeIdSchema } from '../../domain/ids/ids.ts'
import { type Register, registerSchema, type Store, storeSchema } from '../../domain/protocol/server-api.ts'
import type { Db, Trx } from '../store/store.ts'

/** The shop's own data, as it prints on receipts. It exists: a store id comes from a device or from `onlyStore`. */
export async function storeOf(db: Db | Trx, storeId: string): Promise<Store> {
  const row = await db
    .selectFrom('stores')
    .select('value')
    .where('store_id', '=', storeId)
    .executeTakeFirstOrThrow()
  return storeSchema.parse(JSON.parse(row.value))
}

export async function registerOf(db: Db | Trx, storeId: string, registerId: string): Promise<Register> {
  const row = await db
    .selectFrom('registers')
    .select(['register_id', 'name'])
    .where('store_id', '=', storeId)
    .where('register_id', '=', registerId)
    .executeTakeFirstOrThrow()
  return registerSchema.parse({ id: row.register_id, name: row.name })
}

export async function registersOf(db: Db | Trx, storeId: string): Promise<readonly Register[]> {
  const rows = await db
    .selectFrom('registers')
    .select(['register_id', 'name'])
    .where('store_id', '=', storeId)
    .orderBy('created_at_ms')
    .orderBy('register_id')
    .execute()
  return rows.map((row) => registerSchema.parse({ id: row.register_id, name: row.name }))
}

/** The back office of this version serves one store: the one this server was loaded with. */
export async function onlyStore(db: Db | Trx): Promise<StoreId> {
  const row = await db.selectFrom('stores').select('store_id').orderBy('created_at_ms').executeTakeFirst()
  assert(row !== undefined, 'the server was started without a store')
  return storeIdSchema.parse(row.store_id)
}
