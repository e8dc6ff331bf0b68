import { verify } from '@node-rs/argon2'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Product } from '../../../../domain/catalogue/product.ts'
import { storeIdSchema } from '../../../../domain/ids/ids.ts'
import type { Change, ChangesResponse } from '../../../../domain/protocol/sync.ts'
import { loadShop, shopSchema } from '../../../../server/catalogue/load-shop.ts'
import { recordChanges } from '../../../../server/catalogue/record-changes.ts'
import { demoShop } from '../../../../server/demo-shop/demo-shop.ts'
import { errorOf, startTestServer, type TestServer, type TestTill } from '../http/test-server.ts'
import { dialects, type Postgres, startPostgres } from '../store/postgres.ts'

const storeId = storeIdSchema.parse(demoShop.store.id)

describe.each(dialects)('the shop on %s', (dialect) => {
  let postgres: Postgres | undefined
  let server: TestServer
  let till: TestTill

  beforeAll(async () => {
    postgres = dialect === 'postgres' ? await startPostgres() : undefined
    server = await startTestServer(
      postgres === undefined ? {} : { databaseUrl: await postgres.newDatabase() },
    )
    till = await server.pairedTill('Catalogue counter')
  })
  afterAll(async () => {
    await server.close()
    await postgres?.stop()
  })

  const page = async (after: string, limit: number): Promise<ChangesResponse> => {
    const answer = await till.request('GET', `/v1/sync/changes?after=${after}&limit=${limit}`)
    expect(answer.status).toBe(200)
    return answer.body as ChangesResponse
  }
  const download = async (after: string, limit: number) => {
    const changes: Change[] = []
    let cursor = after
    for (let more = true; more; ) {
      const answer = await page(cursor, limit)
      changes.push(...answer.changes)
      cursor = answer.cursor
      more = answer.more
    }
    return { changes, cursor }
  }
  const change = (changes: readonly Change[]) =>
    server.store.transaction((trx) => recordChanges(trx, storeId, server.clock.nowMs, changes))
  const aProduct = (id: string, name: string): Product => {
    const [template] = demoShop.products
    if (template === undefined) throw new Error('the demo shop is empty')
    return { ...template, id, name, sku: id }
  }

  it('reaches a till whole: store, register, taxes, categories, products, people', async () => {
    const { changes } = await download('', 500)
    const count = (kind: Change['kind']) => changes.filter((one) => one.kind === kind).length
    expect(count('store')).toBe(1)
    expect(count('product')).toBe(demoShop.products.length)
    expect(count('category')).toBe(demoShop.categories.length)
    expect(count('tax-rate')).toBe(demoShop.taxRates.length)
    expect(count('staff')).toBe(3)
    expect(count('register')).toBeGreaterThanOrEqual(2)
  })

  it('carries PINs as argon2id hashes that the practice PIN opens', async () => {
    const { changes } = await download('', 2_000)
    for (const person of demoShop.staff) {
      const found = changes.find((one) => one.kind === 'staff' && one.id === person.id)
      const value = found?.kind === 'staff' ? found.value : null
      expect(value?.pinHash).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/)
      expect(value?.practicePin).toBe(person.practicePin)
      expect(await verify(value?.pinHash ?? '', person.practicePin)).toBe(true)
      expect(await verify(value?.pinHash ?? '', '000000')).toBe(false)
    }
  })

  it.each([1, 7, 100, 2_000])('is the same in pages of %i', async (limit) => {
    const whole = await download('', 2_000)
    const inPages =
      limit === 1 ? await download(String(Number(whole.cursor) - 20), 1) : await download('', limit)
    expect(inPages.cursor).toBe(whole.cursor)
    expect(inPages.changes).toEqual(whole.changes.slice(-inPages.changes.length))
    expect(await page(whole.cursor, limit)).toEqual({ changes: [], cursor: whole.cursor, more: false })
  })

  it('sends a change after the cursor once, at its latest, and a tombstone when the thing is gone', async () => {
    const { cursor } = await download('', 2_000)
    await change([{ kind: 'product', id: 'p-new', value: aProduct('p-new', 'Trowel') }])
    await change([{ kind: 'product', id: 'p-new', value: aProduct('p-new', 'Better trowel') }])
    const after = await download(cursor, 10)
    expect(after.changes).toEqual([
      { kind: 'product', id: 'p-new', value: aProduct('p-new', 'Better trowel') },
    ])
    await change([{ kind: 'product', id: 'p-new', value: null }])
    const gone = await download(after.cursor, 10)
    expect(gone.changes).toEqual([{ kind: 'product', id: 'p-new', value: null }])
  })

  it('loses no change to a cursor while twenty writers change it', async () => {
    const start = await download('', 2_000)
    const seen: Change[] = []
    let cursor = start.cursor
    let writing = true
    const reader = (async () => {
      while (writing) {
        const answer = await download(cursor, 3)
        seen.push(...answer.changes)
        cursor = answer.cursor
      }
    })()
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => {
        const id = `p-race-${index}`
        return change([{ kind: 'product', id, value: aProduct(id, `Product ${index}`) }])
      }),
    )
    writing = false
    await reader
    seen.push(...(await download(cursor, 2_000)).changes)
    expect(new Set(seen.map(({ id }) => id)).size).toBe(20)
  })

  it('starts a till from the beginning whose cursor is from a future that was lost', async () => {
    const { changes } = await download('', 2_000)
    expect((await download('999999999', 2_000)).changes).toEqual(changes)
  })

  it.each(['after=x', 'after=-1', 'limit=0', 'limit=2001', 'limit=x', 'shop=1'])(
    'refuses the question %s',
    async (query) => {
      expect(errorOf(await till.request('GET', `/v1/sync/changes?${query}`))).toBe('400 invalid_input')
    },
  )

  it('refuses to offer tills what they could not read', async () => {
    const broken = { ...aProduct('p-broken', 'Broken'), priceMinor: -1 }
    await expect(change([{ kind: 'product', id: 'p-broken', value: broken }])).rejects.toThrow()
  })

  it('is loaded once, and what people changed since stays', async () => {
    await change([{ kind: 'product', id: 'p-mine', value: aProduct('p-mine', 'My own') }])
    const before = await download('', 2_000)
    const [first] = demoShop.products
    await loadShop(
      server.deps,
      shopSchema.parse({
        store: demoShop.store,
        registers: [demoShop.register],
        taxRates: demoShop.taxRates,
        categories: demoShop.categories,
        products: [first],
        staff: [{ id: 's', name: 'S', role: 'owner', pin: '123456' }],
      }),
    )
    expect(await download('', 2_000)).toEqual(before)
  })
})
