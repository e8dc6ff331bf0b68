import { type StaffId, staffIdSchema } from '../../domain/ids/ids.ts'
import type { Change } from '../../domain/protocol/sync.ts'
import { type Role, roleSchema } from '../../domain/staff/staff.ts'
import type { ReadableDb, WritableDb } from '../store/db.ts'

export type StaffRow = {
  readonly id: StaffId
  readonly name: string
  readonly role: Role
  readonly pinHash: string
  readonly practicePin: string | null
}

type Row = {
  readonly staff_id: string
  readonly name: string
  readonly role: string
  readonly pin_hash: string
  readonly practice_pin: string | null
}

const columns = 'staff_id, name, role, pin_hash, practice_pin'

const staffOf = (row: Row): StaffRow => ({
  id: staffIdSchema.parse(row.staff_id),
  name: row.name,
  role: roleSchema.parse(row.role),
  pinHash: row.pin_hash,
  practicePin: row.practice_pin,
})

/** The people who may sign in, by name. */
export function readStaff(db: ReadableDb): readonly StaffRow[] {
  return db
    .prepare<Row>(`SELECT ${columns} FROM staff WHERE active = 1 ORDER BY name, staff_id`)
    .all()
    .map(staffOf)
}

export function readStaffMember(db: ReadableDb, id: string): StaffRow | null {
  const row = db.prepare<Row>(`SELECT ${columns} FROM staff WHERE active = 1 AND staff_id = ?`).get(id)
  return row === undefined ? null : staffOf(row)
}

export function applyStaffChanges(db: WritableDb, changes: readonly Change[]): void {
  for (const change of changes) {
    if (change.kind !== 'staff') continue
    if (change.value === null) {
      db.prepare('DELETE FROM staff WHERE staff_id = ?').run(change.id)
      continue
    }
    const { id, name, role, pinHash, practicePin, active } = change.value
    db.prepare(
      'INSERT OR REPLACE INTO staff (staff_id, name, role, pin_hash, practice_pin, active) VALUES (?, ?, ?, ?, ?, ?)',
    ).run(id, name, role, pinHash, practicePin, active ? 1 : 0)
  }
}
