import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPracticeShop, type PracticeShop } from '../../support/practice-shop.ts'
import { openReadyTill } from '../../support/ready-till.ts'
import { newKeys, type SignedRequest, signRequest } from '../../unit/server/http/test-server.ts'
import { rowsOf, serverTables } from './rows.ts'

/** Everything wrong that can be sent to a running server: a 4xx with a code and one sentence, and not one row of it changes. */

const keys = newKeys()
const json = { 'content-type': 'application/json' }
const posts = [
  '/v1/devices/pair',
  '/v1/payments',
  '/v1/payments/key/process',
  '/v1/payments/key/cancel',
  '/v1/payments/key/capture',
  '/v1/refunds',
  '/v1/sync/operations',
  '/v1/readers/tmr_1/display',
  '/v1/terminal/connection-tokens',
  '/v1/webhooks/stripe',
  '/v1/backoffice/pairing-codes',
] as const

describe('a running server', () => {
  let shop: PracticeShop
  let origin: string
  let deviceId: string
  let readerId: string

  beforeAll(async () => {
    shop = await openPracticeShop()
    origin = new URL(shop.server.url).origin
    const till = await openReadyTill(shop)
    readerId = (await till.must('reader.list', {})).readers[0]?.id ?? ''
    while ((await till.must('till.state', {})).queue.pending > 0) await sleep(50)
    till.close()
    // Genuine webhooks would change rows at moments of their own.
    await fetch(`${shop.sandbox.url}/_practice/webhooks`, { method: 'POST', body: '{"hold":true}' })
    const admin = { ...json, authorization: `Bearer ${shop.adminToken}` }
    const code = await fetch(`${origin}/v1/backoffice/pairing-codes`, {
      method: 'POST',
      headers: admin,
      body: '{"registerName":"Second counter"}',
    })
    const { code: text } = (await code.json()) as { code: string }
    const body = JSON.stringify({ code: text, publicKey: keys.publicKey, deviceName: 'Second', mode: null })
    const paired = await fetch(`${origin}/v1/devices/pair`, { method: 'POST', headers: json, body })
    deviceId = ((await paired.json()) as { deviceId: string }).deviceId
  })
  afterAll(() => shop.close())

  const rows = (): string => rowsOf(join(shop.folder, 'server', 'server.sqlite'), serverTables)

  /** `413 body_too_large` for a request that must change nothing. */
  async function refusal(path: string, init: RequestInit): Promise<string> {
    const before = rows()
    const response = await fetch(`${origin}${path}`, init)
    const text = await response.text()
    expect(rows()).toBe(before)
    const { error } = JSON.parse(text) as { error: { code: string; message: string } }
    expect(error.message, `${path} ${response.status}`).toMatch(/^[A-Z][^\n{}]+\.$/)
    expect(error.message).not.toMatch(/Error|SQLITE|pattern|node_modules|undefined$/)
    return `${response.status} ${error.code}`
  }
  const signed = (path: string, body: unknown, change: Partial<SignedRequest> = {}): RequestInit => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const request = signRequest(keys, deviceId, { method: 'POST', path, body: text, timestampMs: Date.now() })
    return { method: 'POST', headers: { ...request.headers, ...change.headers }, body: change.body ?? text }
  }

  test.each(posts)('%s: a body of 2 MB', async (path) => {
    const body = JSON.stringify({ x: 'a'.repeat(2_000_000) })
    expect(await refusal(path, { method: 'POST', headers: json, body })).toBe('413 body_too_large')
  })

  test.each(posts)('%s: no JSON, another content type', async (path) => {
    // Of a webhook nothing is parsed before its signature holds.
    const said = path.includes('webhooks') ? '400 webhook_signature_invalid' : '400 invalid_input'
    expect(await refusal(path, { method: 'POST', headers: json, body: '{"a":' })).toBe(said)
    const headers = { 'content-type': 'text/plain' }
    expect(await refusal(path, { method: 'POST', headers, body: 'hello' })).toBe('400 invalid_input')
  })

  test.each(posts)('%s: nesting without end, bytes that are no letters, nothing at all', async (path) => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    const broken = Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])
    for (const body of [deep, broken, '']) {
      expect(await refusal(path, { method: 'POST', headers: json, body })).toMatch(
        /^(?:400 (?:invalid_input|webhook_signature_invalid)|401 (?:signature_invalid|not_signed_in))$/,
      )
    }
  })

  test('a forged, an altered and a replayed device request', async () => {
    const path = '/v1/payments'
    const body = aPayment()
    const forged = signRequest(newKeys(), deviceId, {
      method: 'POST',
      path,
      body: JSON.stringify(body),
      timestampMs: Date.now(),
    })
    expect(await refusal(path, { method: 'POST', headers: forged.headers, body: forged.body })).toBe(
      '401 signature_invalid',
    )
    const altered = { body: JSON.stringify({ ...body, amountMinor: 1 }) }
    expect(await refusal(path, signed(path, body, altered))).toBe('401 signature_invalid')
    const again = signed('/v1/terminal/connection-tokens', '')
    const once = await fetch(`${origin}/v1/terminal/connection-tokens`, { ...again, body: null })
    expect(once.status).toBe(200)
    expect(await refusal('/v1/terminal/connection-tokens', { ...again, body: null })).toBe(
      '401 request_replayed',
    )
    const stranger = signRequest(keys, uuidv7(), {
      method: 'POST',
      path,
      body: '{}',
      timestampMs: Date.now(),
    })
    expect(await refusal(path, { method: 'POST', headers: stranger.headers, body: '{}' })).toBe(
      '401 device_unknown',
    )
  })

  test.each([0, -1, 1.5, 1e13, 1e308, '100', null])('a payment of %j', async (amountMinor) => {
    const path = '/v1/payments'
    expect(await refusal(path, signed(path, { ...aPayment(), amountMinor }))).toBe('400 invalid_input')
  })

  test('a payment in a currency that the shop does not use, or that is none', async () => {
    const path = '/v1/payments'
    expect(await refusal(path, signed(path, { ...aPayment(), currency: 'USD' }))).toBe(
      '422 currency_not_used',
    )
    expect(await refusal(path, signed(path, { ...aPayment(), currency: 'ZZZ' }))).toBe(
      '422 currency_not_used',
    )
    expect(await refusal(path, signed(path, { ...aPayment(), currency: 'euro' }))).toBe('400 invalid_input')
  })

  test('the same key with another body', async () => {
    const path = '/v1/payments'
    const body = aPayment()
    const first = await fetch(`${origin}${path}`, signed(path, body))
    expect(first.status).toBe(200)
    expect(await refusal(path, signed(path, { ...body, amountMinor: body.amountMinor + 1 }))).toBe(
      '409 idempotency_conflict',
    )
    const cancel = `/v1/payments/${body.idempotencyKey}/cancel`
    expect((await fetch(`${origin}${cancel}`, { ...signed(cancel, ''), body: null })).status).toBe(200)
  })

  test('a display, a refund and a batch that cannot be', async () => {
    const display = `/v1/readers/${readerId}/display`
    const shown = { currency: 'EUR', lines: [], taxMinor: 0, totalMinor: 1e16 }
    expect(await refusal(display, signed(display, shown))).toBe('400 invalid_input')
    const refund = { idempotencyKey: 'refund-1', paymentKey: 'nothing', amountMinor: 1, reason: 'duplicate' }
    expect(await refusal('/v1/refunds', signed('/v1/refunds', refund))).toBe('404 payment_not_found')
    expect(await refusal('/v1/refunds', signed('/v1/refunds', { ...refund, amountMinor: 1e13 }))).toBe(
      '400 invalid_input',
    )
    const sync = '/v1/sync/operations'
    expect(await refusal(sync, signed(sync, { operations: [] }))).toBe('400 invalid_input')
    expect(await refusal(sync, signed(sync, { operations: Array(201).fill('{}') }))).toBe('400 invalid_input')
  })

  test('a webhook without signature, with a guessed secret, and from long ago', async () => {
    const path = '/v1/webhooks/stripe'
    const body = JSON.stringify({ id: 'evt_1', object: 'event', type: 'payment_intent.succeeded' })
    const atSeconds = Math.floor(Date.now() / 1000)
    const signature = (t: number): string =>
      `t=${t},v1=${createHmac('sha256', 'whsec_guessed').update(`${t}.${body}`).digest('hex')}`
    for (const extra of [
      {},
      { 'stripe-signature': 'nonsense' },
      { 'stripe-signature': signature(atSeconds) },
      { 'stripe-signature': signature(atSeconds - 3_600) },
    ]) {
      expect(await refusal(path, { method: 'POST', headers: { ...json, ...extra }, body })).toBe(
        '400 webhook_signature_invalid',
      )
    }
  })

  test('an address that is none, or that nothing is at', async () => {
    expect(await refusal('/v1/%zz', {})).toBe('400 invalid_input')
    expect(await refusal(`/v1/payments/${'k'.repeat(400)}`, {})).toBe('400 invalid_input')
    expect(await refusal('/v1/nothing', { method: 'POST' })).toBe('404 not_found')
    expect(await refusal('/v1/backoffice/sales', {})).toBe('401 not_signed_in')
    const admin = { authorization: `Bearer ${shop.adminToken}` }
    expect(await refusal('/v1/backoffice/sales?limit=-4', { headers: admin })).toBe('400 invalid_input')
    expect(
      await refusal('/v1/backoffice/pairing-codes', {
        method: 'POST',
        headers: { ...json, ...admin },
        body: '{"registerId":"nothing"}',
      }),
    ).toBe('404 not_found')
  })
})

const aPayment = () => ({
  idempotencyKey: `pay-${uuidv7()}`,
  saleId: uuidv7(),
  tenderNo: 1,
  attempt: 1,
  amountMinor: 1_450,
  currency: 'EUR',
})
