import { staffMemberSchema } from '../../domain/staff/staff.ts'
import type { Db } from '../store/store.ts'

/** Staff id → name, of the people of a store who are still in its records. */
export async function staffNames(db: Db, storeId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('changes')
    .select(['id', 'value'])
    .where('store_id', '=', storeId)
    .where('kind', '=', 'staff')
    .execute()
  return new Map(
    rows.flatMap(({ id, value }) =>
      value === null ? [] : [[id, staffMemberSchema.parse(JSON.parse(value)).name] as const],
    ),
  )
}
