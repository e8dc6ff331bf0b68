import { type Failure, fail } from '../../domain/result.ts'

/** The part of a driver or file system error that tells what happened; both carry a `code`. */
function errorCodeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return ''
  return typeof error.code === 'string' ? error.code : ''
}

/** An I/O error at or before COMMIT: the transaction may or may not be there. Only reading it back tells. */
export const isOutcomeUnknown = (error: unknown): boolean => errorCodeOf(error).startsWith('SQLITE_IOERR')

/**
 * Turns what SQLite or the file system threw into the one sentence a person needs, or null when it is no storage failure (a bug: throw it on).
 * Source of the codes: https://sqlite.org/rescode.html
 */
export function storageFailure(error: unknown, folder: string): Failure | null {
  const code = errorCodeOf(error)
  const details = { cause: code, folder }
  // SHMSIZE: the index of the write-ahead file could not grow, which is a full disk by another name.
  if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE' || code === 'ENOSPC' || code === 'EDQUOT') {
    return fail(
      'storage_full',
      `The disk that holds ${folder} is full: free some space and try again. Nothing was charged.`,
      details,
    )
  }
  if (
    code.startsWith('SQLITE_READONLY') ||
    code.startsWith('SQLITE_CANTOPEN') ||
    code === 'SQLITE_PERM' ||
    code === 'EACCES' ||
    code === 'EPERM' ||
    code === 'EROFS'
  ) {
    return fail(
      'storage_read_only',
      `The data folder ${folder} cannot be written: give Cashwrap the right to write there, or choose another folder.`,
      details,
    )
  }
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') {
    return fail(
      'storage_damaged',
      `The database in ${folder} is damaged: keep a copy of the folder and call support before selling again.`,
      details,
    )
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return fail(
      'storage_in_use',
      `Another Cashwrap is using the data folder ${folder}: close it first, or choose another folder.`,
      details,
    )
  }
  if (code.startsWith('SQLITE_IOERR') || code === 'EIO') {
    return fail(
      'storage_failed',
      `The disk that holds ${folder} did not answer as it must: what happened is being checked.`,
      details,
    )
  }
  return null
}
