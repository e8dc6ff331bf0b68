import { existsSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, sql } from 'kysely'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { StorageConfig } from '../config.ts'
import type { Database } from './database.ts'
import { migrations } from './migrations/migrations.ts'
import { openPostgres } from './open-postgres.ts'
import { sqliteFileName } from './open-sqlite.ts'
import { SqliteDriver, type SqliteHandle } from './sqlite-driver.ts'
import type { Db } from './store.ts'

/**
 * Opens a server's database to look into it, beside a server that runs or without one. Nothing is migrated, locked or written. Errors: `storage_failed`
 * when there is none, or when it is of another version than this program.
 */
export async function openReadOnly(
  storage: StorageConfig,
): Promise<Result<{ readonly db: Db; readonly close: () => Promise<void> }>> {
  const opened = storage.dialect === 'sqlite' ? openFile(storage.folder) : await openPostgres(storage.url)
  if (!opened.ok) return opened
  const { db, close } = opened.value
  const known = migrations.at(-1)?.version ?? 0
  const found = await versionOf(db)
  if (found === known) return opened
  await close()
  return fail(
    'storage_failed',
    `The database is of schema ${found} and this program of ${known}; start its server once with this version, then try again.`,
  )
}

function openFile(folder: string): Result<{ readonly db: Db; readonly close: () => Promise<void> }> {
  const file = join(folder, sqliteFileName)
  if (!existsSync(file))
    return fail(
      'storage_failed',
      `There is no server database in ${folder}; name its folder, or ask the server.`,
    )
  const open = (): SqliteHandle =>
    new SqliteDatabase(file, { readonly: true, fileMustExist: true, timeout: 5_000 })
  try {
    const db = new Kysely<Database>({
      dialect: {
        createAdapter: () => new SqliteAdapter(),
        createDriver: () => new SqliteDriver(open(), open),
        createIntrospector: (kysely) => new SqliteIntrospector(kysely),
        createQueryCompiler: () => new SqliteQueryCompiler(),
      },
    })
    return ok({ db, close: () => db.destroy() })
  } catch (error) {
    const cause = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    return fail(
      'storage_failed',
      `${file} cannot be read (${cause}); see that it is whole and that this user may read it.`,
    )
  }
}

async function versionOf(db: Db): Promise<number> {
  try {
    const { rows } = await sql<{
      version: number | null
    }>`select max(version) as version from schema_versions`.execute(db)
    return rows[0]?.version ?? 0
  } catch {
    return 0
  }
}
