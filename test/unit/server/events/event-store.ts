import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '../../../../server/secret.ts'
import { openStore } from '../../../../server/store/open-store.ts'
import type { Store } from '../../../../server/store/store.ts'
import type { Postgres } from '../store/postgres.ts'

/** An empty, migrated store in a folder or database of its own. */
export async function emptyStore(
  postgres: Postgres | null,
): Promise<{ readonly store: Store; readonly close: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'cashwrap-events-'))
  const storage =
    postgres === null
      ? ({ dialect: 'sqlite', folder } as const)
      : ({ dialect: 'postgres', url: new Secret(await postgres.newDatabase()) } as const)
  const opened = await openStore({ storage, mode: 'practice', nowMs: 1 })
  if (!opened.ok) throw new Error(opened.error.message)
  const store = opened.value
  return {
    store,
    close: async () => {
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
