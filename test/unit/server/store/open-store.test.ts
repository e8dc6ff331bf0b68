import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Mode } from '../../../../domain/mode/mode.ts'
import type { StorageConfig } from '../../../../server/config.ts'
import { Secret } from '../../../../server/secret.ts'
import { migrate } from '../../../../server/store/migrate.ts'
import { migrations } from '../../../../server/store/migrations/migrations.ts'
import { openStore } from '../../../../server/store/open-store.ts'
import type { Store } from '../../../../server/store/store.ts'
import { dialects, once, type Postgres, startPostgres } from './postgres.ts'

const newest = migrations.at(-1)?.version ?? 0

describe.each(dialects)('the store on %s', (dialect) => {
  let postgres: Postgres | undefined
  let storage: StorageConfig
  let folder: string
  let opened: Store[] = []

  beforeAll(async () => {
    postgres = dialect === 'postgres' ? await startPostgres() : undefined
  })
  afterAll(() => postgres?.stop())
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cashwrap-store-'))
    storage =
      postgres === undefined
        ? { dialect: 'sqlite', folder }
        : { dialect: 'postgres', url: new Secret(await postgres.newDatabase()) }
  })
  afterEach(async () => {
    for (const store of opened) await store.close()
    opened = []
    rmSync(folder, { recursive: true, force: true })
  })

  const open = async (mode: Mode = 'practice') => {
    const result = await openStore({ storage, mode, nowMs: 1 })
    if (result.ok) opened.push(result.value)
    return result
  }
  const openedStore = async (): Promise<Store> => {
    const result = await open()
    if (!result.ok) throw new Error(result.error.message)
    return result.value
  }
  const closeAll = async () => {
    for (const store of opened) await store.close()
    opened = []
  }

  it('is migrated once, whatever how often it is opened', async () => {
    await openedStore()
    await closeAll()
    const store = await openedStore()
    const versions = await store.db
      .selectFrom('schema_versions')
      .select('version')
      .orderBy('version')
      .execute()
    expect(versions.map(({ version }) => version)).toEqual(migrations.map(({ version }) => version))
  })

  it.each([
    ['practice', 'live'],
    ['live', 'test'],
    ['test', 'practice'],
  ] as const)('once in %s mode is refused in %s mode, naming the two', async (first, second) => {
    expect((await open(first)).ok).toBe(true)
    await closeAll()
    const refused = await open(second)
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'mode_mismatch', details: { databaseMode: first, configuredMode: second } },
    })
    expect((await open(first)).ok).toBe(true)
  })

  it('written by a newer Cashwrap is refused and left as it is', async () => {
    const store = await openedStore()
    await store.db
      .insertInto('schema_versions')
      .values({ version: newest + 1, name: 'from the future', applied_at_ms: 1 })
      .execute()
    await closeAll()
    const refused = await open()
    expect(refused).toMatchObject({ ok: false, error: { details: { schemaVersion: newest + 1 } } })
    expect(refused.ok ? '' : refused.error.message).toContain('newer Cashwrap')
  })

  it('is not changed at all by a migration that breaks halfway', async () => {
    const store = await openedStore()
    const broken = {
      version: newest + 1,
      name: 'broken',
      up: async (run: (statement: string) => Promise<readonly unknown[]>) => {
        await run('create table half_done (id text primary key)')
        await run('insert into no_such_table values (1)')
      },
    }
    await expect(
      migrate({ db: store.db, dialect, mode: 'practice', migrations: [...migrations, broken], nowMs: 2 }),
    ).rejects.toThrow()
    await expect(sql`select * from half_done`.execute(store.db)).rejects.toThrow()
    const versions = await store.db.selectFrom('schema_versions').select('version').execute()
    expect(Math.max(...versions.map(({ version }) => version))).toBe(newest)
  })

  it('rolls a transaction back whole when it throws', async () => {
    const store = await openedStore()
    await expect(
      store.transaction(async (trx) => {
        await trx.insertInto('meta').values({ key: 'a', value: '1' }).execute()
        throw new Error('stop')
      }),
    ).rejects.toThrow('stop')
    const rows = await store.db.selectFrom('meta').select('key').where('key', '=', 'a').execute()
    expect(rows).toEqual([])
  })

  it('lets fifty transactions that read and write the same counter lose nothing', async () => {
    const store = await openedStore()
    await store.db.insertInto('meta').values({ key: 'counter', value: '0' }).execute()
    await Promise.all(
      Array.from({ length: 50 }, () =>
        store.transaction(async (trx) => {
          const { value } = await trx
            .updateTable('meta')
            .set({ value: sql`value` })
            .where('key', '=', 'counter')
            .returning('value')
            .executeTakeFirstOrThrow()
          await new Promise((done) => setImmediate(done))
          await trx
            .updateTable('meta')
            .set({ value: String(Number(value) + 1) })
            .where('key', '=', 'counter')
            .execute()
        }),
      ),
    )
    const { value } = await store.db
      .selectFrom('meta')
      .select('value')
      .where('key', '=', 'counter')
      .executeTakeFirstOrThrow()
    expect(value).toBe('50')
  })

  it('gives big integers back as numbers', async () => {
    const store = await openedStore()
    await store.db
      .insertInto('sync_heads')
      .values({ store_id: 's', register_id: 'r', seq: 9_007_199_254_740_991, hash: '', updated_at_ms: 1 })
      .execute()
    const { seq } = await store.db.selectFrom('sync_heads').select('seq').executeTakeFirstOrThrow()
    expect(seq).toBe(9_007_199_254_740_991)
  })

  if (dialect === 'postgres') {
    it('is migrated once by five servers that start together', async () => {
      const results = await Promise.all(Array.from({ length: 5 }, () => open()))
      expect(results.map(({ ok }) => ok)).toEqual([true, true, true, true, true])
    })

    it('that does not keep what it commits is refused', async () => {
      if (storage.dialect !== 'postgres') throw new Error('not PostgreSQL')
      const name = new URL(storage.url.reveal()).pathname.slice(1)
      await once(storage.url.reveal(), `alter database ${name} set synchronous_commit = off`)
      const refused = await open()
      expect(refused).toMatchObject({ ok: false, error: { code: 'storage_failed' } })
    })
  }
})

describe('a PostgreSQL that does not answer', () => {
  it('is one sentence without the password', async () => {
    const url = new Secret('postgres://owner:hunter2@127.0.0.1:9/shop')
    const refused = await openStore({ storage: { dialect: 'postgres', url }, mode: 'practice', nowMs: 1 })
    expect(refused).toMatchObject({ ok: false, error: { code: 'storage_failed' } })
    expect(JSON.stringify(refused)).not.toContain('hunter2')
  })
})

describe('the SQLite file', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cashwrap-store-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const open = (at = folder) =>
    openStore({ storage: { dialect: 'sqlite', folder: at }, mode: 'practice', nowMs: 1 })
  const file = () => join(folder, 'server.sqlite')

  it('keeps what is committed: WAL, synchronous FULL, a sound version', async () => {
    const store = await open()
    if (!store.ok) throw new Error(store.error.message)
    const { db } = store.value
    const answers = await Promise.all([
      sql<{ journal_mode: string }>`pragma journal_mode`.execute(db),
      sql<{ synchronous: number }>`pragma synchronous`.execute(db),
    ])
    expect(answers.map(({ rows }) => rows[0])).toEqual([{ journal_mode: 'wal' }, { synchronous: 2 }])
    await store.value.close()
  })

  it('is refused to a second server while a first one has it, and free again after', async () => {
    const first = await open()
    const second = await open()
    expect(second).toMatchObject({ ok: false, error: { code: 'storage_in_use' } })
    if (first.ok) await first.value.close()
    const third = await open()
    expect(third.ok).toBe(true)
    if (third.ok) await third.value.close()
  })

  it('that is no database is refused as damaged and left as it is', async () => {
    writeFileSync(
      file(),
      'this is a shopping list, not a database, and quite long enough to tell'.repeat(100),
    )
    const before = readFileSync(file())
    expect(await open()).toMatchObject({ ok: false, error: { code: 'storage_damaged' } })
    expect(readFileSync(file()).equals(before)).toBe(true)
  })

  it('that was cut off is refused as damaged', async () => {
    const store = await open()
    if (store.ok) await store.value.close()
    truncateSync(file(), Math.floor(statSync(file()).size / 2))
    expect(await open()).toMatchObject({ ok: false, error: { code: 'storage_damaged' } })
  })

  it('whose pages were overwritten is refused as damaged', async () => {
    const store = await open()
    if (store.ok) await store.value.close()
    const bytes = readFileSync(file())
    bytes.fill(0x5a, 4096, 4096 * 6)
    writeFileSync(file(), bytes)
    expect(await open()).toMatchObject({ ok: false, error: { code: 'storage_damaged' } })
  })

  it('that says where it is damaged is refused in one line all the same', async () => {
    const store = await open()
    if (store.ok) await store.value.close()
    const bytes = readFileSync(file())
    bytes.fill(0, 4096 * 2, 4096 * 5)
    writeFileSync(file(), bytes)
    const refused = await open()
    expect(refused.ok ? '' : refused.error.message).toBe(
      `The database ${file()} is damaged; move it aside and restore a backup, the tills will send again what is missing.`,
    )
    expect(readFileSync(file()).equals(bytes)).toBe(true)
  })

  it('that was emptied, or is gone, is a loss and not a new shop', async () => {
    const store = await open()
    if (store.ok) await store.value.close()
    const refused = {
      ok: false,
      error: { code: 'storage_damaged', message: expect.stringContaining('put back a backup') },
    }
    truncateSync(file(), 0)
    expect(await open()).toMatchObject(refused)
    expect(statSync(file()).size).toBe(0)
    rmSync(file())
    expect(await open()).toMatchObject(refused)
    const bare = new SqliteDatabase(file())
    bare.pragma('journal_mode = WAL')
    bare.close()
    expect(await open()).toMatchObject(refused)
    expect((await open(join(folder, 'anew'))).ok).toBe(true)
  })

  it('whose lock file is damaged says that nothing is in it', async () => {
    writeFileSync(join(folder, 'server.lock'), 'not a lock '.repeat(1_000))
    const refused = await open()
    expect(refused.ok ? '' : refused.error.message).toMatch(/server\.lock is damaged; it holds no sales/)
  })

  if (process.platform === 'linux') {
    it('in a folder that can never be made is refused at once', async () => {
      expect(await open('/proc/cashwrap/server')).toMatchObject({
        ok: false,
        error: { code: 'storage_read_only', message: expect.stringContaining('CASHWRAP_SERVER_DATA') },
      })
    })
  }

  it('in a folder that is a file is refused in one sentence', async () => {
    const notAFolder = join(folder, 'note.txt')
    writeFileSync(notAFolder, 'hello')
    const refused = await open(notAFolder)
    expect(refused).toMatchObject({ ok: false, error: { code: 'storage_read_only' } })
    expect(refused.ok ? '' : refused.error.message).toContain(notAFolder)
  })

  it('stays whole and names the cause when the disk is full', async () => {
    const store = await open()
    if (!store.ok) throw new Error(store.error.message)
    const { db } = store.value
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db)
    await sql`pragma max_page_count = ${sql.lit((rows[0]?.page_count ?? 0) + 2)}`.execute(db)
    const { storeFailure } = await import('../../../../server/store/store-failure.ts')
    const filling = store.value.transaction(async (trx) => {
      for (let row = 0; row < 100; row += 1) {
        await trx
          .insertInto('meta')
          .values({ key: `row ${row}`, value: 'x'.repeat(4_000) })
          .execute()
      }
    })
    const failure = storeFailure(await filling.catch((error: unknown) => error))
    expect(failure).toMatchObject({ ok: false, error: { code: 'storage_full' } })
    expect(failure?.error.message).toBe(
      'The disk that holds the database of this server is full; free some space on it and try again. Nothing was kept.',
    )
    const rowsLeft = await db.selectFrom('meta').select('key').where('key', 'like', 'row %').execute()
    expect(rowsLeft).toEqual([])
    await store.value.close()
  })

  it('survives a kill in the middle of writing with everything that was acknowledged', async () => {
    const module = join(import.meta.dirname, '../../../fixtures/server/write-until-killed.ts')
    let output = ''
    try {
      execFileSync(process.execPath, [module, folder], {
        timeout: 1_500,
        killSignal: 'SIGKILL',
        encoding: 'utf8',
      })
    } catch (error) {
      output = String((error as { stdout?: unknown }).stdout ?? '')
    }
    const acknowledged = output.split('\n').filter((line) => line !== '').length - 1
    expect(acknowledged).toBeGreaterThan(0)
    const store = await open()
    if (!store.ok) throw new Error(store.error.message)
    const rows = await store.value.db.selectFrom('meta').select('key').where('key', 'like', 'row %').execute()
    expect(rows.length).toBeGreaterThanOrEqual(acknowledged)
    await store.value.close()
    const check = new SqliteDatabase(file()).pragma('integrity_check', { simple: true })
    expect(check).toBe('ok')
  })
})
