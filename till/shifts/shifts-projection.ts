import type { ShiftId } from '../../domain/ids/ids.ts'
import type { Projection } from '../journal/projection.ts'
import type { ReadableDb } from '../store/db.ts'

/** The shifts of this register, from `shift.opened`. */
export const shiftsProjection: Projection = {
  tables: ['shifts'],
  apply: {
    'shift.opened': (db, { seq, atMs, shiftId, staffId, body }) => {
      db.prepare(
        'INSERT INTO shifts (shift_id, opened_seq, opened_at_ms, opened_by, float_minor, currency) VALUES (?, ?, ?, ?, ?, ?)',
      ).run(shiftId, seq, atMs, staffId, body.floatMinor, body.currency)
    },
  },
}

/** The shift that stands open, or null. There is one drawer, so there is at most one. */
export function readOpenShift(db: ReadableDb): ShiftId | null {
  const row = db
    .prepare<{ shift_id: ShiftId }>('SELECT shift_id FROM shifts ORDER BY opened_seq DESC LIMIT 1')
    .get()
  return row?.shift_id ?? null
}
