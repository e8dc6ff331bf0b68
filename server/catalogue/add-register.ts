import type { StoreId } from '../../domain/ids/ids.ts'
import type { Register } from '../../domain/protocol/server-api.ts'
import type { Trx } from '../store/store.ts'
import { recordChanges } from './record-changes.ts'

/** A new counter of the store. Its journal begins at 1. */
export async function addRegister(
  trx: Trx,
  storeId: StoreId,
  register: Register,
  nowMs: number,
): Promise<void> {
  await trx
    .insertInto('registers')
    .values({ store_id: storeId, register_id: register.id, name: register.name, created_at_ms: nowMs })
    .execute()
  await recordChanges(trx, storeId, nowMs, [{ kind: 'register', id: register.id, value: register }])
}
