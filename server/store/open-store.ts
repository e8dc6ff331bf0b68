import type { Mode } from '../../domain/mode/mode.ts'
import { type Failure, ok, type Result } from '../../domain/result.ts'
import type { StorageConfig } from '../config.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/migrations.ts'
import { openPostgres } from './open-postgres.ts'
import { openSqlite } from './open-sqlite.ts'
import type { Store } from './store.ts'
import { storeFailure } from './store-failure.ts'

type Options = {
  readonly storage: StorageConfig
  readonly mode: Mode
  readonly nowMs: number
}

/** Opens the store, migrates it, and checks that it belongs to this mode. Errors: those of `openSqlite`, `openPostgres` and `migrate`. */
export async function openStore({ storage, mode, nowMs }: Options): Promise<Result<Store>> {
  const opened = storage.dialect === 'sqlite' ? openSqlite(storage.folder) : await openPostgres(storage.url)
  if (!opened.ok) return opened
  const { db, close } = opened.value

  const prepare = async (): Promise<Result<void>> => {
    const migrated = await migrate({ db, dialect: storage.dialect, mode, migrations, nowMs })
    if (migrated.ok && 'rememberDatabase' in opened.value) opened.value.rememberDatabase()
    return migrated
  }
  const migrated = await prepare().catch(async (error: unknown): Promise<Failure> => {
    const failure = storeFailure(error, storage.dialect === 'sqlite' ? `in ${storage.folder}` : undefined)
    if (failure !== null) return failure
    await close()
    throw error
  })
  if (!migrated.ok) {
    await close()
    return migrated
  }
  return ok({
    db,
    dialect: storage.dialect,
    transaction: (run) => db.transaction().execute(run),
    close,
  })
}
