import SqliteDatabase from 'better-sqlite3'
import { CompiledQuery, type DatabaseConnection, type Driver, type QueryResult } from 'kysely'

export type SqliteHandle = SqliteDatabase.Database

const statementsMax = 400

/** SQLite's own word for a failed read, write or fsync: what happened to a COMMIT that met it is unknown. */
export const isIoError = (error: unknown): boolean =>
  error instanceof SqliteDatabase.SqliteError && error.code.startsWith('SQLITE_IOERR')

/**
 * One connection, used by one caller at a time (Kysely's own mutex sees to that for dialects of a single connection, transactions
 * included). It differs from Kysely's own driver in three ways: transactions begin IMMEDIATE, so that two processes never meet halfway; a rollback
 * of what SQLite has already rolled back (disk full) does not hide the cause; and after an I/O error the file is closed and opened
 * anew before its next use, because what the page cache then says is not what the disk holds.
 */
export class SqliteDriver implements Driver {
  readonly #open: () => SqliteHandle
  #handle: SqliteHandle
  #statements = new Map<string, SqliteDatabase.Statement>()
  #suspect = false
  readonly #connection: DatabaseConnection

  constructor(handle: SqliteHandle, open: () => SqliteHandle) {
    this.#handle = handle
    this.#open = open
    this.#connection = {
      executeQuery: async <R>(query: CompiledQuery): Promise<QueryResult<R>> => this.#execute<R>(query),
      streamQuery: () => {
        throw new Error('rows are not streamed here: ask for a page')
      },
    }
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    if (this.#suspect) {
      this.#statements.clear()
      this.#handle.close()
      this.#handle = this.#open()
      this.#suspect = false
    }
    return this.#connection
  }

  async beginTransaction(): Promise<void> {
    this.#execute(CompiledQuery.raw('begin immediate'))
  }

  async commitTransaction(): Promise<void> {
    this.#execute(CompiledQuery.raw('commit'))
  }

  async rollbackTransaction(): Promise<void> {
    if (this.#handle.inTransaction) this.#execute(CompiledQuery.raw('rollback'))
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {
    this.#statements.clear()
    this.#handle.close()
  }

  #execute<R>(query: CompiledQuery): QueryResult<R> {
    try {
      const statement = this.#prepare(query.sql)
      if (statement.reader) return { rows: statement.all(...query.parameters) as R[] }
      const { changes } = statement.run(...query.parameters)
      return { rows: [], numAffectedRows: BigInt(changes) }
    } catch (error) {
      if (isIoError(error)) this.#suspect = true
      throw error
    }
  }

  #prepare(text: string): SqliteDatabase.Statement {
    const known = this.#statements.get(text)
    if (known !== undefined) return known
    if (this.#statements.size >= statementsMax) this.#statements.clear()
    const statement = this.#handle.prepare(text)
    this.#statements.set(text, statement)
    return statement
  }
}
