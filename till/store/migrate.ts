import { fail, ok, type Result } from '../../domain/result.ts'
import type { Connection } from './connection.ts'
import { journalMigration } from './migrations/0001-journal.ts'
import { counterMigration } from './migrations/0002-counter.ts'
import { readersMigration } from './migrations/0003-readers.ts'

export type Migration = { readonly version: number; readonly sql: string }

/** Every migration in order; a new one is added here and never changes afterwards. */
export const migrations: readonly Migration[] = [journalMigration, counterMigration, readersMigration]

/** 'CWTL': marks the file as a till's database (`PRAGMA application_id`). */
const applicationId = 0x4357544c

/** Brings the file to the newest version, each step in one transaction. Refuses a file of another program or of a newer Cashwrap. */
export function migrate(
  connection: Connection,
  folder: string,
  steps: readonly Migration[] = migrations,
): Result<void> {
  const version = Number(connection.pragma('user_version'))
  const owner = Number(connection.pragma('application_id'))
  const newest = steps.at(-1)?.version ?? 0
  if (version > 0 && owner !== applicationId) {
    return fail(
      'storage_damaged',
      `The file till.sqlite in ${folder} is not a Cashwrap database: move it away.`,
    )
  }
  if (version > newest) {
    return fail(
      'storage_failed',
      `The database in ${folder} was written by a newer Cashwrap (version ${version}, this one knows ${newest}): update Cashwrap.`,
    )
  }
  for (const step of steps) {
    if (step.version <= version) continue
    connection.exec(
      `BEGIN IMMEDIATE; ${step.sql}; PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${step.version}; COMMIT;`,
    )
  }
  return ok(undefined)
}
