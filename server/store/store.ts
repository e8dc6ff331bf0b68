import type { Kysely, Transaction } from 'kysely'
import type { Database } from './database.ts'

export type Dialect = 'sqlite' | 'postgres'
export type Db = Kysely<Database>
export type Trx = Transaction<Database>

/**
 * The server's durable memory. Everything that `transaction` resolved with is on disk (SQLite: WAL with `synchronous=FULL`; PostgreSQL: its own commit).
 * One writer: on SQLite there is one connection, transactions begin IMMEDIATE and queue behind each other, and a query on `db`
 * waits for a running transaction; inside one use only the `trx` it hands over, or the query waits for itself. On PostgreSQL transactions
 * run side by side (READ COMMITTED): take a row lock first where two may meet (`update … returning` of a counter row works on both).
 */
export type Store = {
  readonly db: Db
  readonly dialect: Dialect
  readonly transaction: <T>(run: (trx: Trx) => Promise<T>) => Promise<T>
  readonly close: () => Promise<void>
}
