import { type Failure, fail } from '../../domain/result.ts'
import { sqliteFailure, storageFull } from './sqlite-failure.ts'

const postgresFull = '53100'
/** Classes 08 (connection), 53 (resources), 57 (shut down), 58 (system error): the database's trouble, not the statement's. */
const postgresTrouble = /^(?:08|53|57P|58)/

/** What a thrown database error means for the one who asked; null when it says nothing about storage (a constraint, a bug). */
export function storeFailure(error: unknown, place = 'of this server'): Failure | null {
  const sqlite = sqliteFailure(error, place)
  if (sqlite !== null) return sqlite
  const code = errorCode(error)
  if (code === postgresFull) return storageFull(place)
  if (postgresTrouble.test(code) || /^(?:ECONN|EPIPE|ETIMEDOUT)/.test(code)) {
    return fail(
      'storage_failed',
      'The database of this server did not answer; see that it runs, then look what happened.',
    )
  }
  return null
}

/**
 * True when the database refused a row for what it holds: SQLITE_CONSTRAINT_…, or the classes 22 (data) and 23 (constraint) of PostgreSQL. The database is
 * sound; the row is not.
 */
export const isRowError = (error: unknown): boolean => {
  const code = errorCode(error)
  return code.startsWith('SQLITE_CONSTRAINT') || /^2[23][0-9A-Z]{3}$/.test(code)
}

const errorCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
