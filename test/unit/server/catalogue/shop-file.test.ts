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
  ])('says in one sentence when %s', async (_what, content, cause) => {
    await expect(start(content)).rejects.toThrow(cause)
  })
})
