import Database from 'better-sqlite3'
import type { Connection } from '../../../../till/store/connection.ts'
import type { NamedParams, Param, Statement } from '../../../../till/store/db.ts'
import { Crashed, type Life } from './life.ts'

/**
 * What may happen where something becomes durable.
 * crash-before  the process dies, the transaction is not there    crash-after  it dies, and it is
 * full          refused, nothing is there                         io-lost / io-landed  an I/O error, and it is not / is there
 */
export type DurableFault = 'crash-before' | 'crash-after' | 'full' | 'io-lost' | 'io-landed'

/** A database in memory that stands for a disk: it outlives the processes that use it, and keeps what was committed. */
export type MemoryDisk = {
  readonly database: Database.Database
  /** The same file for a till. */
  openTill(life: Life): Connection
  /** The same file for better-sqlite3's own users: server and practice Stripe. */
  openHandle(life: Life): Database.Database
}

export type DurableHooks = {
  /** Asked before each durable step, whose tables it names; answers what is to happen there. */
  before(tables: readonly string[]): DurableFault | null
  /** It is on the disk; the process may be dead. */
  after(tables: readonly string[]): void
  /** The process dies here. */
  crash(): void
  touch(): void
}

const isCommit = (sql: string): boolean => /^\s*commit\b/i.test(sql)
const isControl = (sql: string): boolean =>
  /^\s*(begin|commit|rollback|savepoint|release|pragma)\b/i.test(sql)
const tableOf = (sql: string): string | null =>
  /^\s*(?:insert(?:\s+or\s+\w+)?\s+into|update|delete\s+from)\s+"?(\w+)"?/i.exec(sql)?.[1] ?? null

/** An empty database, or one made earlier: the bytes of a database that is not in WAL mode. */
export function createMemoryDisk(image: Buffer | null, hooks: DurableHooks): MemoryDisk {
  const database = image === null ? new Database(':memory:') : new Database(image)
  database.pragma('foreign_keys = ON')
  let written: string[] = []

  /** Runs one statement of a process, with whatever is to happen at this point. */
  const guarded = <T>(life: Life, sql: string, isReadOnly: boolean, run: () => T): T => {
    hooks.touch()
    if (!life.alive()) throw new Crashed()
    if (isReadOnly && !isControl(sql)) return run()
    const table = tableOf(sql)
    if (table !== null) written.push(table)
    const isDurable = isCommit(sql) || (!database.inTransaction && !isControl(sql))
    if (!isDurable) return run()
    const tables = [...new Set(written)]
    written = []
    if (tables.length === 0) return run()
    const fault = hooks.before(tables)
    const rollBack = (): void => {
      if (database.inTransaction) database.exec('ROLLBACK')
    }
    switch (fault) {
      case null: {
        const result = run()
        hooks.after(tables)
        return result
      }
      case 'crash-before':
        rollBack()
        hooks.crash()
        throw new Crashed()
      case 'crash-after':
        run()
        hooks.after(tables)
        hooks.crash()
        throw new Crashed()
      case 'full':
        throw new Database.SqliteError('database or disk is full', 'SQLITE_FULL')
      case 'io-lost':
        rollBack()
        throw new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_FSYNC')
      case 'io-landed':
        run()
        hooks.after(tables)
        throw new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_FSYNC')
    }
  }
  const leave = (): void => {
    if (database.inTransaction) database.exec('ROLLBACK')
    written = []
  }

  return {
    database,
    openTill: (life) => {
      leave()
      const statements = new Map<string, Statement<unknown>>()
      const statementOf = (sql: string): Statement<unknown> => {
        const prepared = database.prepare<(Param | NamedParams)[]>(sql)
        const { readonly } = prepared
        return {
          get: (...params) => guarded(life, sql, readonly, () => prepared.get(...params)),
          all: (...params) => guarded(life, sql, readonly, () => prepared.all(...params)),
          run: (...params) => guarded(life, sql, readonly, () => prepared.run(...params)),
        }
      }
      return {
        prepare<Row>(sql: string): Statement<Row> {
          const known = statements.get(sql) ?? statementOf(sql)
          statements.set(sql, known)
          return known as Statement<Row>
        },
        exec: (sql) => guarded(life, sql, false, () => void database.exec(sql)),
        // What a file answers: this one is in memory and could not.
        pragma: (source) =>
          source === 'journal_mode = WAL' ? 'wal' : database.pragma(source, { simple: true }),
        get inTransaction() {
          return life.alive() && database.inTransaction
        },
        close: leave,
      }
    },
    openHandle: (life) => {
      leave()
      return new Proxy(database, {
        get(target, name) {
          if (name === 'prepare')
            return (sql: string) => guardedStatement(target.prepare(sql), sql, life, guarded)
          if (name === 'inTransaction') return life.alive() && target.inTransaction
          if (name === 'close')
            return () => {
              if (life.alive()) leave()
              return target
            }
          const value: unknown = Reflect.get(target, name, target)
          return typeof value === 'function' ? value.bind(target) : value
        },
      })
    },
  }
}

type Guard = <T>(life: Life, sql: string, isReadOnly: boolean, run: () => T) => T

function guardedStatement(
  statement: Database.Statement,
  sql: string,
  life: Life,
  guard: Guard,
): Database.Statement {
  const { readonly } = statement
  return new Proxy(statement, {
    get(target, name) {
      if (name === 'run')
        return (...params: unknown[]) => guard(life, sql, readonly, () => target.run(...params))
      if (name === 'get')
        return (...params: unknown[]) => guard(life, sql, readonly, () => target.get(...params))
      if (name === 'all')
        return (...params: unknown[]) => guard(life, sql, readonly, () => target.all(...params))
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
