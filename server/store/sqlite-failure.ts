import SqliteDatabase from 'better-sqlite3'
import { type Failure, fail } from '../../domain/result.ts'

export const damaged = (file: string, cause: string): Failure =>
  fail(
    'storage_damaged',
    `The database file ${file} is damaged (${cause}); move it aside and restore a backup, the tills will send again what is missing.`,
  )

export const storageFull = (place: string): Failure =>
  fail('storage_full', `The disk of ${place} is full; free some space and start again.`)

/** SQLite's word for what went wrong as one sentence with a way out; null when the error is not about storage: a bug, to be thrown on. */
export function sqliteFailure(error: unknown, file: string): Failure | null {
  if (!(error instanceof SqliteDatabase.SqliteError)) return null
  const { code } = error
  if (code.startsWith('SQLITE_NOTADB') || code.startsWith('SQLITE_CORRUPT')) return damaged(file, code)
  if (code.startsWith('SQLITE_FULL')) return storageFull(file)
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN')) {
    return fail(
      'storage_read_only',
      `The database file ${file} cannot be written (${code}); give this user write access or set CASHWRAP_SERVER_DATA to another folder.`,
    )
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return fail('storage_in_use', `Another program is using ${file}; close it and start again.`)
  }
  if (code.startsWith('SQLITE_IOERR')) {
    return fail('storage_failed', `The disk did not answer as it must for ${file} (${code}); check the disk.`)
  }
  return null
}
