import type { StoreId } from '../../domain/ids/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { type StaffMember, staffMemberSchema } from '../../domain/staff/staff.ts'
import type { Db } from '../store/store.ts'

/**
 * The person a till says is signed in, when this shop's records have them as an active manager or owner. The till is trusted to name who signed in
 * there; what they may do is decided here. Error: permission_denied.
 */
export async function requireManager(
  db: Db,
  storeId: StoreId,
  staffId: string,
): Promise<Result<StaffMember>> {
  const row = await db
    .selectFrom('changes')
    .select('value')
    .where('store_id', '=', storeId)
    .where('kind', '=', 'staff')
    .where('id', '=', staffId)
    .executeTakeFirst()
  const person = row?.value == null ? null : staffMemberSchema.parse(JSON.parse(row.value))
  if (person?.active && person.role !== 'cashier') return ok(person)
  return fail('permission_denied', 'Only a manager may register, rename or remove card readers.')
}
