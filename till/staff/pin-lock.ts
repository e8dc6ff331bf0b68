import { ok, type Result } from '../../domain/result.ts'
import type { ReadableDb } from '../store/db.ts'
import type { TillStore } from '../store/till-store.ts'

/** Wrong PINs in a row before sign-in waits. */
export const freeTries = 5
/** How long sign-in waits after the fifth, sixth, … wrong PIN; the last one for every further one. */
export const lockStepsMs = [30_000, 60_000, 5 * 60_000, 15 * 60_000, 60 * 60_000] as const

/** How long a person waits after so many wrong PINs in a row, ms; 0: not at all. */
export function lockMsAfter(failures: number): number {
  if (failures < freeTries) return 0
  return lockStepsMs[Math.min(failures - freeTries, lockStepsMs.length - 1)] ?? 0
}

type Row = {
  readonly failures: number
  readonly locked_from_ms: number | null
  readonly locked_until_ms: number | null
}

function readRow(db: ReadableDb, staffId: string): Row | undefined {
  return db
    .prepare<Row>('SELECT failures, locked_from_ms, locked_until_ms FROM pin_failures WHERE staff_id = ?')
    .get(staffId)
}

/**
 * Until when this person waits, Unix ms, or null. A clock that was put back lengthens the wait to at most the whole of it again, never to
 * years.
 */
export function lockedUntilMs(db: ReadableDb, staffId: string, nowMs: number): number | null {
  const row = readRow(db, staffId)
  if (row?.locked_until_ms == null || row.locked_from_ms === null) return null
  const wholeMs = row.locked_until_ms - row.locked_from_ms
  const untilMs = Math.min(row.locked_until_ms, nowMs + wholeMs)
  return untilMs > nowMs ? untilMs : null
}

/**
 * Counts a try as wrong, durably, before the PIN is looked at; a right one is taken back with `forgetFailures`. So neither pulling the plug
 * nor trying in parallel wins a try. Answers how many tries are wrong now.
 */
export function countTry(store: TillStore, staffId: string, nowMs: number): Result<number> {
  return store.transaction((db) => {
    const failures = (readRow(db, staffId)?.failures ?? 0) + 1
    const lockMs = lockMsAfter(failures)
    db.prepare(
      `INSERT OR REPLACE INTO pin_failures (staff_id, failures, locked_from_ms, locked_until_ms)
       VALUES (?, ?, ?, ?)`,
    ).run(staffId, failures, lockMs === 0 ? null : nowMs, lockMs === 0 ? null : nowMs + lockMs)
    return failures
  })
}

export function forgetFailures(store: TillStore, staffId: string): Result<void> {
  const written = store.transaction((db) => {
    db.prepare('DELETE FROM pin_failures WHERE staff_id = ?').run(staffId)
  })
  return written.ok ? ok(undefined) : written
}
