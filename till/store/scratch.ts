import type { Result } from '../../domain/result.ts'
import { ok } from '../../domain/result.ts'
import { type Connection, openConnection } from './connection.ts'
import { migrate } from './migrate.ts'

/** An empty database of the newest shape, in memory; the caller closes it. */
export function openScratch(): Result<Connection> {
  const connection = openConnection(':memory:', { timeoutMs: 0 })
  const migrated = migrate(connection, 'memory')
  return migrated.ok ? ok(connection) : migrated
}
