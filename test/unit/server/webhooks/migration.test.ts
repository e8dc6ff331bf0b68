import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Kysely, sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { Secret } from '../../../../server/secret.ts'
import type { Database } from '../../../../server/store/database.ts'
import { migrate } from '../../../../server/store/migrate.ts'
import { migrations } from '../../../../server/store/migrations/migrations.ts'
import { openPostgres } from '../../../../server/store/open-postgres.ts'
import { openSqlite } from '../../../../server/store/open-sqlite.ts'
import { dialects, type Postgres, startPostgres } from '../store/postgres.ts'

describe.each(dialects)('the inbox of an earlier version on %s', (dialect) => {
  let postgres: Postgres | undefined
  let folder: string
  let db: Kysely<Database>
  let close: () => Promise<void>
  beforeAll(async () => {
    if (dialect === 'postgres') postgres = await startPostgres()
  })
  afterAll(async () => {
    await postgres?.stop()
  })
  afterEach(async () => {
    await close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('is taken over: each id once, what waited still waits, and its job finds it', async () => {
    folder = mkdtempSync(join(tmpdir(), 'cashwrap-inbox-'))
    const opened =
      postgres === undefined
        ? openSqlite(folder)
        : await openPostgres(new Secret(await postgres.newDatabase()))
    if (!opened.ok) throw new Error(opened.error.message)
    db = opened.value.db
    close = opened.value.close
    const upTo = (version: number) =>
      migrate({
        db,
        dialect,
        mode: 'practice',
        migrations: migrations.filter((one) => one.version <= version),
        nowMs: 1,
      })
    expect((await upTo(4)).ok).toBe(true)
    for (const [store, id, outcome] of [
      ['a', 'evt_1', 'processed'],
      ['b', 'evt_1', null],
      ['', 'evt_2', null],
    ] as const) {
      await sql`insert into webhook_events
        (store_id, processor, event_id, type, created_at_ms, received_at_ms, event, payload, outcome, processed_at_ms)
        values (${store}, 'stripe', ${id}, 'charge.succeeded', 1, 2, '{}', '{}', ${outcome}, null)`.execute(
        db,
      )
      await sql`insert into jobs
        (store_id, kind, subject, state, run_at_ms, attempts, locked_until_ms, last_error, created_at_ms, version)
        values (${store}, 'webhook.process', ${id}, 'waiting', 1, 0, null, null, 1, 1)`.execute(db)
    }
    expect((await upTo(5)).ok).toBe(true)
    const rows = await db
      .selectFrom('webhook_events')
      .select(['event_id', 'store_id', 'object_key', 'outcome', 'source'])
      .orderBy('event_id')
      .execute()
    expect(rows).toEqual([
      { event_id: 'evt_1', store_id: 'a', object_key: 'evt_1', outcome: 'processed', source: 'delivered' },
      { event_id: 'evt_2', store_id: '', object_key: 'evt_2', outcome: null, source: 'delivered' },
    ])
    const jobs = await db
      .selectFrom('jobs')
      .select(['store_id', 'subject', 'claim_no'])
      .where('store_id', '=', '')
      .orderBy('subject')
      .execute()
    expect(jobs).toEqual([
      { store_id: '', subject: 'evt_1', claim_no: 0 },
      { store_id: '', subject: 'evt_2', claim_no: 0 },
    ])
    const again = sql`insert into webhook_events
      (processor, event_id, store_id, object_key, source, type, created_at_ms, received_at_ms, payload)
      values ('stripe', 'evt_1', 'elsewhere', 'pi_1', 'delivered', 'charge.succeeded', 1, 2, '{}')`.execute(
      db,
    )
    await expect(again).rejects.toThrow(/unique/i)
  })
})
