import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SaleDetail, SaleRow, Summary } from '../../../../domain/protocol/backoffice.ts'
import { adminToken, errorOf, startTestServer, type TestServer, type TestTill } from '../http/test-server.ts'
import { dialects, type Postgres, startPostgres } from '../store/postgres.ts'
import { Journal } from '../sync/journal.ts'

const hourMs = 3_600_000

describe.each(dialects)('the back office on %s', (dialect) => {
  let postgres: Postgres | undefined
  let server: TestServer
  let till: TestTill
  let journal: Journal
  let todayMs: number

  beforeAll(async () => {
    postgres = dialect === 'postgres' ? await startPostgres() : undefined
    server = await startTestServer(
      postgres === undefined ? {} : { databaseUrl: await postgres.newDatabase() },
    )
    todayMs = server.clock.nowMs
    till = await server.pairedTill('Front till')
    journal = new Journal(till.paired.store.id, till.paired.register.id)
    journal.signIn()
    for (let count = 0; count < 5; count += 1) {
      journal.cashSale(1_000 + count, { atMs: todayMs + count, receiptNo: `R-${count}`, givenMinor: 2_000 })
    }
    journal.cardSale(4_200, 'pay-00000000000000000000000000000001')
    journal.cashSale(700, { atMs: todayMs - 48 * hourMs, receiptNo: 'R-OLD' })
    const pushed = await till.request('POST', '/v1/sync/operations', {
      operations: [...journal.texts, 'unreadable 4242 4242 4242 4242'],
    })
    if (pushed.status !== 200) throw new Error(JSON.stringify(pushed.body))
  })
  afterAll(async () => {
    await server.close()
    await postgres?.stop()
  })

  const sales = async (query: string) => {
    const answer = await server.admin('GET', `/v1/backoffice/sales?${query}`)
    expect(answer.status).toBe(200)
    return answer.body as { sales: SaleRow[]; nextCursor: string | null }
  }
  const receipts = async (query: string) => (await sales(query)).sales.map(({ receiptNo }) => receiptNo)

  it('lists sales newest first with their tenders, register and cashier', async () => {
    const all = (await sales('')).sales
    expect(all).toHaveLength(7)
    expect(all.map(({ atMs }) => atMs)).toEqual(all.map(({ atMs }) => atMs).toSorted((a, b) => b - a))
    expect(all.find(({ receiptNo }) => receiptNo === 'R-0')).toMatchObject({
      totalMinor: 1_000,
      itemCount: 1,
      changeMinor: 1_000,
      currency: 'EUR',
      registerName: 'Front till',
      staffName: 'Sanne de Wit',
      tenders: [{ kind: 'cash', amountMinor: 1_000 }],
    })
  })

  it('finds sales by receipt number, amount, register and day', async () => {
    expect(await receipts('receiptNo=R-3')).toEqual(['R-3'])
    expect(await receipts('amountMinor=1002')).toEqual(['R-2'])
    expect(await receipts('fromDay=2026-11-21&toDay=2026-11-21')).toEqual(['R-OLD'])
    expect(await receipts('fromDay=2026-11-23')).toEqual(['R-4', 'R-3', 'R-2', 'R-1', 'R-0'])
    expect(await receipts(`registerId=${till.paired.register.id}&amountMinor=700`)).toEqual(['R-OLD'])
    expect(await receipts('registerId=another')).toEqual([])
  })

  it('pages through sales without losing or repeating one', async () => {
    const seen: string[] = []
    let after = ''
    for (let pages = 0; pages < 10; pages += 1) {
      const page = await sales(`limit=2${after}`)
      seen.push(...page.sales.map(({ saleId }) => saleId))
      if (page.nextCursor === null) break
      after = `&after=${page.nextCursor}`
    }
    expect(seen).toEqual((await sales('')).sales.map(({ saleId }) => saleId))
  })

  it('shows one sale with its lines, tenders, operations and payments by key', async () => {
    const [{ saleId }] = (await sales('amountMinor=4200')).sales as [SaleRow]
    await server.store.db
      .insertInto('payments')
      .values({
        store_id: till.paired.store.id,
        key: 'pay-00000000000000000000000000000001',
        register_id: till.paired.register.id,
        device_id: till.paired.deviceId,
        sale_id: saleId,
        tender_no: 1,
        attempt: 1,
        amount_minor: 4_200,
        currency: 'EUR',
        processor: 'stripe',
        processor_payment_id: 'pi_test',
        create_sent: 1,
        state: 'approved',
        captured_minor: 4_200,
        refunded_minor: 0,
        decline_reason: null,
        decline_code: null,
        card: null,
        reader_id: null,
        reader_label: null,
        reader_status: null,
        on_reader: 0,
        process_no: 1,
        cancel_no: 0,
        cancel_requested: 0,
        requested_at_ms: 1,
        updated_at_ms: 1,
        version: 1,
      })
      .execute()
    const answer = await server.admin('GET', `/v1/backoffice/sales/${saleId}`)
    const detail = answer.body as SaleDetail
    expect(detail.sale.totalMinor).toBe(4_200)
    expect(detail.lines).toMatchObject([
      { lineNo: 1, name: 'Watering can', quantity: 1, totalMinor: 4_200, taxMinor: 729 },
    ])
    expect(detail.tenders).toMatchObject([
      {
        kind: 'card',
        amountMinor: 4_200,
        payment: { state: 'approved', processorPaymentId: 'pi_test', capturedMinor: 4_200 },
      },
    ])
    expect(detail.payments).toHaveLength(1)
    expect(detail.operations).toMatchObject([{ kind: 'sale.completed', saleId }])
  })

  it('answers for a sale that is not there', async () => {
    const answer = await server.admin('GET', '/v1/backoffice/sales/01931e5e-7c00-7000-8000-000000000000')
    expect(errorOf(answer)).toBe('404 sale_not_found')
  })

  it('sums a day by tender', async () => {
    const { body } = await server.admin('GET', '/v1/backoffice/summary')
    expect(body as Summary).toMatchObject({
      day: '2026-11-23',
      currency: 'EUR',
      saleCount: 5,
      itemCount: 5,
      totalMinor: 5_010,
      tenders: [{ kind: 'cash', count: 5, amountMinor: 5_010 }],
      exceptionCount: 1,
      activeDeviceCount: 1,
      unknownPaymentCount: 0,
    })
    const old = await server.admin('GET', '/v1/backoffice/summary?day=2026-11-21')
    expect(old.body).toMatchObject({ saleCount: 1, totalMinor: 700 })
    expect(errorOf(await server.admin('GET', '/v1/backoffice/summary?day=2026-02-30'))).toBe(
      '400 invalid_input',
    )
  })

  it('lists operations by register and kind, page by page', async () => {
    const operations = async (query: string) =>
      (await server.admin('GET', `/v1/backoffice/operations?${query}`)).body as {
        operations: { seq: number; kind: string; bodyText: string }[]
        nextCursor: string | null
      }
    expect((await operations('kind=staff.signed-in')).operations).toMatchObject([
      { seq: 1, bodyText: '{"name":"Sanne"}' },
    ])
    const seen: number[] = []
    let after = ''
    for (let pages = 0; pages < 10; pages += 1) {
      const page = await operations(`limit=3&registerId=${till.paired.register.id}${after}`)
      seen.push(...page.operations.map(({ seq }) => seq))
      if (page.nextCursor === null) break
      after = `&after=${page.nextCursor}`
    }
    expect(seen).toEqual([8, 7, 6, 5, 4, 3, 2, 1])
  })

  it('shows what was parked, with its reason and without a card number', async () => {
    const { body } = await server.admin('GET', '/v1/backoffice/exceptions')
    expect(body).toMatchObject({
      exceptions: [{ kind: 'sync.parked', state: 'open', details: { seq: 9, reason: 'unreadable' } }],
      nextCursor: null,
    })
    expect(JSON.stringify(body)).not.toContain('4242 4242 4242')
  })

  it('lists devices with the head of their register', async () => {
    const { body } = await server.admin('GET', '/v1/backoffice/devices')
    expect(body).toMatchObject({ devices: [{ registerName: 'Front till', headSeq: 9, revokedAtMs: null }] })
  })

  it.each([
    '/v1/backoffice/sales?limit=0',
    '/v1/backoffice/sales?after=nonsense',
    '/v1/backoffice/sales?fromDay=2026-02-30',
    '/v1/backoffice/sales?colour=red',
    '/v1/backoffice/operations?after=1',
    '/v1/backoffice/exceptions?after=1',
    '/v1/backoffice/sales/not-an-id',
  ])('refuses the question %s', async (path) => {
    expect(errorOf(await server.admin('GET', path))).toBe('400 invalid_input')
  })

  it('refuses a pairing code for a register that is not there, and for none', async () => {
    const path = '/v1/backoffice/pairing-codes'
    expect(errorOf(await server.admin('POST', path, { registerId: 'nowhere' }))).toBe('404 not_found')
    expect(errorOf(await server.admin('POST', path, {}))).toBe('400 invalid_input')
    expect(errorOf(await server.admin('POST', path, { registerName: ' ' }))).toBe('400 invalid_input')
  })

  it('refuses to revoke a device that is not there', async () => {
    const path = '/v1/backoffice/devices/01931e5e-7c00-7000-8000-000000000000/revoke'
    expect(errorOf(await server.admin('POST', path))).toBe('404 not_found')
  })
})

describe('the way into the back office', () => {
  let server: TestServer
  let webRoot: string
  beforeAll(async () => {
    webRoot = mkdtempSync(join(tmpdir(), 'cashwrap-pages-'))
    server = await startTestServer({ env: { CASHWRAP_WEB_ROOT: webRoot } })
  })
  afterAll(async () => {
    await server.close()
    rmSync(webRoot, { recursive: true, force: true })
  })

  const get = (url: string, headers: Record<string, string> = {}) =>
    server.server.app.inject({ url, headers })
  const signIn = async (): Promise<string> => {
    const response = await get(`/backoffice/?token=${adminToken}`)
    return String(response.headers['set-cookie']).split(';')[0] ?? ''
  }

  it('says in a sentence that the pages are not built, and serves them once they are', async () => {
    const missing = await get('/backoffice/')
    expect(missing.statusCode).toBe(503)
    expect(missing.body).toContain('not built yet')
    mkdirSync(join(webRoot, 'backoffice'))
    mkdirSync(join(webRoot, 'assets'))
    writeFileSync(join(webRoot, 'backoffice/index.html'), '<!doctype html><title>Back office</title>')
    writeFileSync(join(webRoot, 'assets/app-1a2b.js'), 'export {}')
    for (const path of ['/backoffice/', '/backoffice/sales/1']) {
      const page = await get(path)
      expect(page.statusCode).toBe(200)
      expect(page.headers['content-type']).toContain('text/html')
    }
    const asset = await get('/assets/app-1a2b.js')
    expect(asset.headers['content-type']).toContain('javascript')
    expect(asset.headers['cache-control']).toContain('immutable')
    expect((await get('/assets/nothing.js')).statusCode).toBe(404)
  })

  it.each([
    '/assets/../package.json',
    '/assets/..%2f..%2fetc%2fpasswd',
    '/assets/%2e%2e/secret',
    '/assets/....//x',
  ])('serves nothing beside its assets: %s', async (path) => {
    writeFileSync(join(webRoot, 'secret'), 'not for you')
    const response = await get(path)
    expect(response.statusCode).toBeGreaterThanOrEqual(400)
    expect(response.body).not.toMatch(/not for you|root:/)
  })

  it('trades the token for a cookie that scripts and other sites cannot use, and leaves the address without it', async () => {
    const response = await get(`/backoffice/?token=${adminToken}`)
    expect(response.statusCode).toBe(303)
    expect(response.headers.location).toBe('/backoffice/')
    const cookie = String(response.headers['set-cookie'])
    expect(cookie).toContain('HttpOnly')
    expect(cookie).toContain('SameSite=Strict')
    expect(cookie).not.toContain(adminToken)
  })

  it('does not trade a wrong token', async () => {
    const response = await get('/backoffice/?token=wrong')
    expect(response.statusCode).toBe(401)
    expect(response.headers['set-cookie']).toBeUndefined()
  })

  it('is open to the cookie and to the bearer token', async () => {
    expect((await get('/v1/backoffice/shop', { cookie: await signIn() })).statusCode).toBe(200)
    expect((await get('/v1/backoffice/shop', { authorization: `Bearer ${adminToken}` })).statusCode).toBe(200)
  })

  it.each([
    ['nothing', {}],
    ['a wrong token', { authorization: 'Bearer wrong' }],
    ['an invented cookie', { cookie: `cashwrap_backoffice=9999999999999.${'A'.repeat(43)}` }],
    ['a broken cookie', { cookie: 'cashwrap_backoffice=1' }],
  ])('is closed to %s', async (_what, headers) => {
    const response = await get('/v1/backoffice/sales', headers as Record<string, string>)
    expect(response.statusCode).toBe(401)
    expect(JSON.parse(response.body)).toMatchObject({ error: { code: 'not_signed_in' } })
  })

  it('is closed to a cookie after twelve hours, and to one whose time was changed', async () => {
    const cookie = await signIn()
    const [name, value] = cookie.split('=') as [string, string]
    const [expiresAtMs, seal] = value.split('.') as [string, string]
    const later = `${name}=${Number(expiresAtMs) + 1}.${seal}`
    expect((await get('/v1/backoffice/shop', { cookie: later })).statusCode).toBe(401)
    server.clock.nowMs += 12 * hourMs
    expect((await get('/v1/backoffice/shop', { cookie })).statusCode).toBe(401)
  })

  it.each([
    ['cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['another port of this machine', { 'sec-fetch-site': 'same-site' }],
    ['another origin, from a browser that says only that', { origin: 'http://127.0.0.1:9999' }],
  ])('is closed to a cookie that a page of %s sends', async (_what, headers) => {
    const response = await get('/v1/backoffice/shop', { cookie: await signIn(), ...headers } as Record<
      string,
      string
    >)
    expect(JSON.parse(response.body)).toMatchObject({ error: { code: 'permission_denied' } })
  })

  it('is closed to devices, and devices’ routes to it', async () => {
    const till = await server.pairedTill()
    expect(errorOf(await till.request('GET', '/v1/backoffice/sales'))).toBe('401 not_signed_in')
    expect(errorOf(await server.admin('GET', '/v1/sync/changes'))).toBe('401 signature_invalid')
  })
})
