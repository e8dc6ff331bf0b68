import { mkdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fail, ok, type Result } from '../../domain/result.ts'
import { type Connection, openConnection } from './connection.ts'
import { storageFailure } from './storage-errors.ts'

/**
 * One Cashwrap per data folder. The lock is an operating system lock that SQLite holds on a small database of its own: it ends with the
 * process however that ends, so a killed till never leaves a stale lock, and it works on every system SQLite does.
 */
export type FolderLock = {
  /** Whether a till's database was made here before: then an empty or missing one is a loss, not a new till. */
  readonly hasDatabase: boolean
  rememberDatabase(): void
  release(): void
}

const lockFileName = 'lock.sqlite'

/** Makes the folder if need be and takes it. Errors: storage_in_use, storage_read_only, storage_full, storage_damaged. */
export function lockFolder(folder: string): Result<FolderLock> {
  let connection: Connection | null = null
  try {
    makeFolder(folder)
    connection = openConnection(join(folder, lockFileName), { timeoutMs: 0 })
    connection.pragma('locking_mode = EXCLUSIVE')
    connection.exec('BEGIN EXCLUSIVE; COMMIT')
    // A write, so that a folder that cannot be written is found now; in this locking mode the lock stays after the commit.
    const hasDatabase = connection.pragma('user_version') === 1
    connection.pragma(`user_version = ${hasDatabase ? 1 : 0}`)
    const held = connection
    return ok({
      hasDatabase,
      rememberDatabase: () => {
        held.pragma('user_version = 1')
      },
      release: () => held.close(),
    })
  } catch (error) {
    connection?.close()
    return lockFailure(error, folder)
  }
}

/** Node's own recursive mkdir never returns where a folder cannot be made and its parent exists all the same (`/proc/x`). */
function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return
  if (dirname(folder) !== folder) makeFolder(dirname(folder))
  mkdirSync(folder, { mode: 0o700 })
}

function lockFailure(error: unknown, folder: string): Result<FolderLock> {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (code === 'ENOTDIR' || code === 'EEXIST' || code === 'ENAMETOOLONG' || code === 'ENOENT') {
    return fail(
      'storage_read_only',
      `The data folder ${folder} cannot be made: a file is in its place or the path is wrong. Choose another folder.`,
    )
  }
  const failure = storageFailure(error, folder)
  if (failure === null) throw error
  if (failure.error.code !== 'storage_damaged') return failure
  return fail(
    'storage_damaged',
    `The file ${lockFileName} in ${folder} is damaged. It holds no sales: move it away and start again.`,
  )
}
