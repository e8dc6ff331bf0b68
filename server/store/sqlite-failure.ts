import SqliteDatabase from 'better-sqlite3'
import { type Failure, fail } from '../../domain/result.ts'

/** `place` names the database in every sentence: the path of its file at start, `of this server` to those who may not know it. */
export const damaged = (place: string, finding: string): Failure =>
  fail(
    'storage_damaged',
    `The database ${place} is damaged; move it aside and restore a backup, the tills will send again what is missing.`,
    { finding: finding.slice(0, 200) },
  )

/** Also when only the write-ahead file is gone: what is left is the database before its first table. */
export const gone = (file: string): Failure =>
  fail(
    'storage_damaged',
    `The database ${file} is empty or gone although this server has used it; put back a backup of it, or set CASHWRAP_SERVER_DATA to another folder to begin anew.`,
  )

export const storageFull = (place: string): Failure =>
  fail(
    'storage_full',
    `The disk that holds the database ${place} is full; free some space on it and try again. Nothing was kept.`,
  )

/** SQLite's word for what went wrong as one sentence with a way out; null when the error is not about storage: a bug, to be thrown on. */
export function sqliteFailure(error: unknown, place: string): Failure | null {
  if (!(error instanceof SqliteDatabase.SqliteError)) return null
  const { code } = error
  const details = { cause: code }
  if (code.startsWith('SQLITE_NOTADB') || code.startsWith('SQLITE_CORRUPT')) return damaged(place, code)
  // The index of the write-ahead file could not grow: a full disk, by another name.
  if (code.startsWith('SQLITE_FULL') || code === 'SQLITE_IOERR_SHMSIZE') return storageFull(place)
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN')) {
    return fail(
      'storage_read_only',
      `The database ${place} cannot be written; give this user write access or set CASHWRAP_SERVER_DATA to another folder.`,
      details,
    )
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return fail(
      'storage_in_use',
      `Another program is using the database ${place}; close it and try again.`,
      details,
    )
  }
  if (code.startsWith('SQLITE_IOERR')) {
    return fail(
      'storage_failed',
      `The disk did not answer as it must for the database ${place}; check the disk, then look what happened.`,
      details,
    )
  }
  return null
}
