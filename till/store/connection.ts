import Database from 'better-sqlite3'
import { assert } from '../../domain/assert.ts'
import type { NamedParams, Param, Statement, WritableDb } from './db.ts'

/** The only file that knows the driver. */
export type Connection = WritableDb & {
  /** One value of a pragma: `pragma('synchronous') → 2`. */
  pragma(source: string): unknown
  readonly inTransaction: boolean
  close(): void
}

/** `timeoutMs`: how long a statement waits for another process's lock. */
export type ConnectionOptions = { readonly timeoutMs: number; readonly fileMustExist?: boolean }

/** Opens a file (or ':memory:') without any setting of its own. Throws what the driver throws; `storageFailure` reads it. */
export function openConnection(path: string, options: ConnectionOptions): Connection {
  const database = new Database(path, {
    timeout: options.timeoutMs,
    fileMustExist: options.fileMustExist ?? false,
  })
  const statements = new Map<string, Statement<unknown>>()
  return {
    prepare<Row>(sql: string): Statement<Row> {
      let statement = statements.get(sql)
      if (statement === undefined) {
        statement = database.prepare<(Param | NamedParams)[]>(sql)
        statements.set(sql, statement)
      }
      return statement as Statement<Row>
    },
    exec: (sql) => {
      database.exec(sql)
    },
    pragma: (source) => database.pragma(source, { simple: true }),
    get inTransaction() {
      return database.inTransaction
    },
    close: () => {
      statements.clear()
      database.close()
    },
  }
}

/** First version with the WAL-reset corruption fixed: https://sqlite.org/releaselog/3_51_3.html */
const sqliteVersionMin = [3, 51, 3] as const

export function isFixedSqlite(version: string): boolean {
  const parts = version.split('.').map(Number)
  for (const [index, least] of sqliteVersionMin.entries()) {
    const part = parts[index] ?? 0
    if (part !== least) return part > least
  }
  return true
}

/**
 * Makes a connection durable and proves it: WAL, `synchronous=FULL` (the driver's default in WAL is NORMAL, which a power cut may roll
 * back), full flushes on macOS. Read back, because a pragma that is refused is silent.
 */
export function makeDurable(connection: Connection, platform: string): void {
  const version = connection.prepare<{ version: string }>('SELECT sqlite_version() AS version').get()?.version
  assert(version !== undefined && isFixedSqlite(version), `SQLite ${version} is older than 3.51.3`)
  const journalMode = connection.pragma('journal_mode = WAL')
  assert(journalMode === 'wal', `the journal mode is ${String(journalMode)} instead of wal`)
  connection.pragma('synchronous = FULL')
  assert(connection.pragma('synchronous') === 2, 'synchronous is not FULL')
  if (platform === 'darwin') {
    connection.pragma('fullfsync = 1')
    connection.pragma('checkpoint_fullfsync = 1')
    assert(connection.pragma('fullfsync') === 1, 'fullfsync is not on')
    assert(connection.pragma('checkpoint_fullfsync') === 1, 'checkpoint_fullfsync is not on')
  }
  connection.pragma('foreign_keys = ON')
  connection.pragma('trusted_schema = OFF')
  connection.pragma('cell_size_check = ON')
}
