import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { Secret } from '../secret.ts'
import type { Database } from './database.ts'

const connectionsMax = 10
const int8Oid = 20
const versionMin = 140_000

/**
 * Connects to PostgreSQL. bigint arrives as a JavaScript number: every bigint here is an amount, a time or a count within 2^53, and one that is
 * not throws instead of losing digits. Errors: `storage_failed`, without the address, which may hold a password.
 */
export async function openPostgres(
  url: Secret,
): Promise<Result<{ db: Kysely<Database>; close: () => Promise<void> }>> {
  const pool = new pg.Pool({
    connectionString: url.reveal(),
    max: connectionsMax,
    connectionTimeoutMillis: 5_000,
    application_name: 'cashwrap-server',
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === int8Oid ? parseBigint : pg.types.getTypeParser(oid, format),
    },
  })
  // An idle connection that breaks is replaced at its next use; without a listener it would end the process.
  pool.on('error', () => {})
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  try {
    const answer = await sql<{ version: string; sync: string }>`select
      current_setting('server_version_num') as version,
      current_setting('synchronous_commit') as sync`.execute(db)
    const { version = '0', sync = 'off' } = answer.rows[0] ?? {}
    if (Number(version) < versionMin) {
      await db.destroy()
      return fail('storage_failed', 'This PostgreSQL is too old; Cashwrap needs version 14 or newer.')
    }
    if (sync === 'off') {
      await db.destroy()
      return fail(
        'storage_failed',
        'This PostgreSQL does not keep what is committed (synchronous_commit=off); set it to on.',
      )
    }
    return ok({ db, close: () => db.destroy() })
  } catch (error) {
    await db.destroy()
    return fail(
      'storage_failed',
      `PostgreSQL at DATABASE_URL cannot be used (${postgresCode(error)}); check that it runs and that the user and password are right.`,
    )
  }
}

const postgresCode = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'no answer'

function parseBigint(value: string): number {
  const parsed = Number(value)
  if (!Number.isSafeInteger(parsed)) throw new RangeError('a bigint of the database is above 2^53')
  return parsed
}
