import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { demoShop } from '../../../../server/demo-shop/demo-shop.ts'
import { startTestServer } from '../http/test-server.ts'

const shop = {
  store: { ...demoShop.store, id: 'store-own', name: 'Our own shop' },
  registers: [{ id: 'register-1', name: 'Counter' }],
  taxRates: demoShop.taxRates,
  categories: demoShop.categories,
  products: demoShop.products.slice(0, 3),
  staff: [{ id: 'owner', name: 'Owner', role: 'owner', pin: '739154' }],
}

/** The shop's file with one field of its first product changed. */
const withProduct = (change: object): string =>
  JSON.stringify({ ...shop, products: [{ ...shop.products[0], ...change }, ...shop.products.slice(1)] })

describe('a shop in test or live mode', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cashwrap-shop-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const start = (content: string | null) => {
    const file = join(folder, 'shop.json')
    if (content !== null) writeFileSync(file, content)
    return startTestServer({
      env: {
        CASHWRAP_MODE: 'test',
        STRIPE_SECRET_KEY: 'sk_test_nobody',
        STRIPE_WEBHOOK_SECRET: 'whsec_nobody',
        ...(content === null ? {} : { CASHWRAP_SHOP_FILE: file }),
      },
    })
  }

  it('is loaded from its file, without a PIN that anybody could read', async () => {
    const server = await start(JSON.stringify(shop))
    const { body } = await server.admin('GET', '/v1/backoffice/shop')
    expect(body).toMatchObject({
      mode: 'test',
      store: { name: 'Our own shop' },
      registers: [{ name: 'Counter' }],
    })
    const rows = await server.store.db.selectFrom('changes').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain('739154')
    const staff = rows.find(({ kind }) => kind === 'staff')
    expect(JSON.parse(staff?.value ?? '{}')).toMatchObject({ practicePin: null })
    await server.close()
  })

  it.each([
    ['there is none', null, 'CASHWRAP_SHOP_FILE'],
    ['its file is not JSON', '{', 'cannot be read as JSON'],
    ['its file lacks a register', JSON.stringify({ ...shop, registers: [] }), 'registers'],
    [
      'a PIN is too short',
      JSON.stringify({ ...shop, staff: [{ ...shop.staff[0], pin: '1234' }] }),
      'staff.0.pin',
    ],
    [
      'its currency is none',
      JSON.stringify({ ...shop, store: { ...shop.store, currency: 'ZZZ' } }),
      'store.currency',
    ],
    [
      'a product is in another currency',
      withProduct({ currency: 'USD' }),
      'priced in USD but the shop sells in EUR',
    ],
    ['a price is 10^13', withProduct({ priceMinor: 1e13 }), 'products.0.priceMinor'],
    ['a price is negative', withProduct({ priceMinor: -1 }), 'products.0.priceMinor'],
    ['a price is no whole number', withProduct({ priceMinor: 9.5 }), 'products.0.priceMinor'],
    ['an EAN has a wrong check digit', withProduct({ ean: '4006381333930' }), 'check digit of 4006381333930'],
    ['an EAN is no number', withProduct({ ean: '40063813339AB' }), 'products.0.ean'],
    ['a tax rate is missing', withProduct({ taxRateId: 'none' }), 'no tax rate none'],
    ['a category is missing', withProduct({ categoryId: 'none' }), 'no category none'],
    ['a product stands there twice', withProduct({ id: shop.products[1]?.id }), 'two products have the id'],
  ])('says in one sentence when %s', async (_what, content, cause) => {
    await expect(start(content)).rejects.toThrow(cause)
  })
})
