import { type ErrorCode, errorCodes } from '../../domain/errors/codes.ts'
import { type Failure, fail } from '../../domain/result.ts'
import type { ReadableDb, WritableDb } from '../store/db.ts'

const metaKey = 'blocked'

const isErrorCode = (code: unknown): code is ErrorCode => typeof code === 'string' && code in errorCodes

/** Why this till may not sell, as kept on disk; null when it may. */
export function readBlock(db: ReadableDb): Failure | null {
  const row = db.prepare<{ value: string }>('SELECT value FROM meta WHERE key = ?').get(metaKey)
  if (row === undefined) return null
  const parsed: unknown = JSON.parse(row.value)
  if (typeof parsed !== 'object' || parsed === null) return null
  const { code, message } = parsed as { code?: unknown; message?: unknown }
  return fail(isErrorCode(code) ? code : 'storage_failed', String(message))
}

export function writeBlock(db: WritableDb, reason: Failure | null): void {
  if (reason === null) {
    db.prepare('DELETE FROM meta WHERE key = ?').run(metaKey)
    return
  }
  const { code, message } = reason.error
  db.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)').run(
    metaKey,
    JSON.stringify({ code, message }),
  )
}
