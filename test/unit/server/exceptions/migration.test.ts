import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { core } from '../../../../server/store/migrations/0001-core.ts'
import { payments } from '../../../../server/store/migrations/0002-payments.ts'
import { exceptions } from '../../../../server/store/migrations/0003-exceptions.ts'

it('what was parked before there was a queue waits in it after the migration, under its own id', async () => {
  const db = new Database(':memory:')
  const run = async (statement: string): Promise<readonly unknown[]> => {
    db.exec(statement)
    return []
  }
  await core.up(run, 'sqlite')
  await payments.up(run, 'sqlite')
  db.prepare(
    `INSERT INTO sync_exceptions (store_id, exception_id, register_id, device_id, seq, took_slot, reason, message, digest, text, received_at_ms)
     VALUES ('s', 'e-1', 'r', 'd', 7, 1, 'unreadable', 'Not JSON.', 'x', 'nonsense', 123)`,
  ).run()
  await exceptions.up(run, 'sqlite')
  expect(db.prepare('SELECT * FROM exceptions').all()).toMatchObject([
    {
      store_id: 's',
      exception_id: 'e-1',
      kind: 'sync.parked',
      subject: 'e-1',
      summary: 'Not JSON.',
      state: 'open',
      raised_at_ms: 123,
    },
  ])
  db.close()
})
