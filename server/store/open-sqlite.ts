import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import { type Failure, fail, ok, type Result } from '../../domain/result.ts'
import type { Database } from './database.ts'
import { makeFolder } from './make-folder.ts'
import { SqliteDriver, type SqliteHandle } from './sqlite-driver.ts'
import { damaged, gone, sqliteFailure, storageFull } from './sqlite-failure.ts'

export const sqliteFileName = 'server.sqlite'
const lockFileName = 'server.lock'

/** Before 3.51.3 two connections could damage a WAL file (3.52.0 was withdrawn). */
const sqliteVersionMin = [3, 51, 3] as const

export type OpenedSqlite = {
  readonly db: Kysely<Database>
  /** To be called once the database has its tables: from then on an empty or missing one is a loss, not a new server. */
  readonly rememberDatabase: () => void
  readonly close: () => Promise<void>
}

/**
 * Opens the SQLite file of a data folder for one process and checks what durability stands on (I16): WAL, `synchronous=FULL` read back,
 * version, `quick_check`. Errors: `storage_read_only`, `storage_in_use`, `storage_damaged`, `storage_full`, `storage_failed`.
 */
export function openSqlite(folder: string): Result<OpenedSqlite> {
  const writable = prepareFolder(folder)
  if (!writable.ok) return writable
  const file = join(folder, sqliteFileName)
  const lock = takeLock(folder)
  if (!lock.ok) return lock

  try {
    const hasDatabase = lock.value.pragma('user_version', { simple: true }) === 1
    if (hasDatabase && isMissingOrEmpty(file)) {
      lock.value.close()
      return gone(file)
    }
    const handle = openHandle(file)
    const checked = checkHandle(handle, file)
    const sound = checked.ok && hasDatabase && !hasTables(handle) ? gone(file) : checked
    if (!sound.ok) {
      handle.close()
      lock.value.close()
      return sound
    }
    const db = new Kysely<Database>({
      dialect: {
        createAdapter: () => new SqliteAdapter(),
        createDriver: () => new SqliteDriver(handle, () => openHandle(file)),
        createIntrospector: (kysely) => new SqliteIntrospector(kysely),
        createQueryCompiler: () => new SqliteQueryCompiler(),
      },
    })
    const close = async (): Promise<void> => {
      await db.destroy()
      if (handle.open) handle.close()
      lock.value.close()
    }
    const rememberDatabase = (): void => {
      if (!hasDatabase) lock.value.pragma('user_version = 1')
    }
    return ok({ db, rememberDatabase, close })
  } catch (error) {
    lock.value.close()
    return orThrow(error, file)
  }
}

function prepareFolder(folder: string): Result<void> {
  try {
    makeFolder(folder)
    accessSync(folder, constants.W_OK | constants.X_OK)
    const file = join(folder, sqliteFileName)
    if (existsSync(file)) accessSync(file, constants.R_OK | constants.W_OK)
    return ok(undefined)
  } catch (error) {
    const cause = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    const details = { cause }
    if (cause === 'ENOSPC' || cause === 'EDQUOT') return storageFull(`in ${folder}`)
    if (['ENOTDIR', 'EEXIST', 'ENOENT', 'ENAMETOOLONG'].includes(cause)) {
      return fail(
        'storage_read_only',
        `The data folder ${folder} cannot be made: a file is in its place or the path is wrong; set CASHWRAP_SERVER_DATA to another folder.`,
        details,
      )
    }
    return fail(
      'storage_read_only',
      `The data folder ${folder} cannot be written; give this user write access or set CASHWRAP_SERVER_DATA to another folder.`,
      details,
    )
  }
}

const isMissingOrEmpty = (file: string): boolean =>
  (statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0

const hasTables = (handle: SqliteHandle): boolean =>
  handle.prepare('select 1 from sqlite_schema limit 1').get() !== undefined

/**
 * A second small file, held locked by the operating system for the life of the process: two servers on one folder are refused, and a killed
 * one leaves nothing behind that a person would have to delete. It also remembers whether a database was made here (`user_version`).
 */
function takeLock(folder: string): Result<SqliteHandle> {
  const file = join(folder, lockFileName)
  let lock: SqliteHandle | undefined
  try {
    lock = new SqliteDatabase(file, { timeout: 500 })
    lock.pragma('locking_mode = EXCLUSIVE')
    // In this locking mode the lock stays after the commit.
    lock.exec('begin exclusive; commit')
    return ok(lock)
  } catch (error) {
    lock?.close()
    if (error instanceof SqliteDatabase.SqliteError && /^SQLITE_(NOTADB|CORRUPT)/.test(error.code)) {
      return fail(
        'storage_damaged',
        `The file ${file} is damaged; it holds no sales: move it away and start again.`,
      )
    }
    if (error instanceof SqliteDatabase.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      return fail(
        'storage_in_use',
        `Another Cashwrap server is using the data folder ${folder}; stop it or set CASHWRAP_SERVER_DATA to another folder.`,
      )
    }
    return orThrow(error, file)
  }
}

function orThrow(error: unknown, file: string): Failure {
  const failure = sqliteFailure(error, file)
  if (failure === null) throw error
  return failure
}

function openHandle(file: string): SqliteHandle {
  const handle = new SqliteDatabase(file, { timeout: 5_000 })
  try {
    handle.pragma('journal_mode = WAL')
    handle.pragma('synchronous = FULL')
    handle.pragma('foreign_keys = ON')
    // macOS alone keeps written data in the drive's cache after fsync; elsewhere these two change nothing.
    handle.pragma('fullfsync = 1')
    handle.pragma('checkpoint_fullfsync = 1')
    return handle
  } catch (error) {
    handle.close()
    throw error
  }
}

function checkHandle(handle: SqliteHandle, file: string): Result<void> {
  const version = String(handle.prepare('select sqlite_version()').pluck().get())
  if (isOlder(version)) {
    return fail(
      'storage_failed',
      `SQLite ${version} is too old to be trusted with money; Cashwrap needs ${sqliteVersionMin.join('.')} or newer.`,
    )
  }
  const journalMode = handle.pragma('journal_mode', { simple: true })
  const synchronous = handle.pragma('synchronous', { simple: true })
  if (journalMode !== 'wal' || synchronous !== 2) {
    return fail(
      'storage_failed',
      `${file} does not keep what is committed (journal_mode=${String(journalMode)}, synchronous=${String(synchronous)}); put the data folder on a local disk.`,
    )
  }
  const check = handle.pragma('quick_check(1)', { simple: true })
  return check === 'ok' ? ok(undefined) : damaged(file, String(check))
}

function isOlder(version: string): boolean {
  const parts = version.split('.').map(Number)
  for (const [index, least] of sqliteVersionMin.entries()) {
    const part = parts[index] ?? 0
    if (part !== least) return part < least
  }
  return false
}
