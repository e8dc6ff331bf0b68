import { statSync } from 'node:fs'
import { join } from 'node:path'
import { assert } from '../../domain/assert.ts'
import { type Failure, fail, ok, type Result } from '../../domain/result.ts'
import { type Connection, makeDurable, openConnection } from './connection.ts'
import type { ReadableDb, WritableDb } from './db.ts'
import { lockFolder } from './folder-lock.ts'
import { migrate } from './migrate.ts'
import { isOutcomeUnknown, storageFailure } from './storage-errors.ts'

/**
 * The till's one database, with one writer: this process. Everything durable goes through `transaction`; a failure is a value with a
 * sentence, never a half-written row.
 */
export type TillStore = {
  readonly folder: string
  /** For reading, at any time. */
  readonly db: ReadableDb
  /**
   * Runs `work` in one durable transaction: all of it or nothing. Errors: storage_full (nothing was written), storage_read_only,
   * storage_damaged, storage_failed. After an I/O error the outcome is unknown: the database is opened again and `landed` is asked whether
   * the transaction is there; without it the answer is storage_failed. What `work` throws otherwise rolls back and is thrown on.
   */
  transaction<T>(work: (db: WritableDb) => T, landed?: (db: ReadableDb) => boolean): Result<T>
  /** Reads a thrown storage error as a failure; null when it is a bug. */
  failureOf(error: unknown): Failure | null
  close(): void
}

export const databaseFileName = 'till.sqlite'

/** How long a write waits for a reader in another process (a check that reads the file, a backup). */
const busyTimeoutMs = 2_000

export type StoreOptions = {
  readonly platform?: string
  /** How connections are opened; tests put a failing disk here. */
  readonly open?: typeof openConnection
  /** How the folder is held; a database in memory has none. */
  readonly lock?: typeof lockFolder
}

/**
 * Opens the till's database in `folder` (made if missing), proves that it is durable and whole, and holds the folder until `close`.
 * Errors, each one sentence: storage_in_use, storage_read_only, storage_full, storage_damaged, storage_failed.
 */
export function openTillStore(folder: string, options: StoreOptions = {}): Result<TillStore> {
  const locked = (options.lock ?? lockFolder)(folder)
  if (!locked.ok) return locked
  const lock = locked.value
  const open = (): Connection =>
    openDurable(
      join(folder, databaseFileName),
      options.open ?? openConnection,
      options.platform ?? process.platform,
    )

  let connection: Connection | null = null
  const refuse = (failure: Failure): Failure => {
    connection?.close()
    lock.release()
    return failure
  }
  if (lock.hasDatabase && isMissingOrEmpty(join(folder, databaseFileName))) {
    return refuse(gone(folder))
  }
  try {
    connection = open()
    const checked = connection.pragma('quick_check(1)')
    if (checked !== 'ok') return refuse(damaged(folder, String(checked)))
    if (lock.hasDatabase && connection.pragma('user_version') === 0) return refuse(gone(folder))
    const migrated = migrate(connection, folder)
    if (!migrated.ok) return refuse(migrated)
    // The first write of the day: a disk that is full or write-protected is found now and not in front of a customer.
    connection.exec(
      "INSERT INTO meta VALUES ('opened', '1') ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1",
    )
    if (!lock.hasDatabase) lock.rememberDatabase()
  } catch (error) {
    const failure = storageFailure(error, folder)
    if (failure !== null)
      return refuse(failure.error.code === 'storage_failed' ? noAnswer(failure, folder) : failure)
    connection?.close()
    lock.release()
    throw error
  }
  return ok(storeOver(folder, connection, open, lock.release))
}

function openDurable(path: string, open: typeof openConnection, platform: string): Connection {
  const connection = open(path, { timeoutMs: busyTimeoutMs })
  try {
    makeDurable(connection, platform)
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}

/** Also when only the write-ahead file is gone: what is left is the database before its first table. */
const gone = (folder: string): Failure =>
  fail(
    'storage_damaged',
    `The database in ${folder} is empty or gone although this till has used it: put back a copy of till.sqlite, or choose another folder.`,
  )

/** At start nothing was under way, so there is nothing to be checked. */
const noAnswer = ({ error }: Failure, folder: string): Failure =>
  fail(
    'storage_failed',
    `The disk that holds ${folder} did not answer as it must: check the disk and start Cashwrap again. Everything that was confirmed is kept.`,
    error.details,
  )

const damaged = (folder: string, finding: string): Failure =>
  fail(
    'storage_damaged',
    `The database in ${folder} is damaged: keep a copy of the folder and call support before selling again.`,
    { finding: finding.slice(0, 200) },
  )

function isMissingOrEmpty(path: string): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) === 0
}

function storeOver(
  folder: string,
  first: Connection,
  open: () => Connection,
  release: () => void,
): TillStore {
  let connection = first
  let broken: Failure | null = null
  let busy = false
  const db: WritableDb = {
    prepare: (sql) => connection.prepare(sql),
    exec: (sql) => connection.exec(sql),
  }

  const rollBack = (): void => {
    if (connection.inTransaction) connection.exec('ROLLBACK')
  }

  /** After an I/O error nothing this connection says can be trusted: a new one reads what is really on disk. Null: it landed. */
  const readBack = (failure: Failure, landed: (db: ReadableDb) => boolean): Failure | null => {
    try {
      connection.close()
      connection = open()
      return landed(db) ? null : failure
    } catch {
      broken = fail(
        'storage_failed',
        `The disk that holds ${folder} stopped answering. Start Cashwrap again; everything that was confirmed is kept.`,
      )
      return broken
    }
  }

  return {
    folder,
    db,
    transaction<T>(work: (db: WritableDb) => T, landed?: (db: ReadableDb) => boolean): Result<T> {
      if (broken !== null) return broken
      assert(!busy, 'a transaction was begun inside another')
      let done: { readonly value: T } | null = null
      busy = true
      try {
        connection.prepare('BEGIN IMMEDIATE').run()
        done = { value: work(db) }
        connection.prepare('COMMIT').run()
        return ok(done.value)
      } catch (error) {
        const failure = storageFailure(error, folder)
        if (failure === null || !isOutcomeUnknown(error)) {
          rollBack()
          if (failure === null) throw error
          return failure
        }
        // Only a transaction whose work was complete can have landed.
        if (done === null || landed === undefined) return readBack(failure, () => false) ?? failure
        return readBack(failure, landed) ?? ok(done.value)
      } finally {
        busy = false
      }
    },
    failureOf: (error) => storageFailure(error, folder),
    close() {
      connection.close()
      release()
    },
  }
}
