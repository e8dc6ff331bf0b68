import type { Result } from '../../domain/result.ts'
import type { ReadableDb, WritableDb } from './db.ts'

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
  close(): void
}
