import { type Kysely, sql } from 'kysely'
import type { Mode } from '../../domain/mode/mode.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { Database } from './database.ts'
import type { Migration } from './migrations/migration.ts'
import type { Dialect } from './store.ts'

/** Any number that is the same in every process: on PostgreSQL it is the name of the lock under which one process migrates. */
const migrationLock = 7_264_519

type Options = {
  readonly db: Kysely<Database>
  readonly dialect: Dialect
  readonly mode: Mode
  readonly migrations: readonly Migration[]
  readonly nowMs: number
}

/**
 * Brings the schema to this program's version and binds the database to its mode, in one transaction: all of it or nothing.
 * Errors: `storage_failed` when the database was written by a newer Cashwrap, `mode_mismatch` when it belongs to another mode.
 */
export async function migrate({ db, dialect, mode, migrations, nowMs }: Options): Promise<Result<void>> {
  return db.transaction().execute(async (trx) => {
    if (dialect === 'postgres') await sql`select pg_advisory_xact_lock(${migrationLock})`.execute(trx)
    await sql`create table if not exists schema_versions (
      version integer primary key, name text not null, applied_at_ms bigint not null)`.execute(trx)

    const applied = await trx.selectFrom('schema_versions').select('version').execute()
    const newest = Math.max(0, ...applied.map((row) => row.version))
    const known = migrations.at(-1)?.version ?? 0
    if (newest > known) {
      return fail(
        'storage_failed',
        `The database was written by a newer Cashwrap (schema ${newest}, this one knows ${known}); update this server.`,
        { schemaVersion: newest, knownVersion: known },
      )
    }
    for (const migration of migrations.filter(({ version }) => version > newest)) {
      await migration.up(async (statement) => (await sql.raw(statement).execute(trx)).rows, dialect)
      await trx
        .insertInto('schema_versions')
        .values({ version: migration.version, name: migration.name, applied_at_ms: nowMs })
        .execute()
    }
    return bindMode(trx, mode)
  })
}

async function bindMode(trx: Kysely<Database>, mode: Mode): Promise<Result<void>> {
  await trx
    .insertInto('meta')
    .values({ key: 'mode', value: mode })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
  const { value } = await trx
    .selectFrom('meta')
    .select('value')
    .where('key', '=', 'mode')
    .executeTakeFirstOrThrow()
  if (value === mode) return ok(undefined)
  return fail(
    'mode_mismatch',
    `The database is in ${value} mode, but CASHWRAP_MODE is ${mode}; use another data folder or set CASHWRAP_MODE=${value}.`,
    { databaseMode: value, configuredMode: mode },
  )
}
