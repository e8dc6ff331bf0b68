import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type NewEvent, recordEvent } from '../../../../server/events/events.ts'
import { searchEvents } from '../../../../server/events/search-events.ts'
import { openStore } from '../../../../server/store/open-store.ts'
import type { Store } from '../../../../server/store/store.ts'

let folder: string
let store: Store
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cashwrap-events-'))
  const opened = await openStore({ storage: { dialect: 'sqlite', folder }, mode: 'practice', nowMs: 1 })
  if (!opened.ok) throw new Error(opened.error.message)
  store = opened.value
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const record = (event: Partial<NewEvent>): Promise<void> =>
  store.transaction((trx) => recordEvent(trx, { storeId: 's', at: 5, kind: 'test', body: {}, ...event }))

describe('events', () => {
  it('keep neither card numbers nor secrets, wherever in the body they stand', async () => {
    const card = '4242 4242 4242 4242'
    const secrets = ['sk_live_51ABCDEFGHIJKLMNOP', 'whsec_abcdefghijklmnopqrstuvwxyz012345']
    await record({
      body: { note: `card ${card}`, deep: [{ header: `Bearer ${secrets[0]}` }], hook: secrets[1] },
    })
    const [row] = await store.db.selectFrom('events').select('body').execute()
    for (const bad of ['4242 4242', '424242424242', ...secrets]) expect(row?.body).not.toContain(bad)
    expect(() => JSON.parse(row?.body ?? '')).not.toThrow()
  })

  it('keep times as numbers, although every tenth of them passes the card check', async () => {
    const times = Array.from({ length: 50 }, (_, index) => 1_763_900_000_000 + index)
    await record({ body: { times } })
    const [event] = await searchEvents(store.db, { storeId: 's', limit: 1 })
    expect(JSON.parse(event?.bodyText ?? '')).toEqual({ times })
  })

  it('are numbered without gaps per store, and a rolled back one leaves none', async () => {
    await record({ storeId: 'a' })
    await store
      .transaction(async (trx) => {
        await recordEvent(trx, { storeId: 'a', at: 1, kind: 'lost', body: {} })
        throw new Error('no')
      })
      .catch(() => undefined)
    await record({ storeId: 'b' })
    await record({ storeId: 'a' })
    const rows = await store.db
      .selectFrom('events')
      .select(['store_id', 'seq'])
      .orderBy('store_id')
      .orderBy('seq')
      .execute()
    expect(rows).toEqual([
      { store_id: 'a', seq: 1 },
      { store_id: 'a', seq: 2 },
      { store_id: 'b', seq: 1 },
    ])
  })

  it('are found by sale, payment and kind, newest first, page by page, and never in another store', async () => {
    await record({ saleId: 'sale-1', paymentKey: 'pay-1', kind: 'one' })
    await record({ saleId: 'sale-1', paymentKey: 'pay-2', kind: 'two' })
    await record({ saleId: 'sale-2', kind: 'one' })
    await record({ storeId: 'other', saleId: 'sale-1' })
    const kinds = async (search: object) =>
      (await searchEvents(store.db, { storeId: 's', limit: 10, ...search })).map(({ seq }) => seq)
    expect(await kinds({ saleId: 'sale-1' })).toEqual([2, 1])
    expect(await kinds({ paymentKey: 'pay-2' })).toEqual([2])
    expect(await kinds({ kind: 'one' })).toEqual([3, 1])
    expect(await kinds({ limit: 2 })).toEqual([3, 2])
    expect(await kinds({ after: { atMs: 5, seq: 2 } })).toEqual([1])
  })

  it('that are too long are cut, and still JSON', async () => {
    await record({ body: { long: '"'.repeat(100_000) } })
    const [event] = await searchEvents(store.db, { storeId: 's', limit: 1 })
    expect(JSON.parse(event?.bodyText ?? '')).toHaveProperty('truncated')
  })
})
