import type { StoreId } from '../../domain/ids/ids.ts'
import { type Change, changeSchema } from '../../domain/protocol/sync.ts'
import type { Trx } from '../store/store.ts'

const rowsPerInsert = 200

/**
 * Writes what changed for a store, in the order given: each thing once, with the number of its latest change. Taking the numbers
 * locks the store's row until commit, so that changes become visible in the order of their numbers and no cursor steps over one. Each
 * change is checked first: what tills could not read is never offered to them.
 */
export async function recordChanges(
  trx: Trx,
  storeId: StoreId,
  nowMs: number,
  changes: readonly Change[],
): Promise<void> {
  if (changes.length === 0) return
  const parsed = changes.map((change) => changeSchema.parse(change))
  const { change_seq: lastSeq } = await trx
    .updateTable('stores')
    .set((eb) => ({ change_seq: eb('change_seq', '+', parsed.length) }))
    .where('store_id', '=', storeId)
    .returning('change_seq')
    .executeTakeFirstOrThrow()
  const firstSeq = lastSeq - parsed.length + 1
  const rows = parsed.map((change, index) => ({
    store_id: storeId,
    kind: change.kind,
    id: change.id,
    seq: firstSeq + index,
    value: change.value === null ? null : JSON.stringify(change.value),
    changed_at_ms: nowMs,
  }))
  for (let from = 0; from < rows.length; from += rowsPerInsert) {
    await trx
      .insertInto('changes')
      .values(rows.slice(from, from + rowsPerInsert))
      .onConflict((conflict) =>
        conflict.columns(['store_id', 'kind', 'id']).doUpdateSet((eb) => ({
          seq: eb.ref('excluded.seq'),
          value: eb.ref('excluded.value'),
          changed_at_ms: eb.ref('excluded.changed_at_ms'),
        })),
      )
      .execute()
  }
}
