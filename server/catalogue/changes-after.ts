import type { StoreId } from '../../domain/ids/ids.ts'
import { type ChangesResponse, changeSchema } from '../../domain/protocol/sync.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { Db } from '../store/store.ts'

/**
 * One page of what changed after a cursor, oldest change first; '' asks from the beginning. A thing changed twice appears once, at its latest place, so a
 * product may arrive before the tax rate it names: a page is complete in itself only when `more` is false. A cursor from the future (this database was
 * restored from a backup) starts from the beginning. Errors: `invalid_input` for a cursor that is not ours.
 */
export async function changesAfter(
  db: Db,
  storeId: StoreId,
  cursor: string,
  limit: number,
): Promise<Result<ChangesResponse>> {
  if (!/^\d{0,15}$/.test(cursor)) {
    return fail('invalid_input', 'The cursor is not one that this server gave; ask from the beginning.')
  }
  const { change_seq: newest } = await db
    .selectFrom('stores')
    .select('change_seq')
    .where('store_id', '=', storeId)
    .executeTakeFirstOrThrow()
  const asked = Number(cursor === '' ? '0' : cursor)
  const after = asked > newest ? 0 : asked
  const rows = await db
    .selectFrom('changes')
    .select(['kind', 'id', 'seq', 'value'])
    .where('store_id', '=', storeId)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit + 1)
    .execute()
  const page = rows.slice(0, limit)
  return ok({
    changes: page.map(({ kind, id, value }) =>
      changeSchema.parse({ kind, id, value: value === null ? null : JSON.parse(value) }),
    ),
    cursor: String(page.at(-1)?.seq ?? after),
    more: rows.length > limit,
  })
}
