import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import WebSocket from 'ws'
import type { Product } from '../../../domain/catalogue/product.ts'
import type { Channel } from '../../../domain/protocol/bridge.ts'
import { openPracticeShop, type PracticeShop } from '../../support/practice-shop.ts'
import { openReadyTill } from '../../support/ready-till.ts'
import type { TillBridge } from '../../support/till-bridge.ts'
import { rowsOf, tillTables } from './rows.ts'

/** Everything wrong that a screen can send a running till: a code and a sentence, and not one row of the till changes. */
describe('a running till', () => {
  let shop: PracticeShop
  let till: TillBridge
  let productId: string
  let lineId: string

  beforeAll(async () => {
    shop = await openPracticeShop()
    till = await openReadyTill(shop)
    const { products } = await till.must('catalogue.products', { categoryId: null, offset: 0, limit: 1 })
    productId = products[0]?.id ?? ''
    const { cart } = await till.must('cart.add', { productId, quantity: 2 })
    lineId = cart.lines[0]?.id ?? ''
  })
  afterAll(async () => {
    till.close()
    await shop.close()
  })

  const rows = (): string => rowsOf(join(shop.folder, 'till', 'till.sqlite'), tillTables)

  /** What came back, and that nothing else did. */
  async function refusal(channel: Channel, input: unknown): Promise<string> {
    const before = rows()
    const answer = await till.call(channel, input as never)
    expect(rows()).toBe(before)
    if (answer.ok) return 'ok'
    const { code, message } = answer.error
    expect(message, `${channel} ${JSON.stringify(input)}`).toMatch(/^[A-Z][^\n{}]+\.$/)
    expect(message).not.toMatch(/Error|SQLITE|pattern|at .*\.ts|undefined/)
    return code
  }

  const quantities = [0, -1, 1.5, 10_000, 2 ** 53, 1e308, -1e308]
  test.each(quantities)('a quantity of %d', async (quantity) => {
    expect(await refusal('cart.add', { productId, quantity })).toBe('quantity_invalid')
    expect(await refusal('cart.setQuantity', { lineId, quantity })).toBe('quantity_invalid')
  })

  test('a quantity that the line cannot hold with what it has', async () => {
    expect(await refusal('cart.add', { productId, quantity: 9_998 })).toBe('quantity_invalid')
  })

  test.each(['2', null, true, [], {}])('a quantity that is no number: %j', async (quantity) => {
    expect(await refusal('cart.add', { productId, quantity })).toBe('invalid_input')
    expect(await refusal('cart.setQuantity', { lineId, quantity })).toBe('invalid_input')
  })

  test('a barcode that no product has', async () => {
    expect(await refusal('cart.scan', { code: '4006381333931' })).toBe('product_not_found')
    expect(await refusal('cart.scan', { code: 'NO-SUCH-SKU' })).toBe('product_not_found')
    expect(await refusal('cart.add', { productId: 'nothing', quantity: 1 })).toBe('product_not_found')
  })

  test.each(['4006381333930', '', '   ', '\u0000\u0001', 'x'.repeat(81), 'x'.repeat(200)])(
    'an EAN that cannot be read: %j',
    async (code) => {
      expect(await refusal('cart.scan', { code })).toBe('barcode_unparsable')
    },
  )

  test('a card number in place of a barcode, a name, a note', async () => {
    const number = '4242 4242 4242 4242'
    expect(await refusal('cart.scan', { code: number })).toBe('card_number_refused')
    expect(await refusal('cart.addCustom', { name: number, priceMinor: 1, taxRateId: null })).toBe(
      'card_number_refused',
    )
    expect(await refusal('cart.setNote', { note: number })).toBe('card_number_refused')
  })

  test('a price of 10^13, or one that is none', async () => {
    const custom = (priceMinor: unknown) =>
      refusal('cart.addCustom', { name: 'Thing', priceMinor, taxRateId: null })
    expect(await custom(1e13)).toBe('amount_too_large')
    expect(await custom(1e308)).toBe('amount_too_large')
    expect(await custom(1_000_000_000)).toBe('amount_too_large')
    expect(await custom(-1)).toBe('amount_invalid')
    expect(await custom(9.5)).toBe('amount_invalid')
    expect(await custom('5')).toBe('invalid_input')
  })

  test.each([1e9, 1e13, 2 ** 53, 1e308])(
    'a discount of %d, above the line and the sale',
    async (amountMinor) => {
      const discount = { kind: 'amount', amountMinor }
      expect(await refusal('cart.setLineDiscount', { lineId, discount })).toBe('discount_too_large')
      expect(await refusal('cart.setSaleDiscount', { discount })).toBe('discount_too_large')
    },
  )

  test.each([
    { kind: 'amount', amountMinor: 0 },
    { kind: 'amount', amountMinor: -5 },
    { kind: 'percent', ratePpm: 0 },
    { kind: 'percent', ratePpm: 1_000_001 },
    { kind: 'percent', ratePpm: 0.5 },
  ])('a discount that is none: %j', async (discount) => {
    expect(await refusal('cart.setLineDiscount', { lineId, discount })).toBe('amount_invalid')
    expect(await refusal('cart.setSaleDiscount', { discount })).toBe('amount_invalid')
  })

  test('amounts that cannot be paid, in cash and by card', async () => {
    await till.must('payment.begin', {})
    const cash = (amountMinor: unknown, givenMinor: unknown) =>
      refusal('payment.cash', { amountMinor, givenMinor })
    expect(await cash(null, 1e13)).toBe('amount_too_large')
    expect(await cash(null, 1e308)).toBe('amount_too_large')
    expect(await cash(null, -1)).toBe('amount_invalid')
    expect(await cash(null, 0.5)).toBe('amount_invalid')
    expect(await cash(null, 0)).toBe('cash_too_little')
    expect(await cash(1e13, 1e13)).toBe('tender_too_large')
    for (const amount of [0, -1, 1.5]) {
      expect(await cash(amount, 5_000)).toBe('amount_invalid')
      expect(await refusal('payment.card', { amountMinor: amount })).toBe('amount_invalid')
    }
    expect(await refusal('payment.card', { amountMinor: 1e13 })).toBe('tender_too_large')
    expect(await refusal('cart.add', { productId, quantity: 1 })).toBe('cart_locked')
    await till.must('payment.back', {})
  })

  test('a message of another shape, or to a channel that is not there', async () => {
    expect(await refusal('cart.add', { productId, quantity: 1, also: 1 })).toBe('invalid_input')
    expect(await refusal('cart.add', [])).toBe('invalid_input')
    expect(await refusal('cart.add', undefined)).toBe('invalid_input')
    expect(await refusal('cart.removeLine', { lineId: 'x' })).toBe('invalid_input')
    expect(await refusal('cart.explode' as Channel, {})).toBe('invalid_input')
    expect(await refusal('__proto__' as Channel, {})).toBe('invalid_input')
  })

  test('nesting without end inside a call', async () => {
    const before = rows()
    const socket = await rawSocket()
    const answer = new Promise<unknown>((resolve) => {
      socket.on('message', (data) => {
        const frame = JSON.parse(String(data)) as { id?: number }
        if (frame.id === 7) resolve(frame)
      })
    })
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
    socket.send(`{"id":7,"channel":"cart.setNote","input":{"note":${deep}}}`)
    expect(await answer).toMatchObject({ result: { error: { code: 'invalid_input' } } })
    socket.close()
    expect(rows()).toBe(before)
  })

  test.each([
    ['no JSON', '{"id": 1', 1008],
    ['nesting and no call', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 1008],
    ['bytes', Buffer.from([1, 2, 3]), 1003],
    [
      'more than a message may hold',
      JSON.stringify({ id: 1, channel: 'x', input: 'x'.repeat(300_000) }),
      1009,
    ],
  ])('a line that sends %s is closed, and the other screens sell on', async (_what, data, closeCode) => {
    const before = rows()
    const socket = await rawSocket()
    const closed = new Promise<number>((resolve) => socket.once('close', (code) => resolve(code)))
    socket.on('error', () => undefined)
    socket.send(data)
    expect(await closed).toBe(closeCode)
    expect((await till.call('counter.get', {})).ok).toBe(true)
    expect(rows()).toBe(before)
  })

  test('a page without the key, and a socket without the token, are told what to open', async () => {
    const { origin } = new URL(shop.till.url)
    const page = await fetch(`${origin}/`)
    expect([page.status, await page.text()]).toEqual([403, expect.stringContaining('use the whole address')])
    const token = await fetch(`${origin}/bridge-token`, { method: 'POST', body: 'x'.repeat(2_000_000) })
    expect(token.status).toBe(403)
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/bridge?token=guessed`, {
      headers: { origin },
    })
    const failed = await new Promise<string>((resolve) =>
      socket.once('error', (error) => resolve(error.message)),
    )
    expect(failed).toContain('403')
  })

  /** Changes arrive as from a back office: written into the server's table of changes, fetched by the till itself. */
  const changeAtServer = (run: (server: Database.Database) => void): void => {
    const server = new Database(join(shop.folder, 'server', 'server.sqlite'))
    run(server)
    server.close()
  }
  const rewrite = (server: Database.Database, kind: string, id: string, change: object): void => {
    const { value } = server.prepare('SELECT value FROM changes WHERE kind = ? AND id = ?').get(kind, id) as {
      value: string
    }
    server.prepare('UPDATE stores SET change_seq = change_seq + 1').run()
    server
      .prepare(
        'UPDATE changes SET value = ?, seq = (SELECT change_seq FROM stores) WHERE kind = ? AND id = ?',
      )
      .run(JSON.stringify({ ...(JSON.parse(value) as Product), ...change }), kind, id)
  }

  test('a product in a currency that the shop does not use arrives, and is refused by name', async () => {
    const { products } = await till.must('catalogue.products', { categoryId: null, offset: 1, limit: 1 })
    const foreign = products[0]?.id ?? ''
    changeAtServer((server) => rewrite(server, 'product', foreign, { currency: 'USD' }))
    await till.must('sync.retry', {})
    const database = new Database(join(shop.folder, 'till', 'till.sqlite'), { readonly: true })
    const currencyHere = () =>
      database.prepare('SELECT currency FROM products WHERE id = ?').pluck().get(foreign)
    await expect.poll(currencyHere, { timeout: 20_000 }).toBe('USD')
    database.close()
    expect(await refusal('cart.add', { productId: foreign, quantity: 1 })).toBe('currency_not_used')
    const answer = await till.call('cart.add', { productId: foreign, quantity: 1 })
    expect(answer.ok ? '' : answer.error.message).toMatch(
      /is priced in USD but this sale is in EUR; .*corrected/,
    )
  })

  test('a shop that changes its currency keeps the sale that is on the counter: no card, and cash in the old one', async () => {
    const storeId = (await till.must('till.state', {})).store?.id ?? ''
    changeAtServer((server) => {
      rewrite(server, 'store', storeId, { currency: 'CHF' })
      server.prepare('UPDATE stores SET currency = ?').run('CHF')
    })
    await till.must('sync.retry', {})
    const currencyHere = async () => (await till.must('till.state', {})).store?.currency
    await expect.poll(currencyHere, { timeout: 20_000 }).toBe('CHF')
    expect((await till.must('counter.get', {})).cart).toMatchObject({
      currency: 'EUR',
      lines: [{ id: lineId }],
    })
    await till.must('payment.begin', {})
    const failed = till.until('counter', ({ paying }) => paying?.card?.state === 'failed')
    await till.must('payment.card', { amountMinor: null })
    expect((await failed).paying?.card).toMatchObject({ errorCode: 'currency_not_used' })
    const ledger: unknown = await (await fetch(`${shop.sandbox.url}/_practice/ledger`)).json()
    expect(ledger).toMatchObject({ payments: [] })
    const paid = await till.must('payment.cash', { amountMinor: null, givenMinor: 100_000 })
    expect(paid.phase).toBe('receipt')
    expect((await till.must('sale.next', {})).cart.currency).toBe('CHF')
  })

  async function rawSocket(): Promise<WebSocket> {
    const { origin } = new URL(shop.till.url)
    const entry = await fetch(shop.till.url, { redirect: 'manual' })
    const cookie = entry.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const answer = await fetch(`${origin}/bridge-token`, { method: 'POST', headers: { cookie, origin } })
    const { token } = (await answer.json()) as { token: string }
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/bridge?token=${token}`, {
      headers: { cookie, origin },
    })
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
    return socket
  }
})
