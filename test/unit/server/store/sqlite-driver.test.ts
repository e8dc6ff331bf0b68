import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SqliteDriver, type SqliteHandle } from '../../../../server/store/sqlite-driver.ts'

type Tables = { things: { id: number } }

describe('the SQLite connection', () => {
  let folder: string
  let handles: SqliteHandle[]
  let db: Kysely<Tables>

  /** A connection whose disk can be made to fail: on the first one opened `select broken()` meets an I/O error. */
  const open = (): SqliteHandle => {
    const handle = new SqliteDatabase(join(folder, 'test.sqlite'), { timeout: 0 })
    handle.pragma('journal_mode = WAL')
    if (handles.length === 0) {
      handle.function('broken', () => {
        throw new SqliteDatabase.SqliteError('disk I/O error', 'SQLITE_IOERR_FSYNC')
      })
    }
    handles.push(handle)
    return handle
  }

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cashwrap-driver-'))
    handles = []
    const handle = open()
    db = new Kysely<Tables>({
      dialect: {
        createAdapter: () => new SqliteAdapter(),
        createDriver: () => new SqliteDriver(handle, open),
        createIntrospector: (kysely) => new SqliteIntrospector(kysely),
        createQueryCompiler: () => new SqliteQueryCompiler(),
      },
    })
    await sql`create table things (id integer primary key)`.execute(db)
  })
  afterEach(async () => {
    await db.destroy()
    rmSync(folder, { recursive: true, force: true })
  })

  const ids = async () =>
    (await db.selectFrom('things').select('id').orderBy('id').execute()).map(({ id }) => id)

  it('takes the write lock when a transaction begins, not at its first write', async () => {
    const other = new SqliteDatabase(join(folder, 'test.sqlite'), { timeout: 0 })
    await db.transaction().execute(async () => {
      expect(() => other.exec('begin immediate')).toThrow(/locked/)
    })
    other.close()
  })

  it('keeps a query outside a transaction waiting until the transaction has ended', async () => {
    const order: string[] = []
    const transaction = db.transaction().execute(async (trx) => {
      await trx.insertInto('things').values({ id: 1 }).execute()
      await new Promise((done) => setTimeout(done, 20))
      order.push('transaction')
    })
    const outside = ids().then((found) => order.push(`outside sees ${found.length}`))
    await Promise.all([transaction, outside])
    expect(order).toEqual(['transaction', 'outside sees 1'])
  })

  it('is opened anew after an I/O error, with what was committed and without what was not', async () => {
    await db.insertInto('things').values({ id: 1 }).execute()
    const writing = db.transaction().execute(async (trx) => {
      await trx.insertInto('things').values({ id: 2 }).execute()
      await sql`select broken()`.execute(trx)
    })
    await expect(writing).rejects.toThrow('disk I/O error')
    expect(await ids()).toEqual([1])
    expect(handles.map(({ open: isOpen }) => isOpen)).toEqual([false, true])
    await db.insertInto('things').values({ id: 3 }).execute()
    expect(await ids()).toEqual([1, 3])
    expect(handles).toHaveLength(2)
  })

  it('stays open after a row that breaks a rule', async () => {
    await db.insertInto('things').values({ id: 1 }).execute()
    await expect(db.insertInto('things').values({ id: 1 }).execute()).rejects.toThrow(/UNIQUE/)
    expect(handles).toHaveLength(1)
  })

  it('tells the cause when SQLite has rolled back on its own', async () => {
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db)
    await sql`pragma max_page_count = ${sql.lit(rows[0]?.page_count ?? 1)}`.execute(db)
    const filling = db.transaction().execute(async (trx) => {
      for (let id = 1; id < 10_000; id += 1) await trx.insertInto('things').values({ id }).execute()
    })
    await expect(filling).rejects.toMatchObject({ code: 'SQLITE_FULL' })
    expect(await ids()).toEqual([])
  })
})
