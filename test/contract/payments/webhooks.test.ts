import { createHmac } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Answer, errorOf } from '../../unit/server/http/test-server.ts'
import { type Counter, openCounter, paymentOf, refundOf, taken } from './counter.ts'

const secret = 'whsec_contract_test_secret_0000000000'
let counter: Counter

const open = async (env: Record<string, string> = { STRIPE_WEBHOOK_SECRET: secret }): Promise<void> => {
  counter = await openCounter({ env })
}
afterEach(async () => {
  await counter.close()
})

/** The signature by hand, from Stripe's description of it, not by the code under test. */
const signatureOf = (text: string, atMs: number, by = secret): string => {
  const t = Math.floor(atMs / 1000)
  return `t=${t},v1=${createHmac('sha256', by).update(`${t}.${text}`).digest('hex')}`
}

const deliver = async (
  event: object,
  changes: { signature?: string; atMs?: number; by?: string } = {},
): Promise<Answer> => {
  const text = JSON.stringify(event)
  const { atMs = counter.server.clock.nowMs, by = secret } = changes
  const response = await counter.server.server.app.inject({
    method: 'POST',
    url: '/v1/webhooks/stripe',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'stripe-signature': changes.signature ?? signatureOf(text, atMs, by),
    },
    payload: text,
  })
  return { status: response.statusCode, headers: response.headers, body: response.json() }
}

const inbox = () => counter.server.store.db.selectFrom('webhook_events').selectAll().execute()

const rowOf = (key: string) =>
  counter.server.store.db.selectFrom('payments').selectAll().where('key', '=', key).executeTakeFirstOrThrow()

/** Everything of the row but how often and when it was written. */
const endState = async (key: string) => {
  const { version: _version, updated_at_ms: _updated, ...rest } = await rowOf(key)
  return JSON.stringify(rest)
}

describe('a webhook', () => {
  beforeEach(() => open())

  it('with a forged, missing, stale or foreign signature is refused and keeps nothing', async () => {
    const sale = counter.aPayment()
    await counter.pay(sale)
    const [event = {}] = await counter.events()
    const stale = counter.server.clock.nowMs - 301_000
    expect(errorOf(await deliver(event, { signature: '' }))).toBe('400 webhook_signature_invalid')
    expect(errorOf(await deliver(event, { signature: 't=1,v1=00' }))).toBe('400 webhook_signature_invalid')
    expect(errorOf(await deliver(event, { by: 'whsec_other' }))).toBe('400 webhook_signature_invalid')
    expect(errorOf(await deliver(event, { atMs: stale }))).toBe('400 webhook_signature_invalid')
    const other = JSON.stringify({ ...event, type: 'payment_intent.canceled' })
    const text = JSON.stringify(event)
    const swapped = await deliver(JSON.parse(other) as object, {
      signature: signatureOf(text, counter.server.clock.nowMs),
    })
    expect(errorOf(swapped)).toBe('400 webhook_signature_invalid')
    expect(await inbox()).toEqual([])
  })

  it('of live mode is refused in practice, and the refusal names both', async () => {
    await counter.pay(counter.aPayment())
    const [event = {}] = await counter.events()
    const refused = await deliver({ ...event, livemode: true })
    expect(errorOf(refused)).toBe('409 mode_mismatch')
    expect(JSON.stringify(refused.body)).toMatch(/practice.*live/)
    expect(await inbox()).toEqual([])
  })

  it('is answered when it is durable and before it is processed', async () => {
    const sale = counter.aPayment()
    await counter.create(sale)
    await counter.process(sale.idempotencyKey)
    await counter.reader('present', { card: 'visa', bank_takes_ms: 0 })
    const event = (await counter.events()).find(({ type }) => type === 'payment_intent.succeeded') ?? {}
    // The processor cannot be read now: were the event processed before its answer, there would be none.
    await counter.fault({ kind: 'error_500', method: 'GET', count: 1_000 })
    expect((await deliver(event)).status).toBe(200)
    expect(await inbox()).toHaveLength(1)
    await counter.clearFaults()
    counter.advance(10_000)
    await counter.jobs()
    expect(await rowOf(sale.idempotencyKey)).toMatchObject({ state: 'approved', captured_minor: 2500 })
    expect(await inbox()).toMatchObject([{ outcome: 'processed' }])
  })

  it('that arrives before the answer of the creation finds the payment by our key', async () => {
    await counter.fault({ kind: 'drop', when: 'after', path: '/v1/payment_intents' })
    await counter.fault({ kind: 'drop', when: 'before', count: 50, path: '/v1/payment_intents' })
    const sale = counter.aPayment()
    expect(paymentOf(await counter.create(sale))).toMatchObject({
      state: 'unknown',
      processorPaymentId: null,
    })
    await counter.clearFaults()
    const event = (await counter.events()).find(({ type }) => type === 'payment_intent.created') ?? {}
    await deliver(event)
    await counter.jobs()
    expect(await rowOf(sale.idempotencyKey)).toMatchObject({ state: 'created' })
    expect(await counter.intents()).toHaveLength(1)
  })

  it('that only announces an intent we know already does not keep its reader waiting', async () => {
    const sale = counter.aPayment()
    await counter.create(sale)
    await counter.process(sale.idempotencyKey)
    await counter.reader('present', { card: 'visa', bank_takes_ms: 0 })
    const events = await counter.events()
    const ofType = (wanted: string) => events.find(({ type }) => type === wanted) ?? {}
    await deliver(ofType('payment_intent.created'))
    await counter.jobs()
    // Not read back: the approval that is there already is not seen yet.
    expect(await rowOf(sale.idempotencyKey)).toMatchObject({ state: 'processing' })
    expect(await inbox()).toMatchObject([{ outcome: 'processed' }])
    await deliver(ofType('payment_intent.succeeded'))
    await counter.jobs()
    expect(await rowOf(sale.idempotencyKey)).toMatchObject({ state: 'approved' })
  })

  it('of an unknown type, or about nothing of ours, is kept and changes nothing', async () => {
    await counter.pay(counter.aPayment())
    const [event = { id: '', type: '' }] = await counter.events()
    await deliver({
      ...event,
      id: 'evt_new_kind',
      type: 'teapot.boiled',
      data: { object: { object: 'teapot' } },
    })
    const foreign = { object: 'payment_intent', id: 'pi_foreign', metadata: {} }
    await deliver({
      ...event,
      id: 'evt_foreign',
      type: 'payment_intent.succeeded',
      data: { object: foreign },
    })
    await counter.jobs()
    const outcomes = Object.fromEntries((await inbox()).map((row) => [row.event_id, row.outcome]))
    expect(outcomes).toEqual({ evt_new_kind: 'ignored', evt_foreign: 'not-ours' })
  })

  it('tells of a refund that failed days later, and what it had reserved is free again', async () => {
    const sale = counter.aPayment()
    await counter.pay(sale, 'refund_fails')
    const key = `ref-${uuidv7()}`
    expect(refundOf(await counter.refund(sale.idempotencyKey, 2500, key)).state).toBe('succeeded')
    counter.advance(60_000)
    await expect.poll(async () => (await counter.refunds())[0]?.status, { timeout: 10_000 }).toBe('failed')
    const event = (await counter.events()).find(({ type }) => type === 'refund.failed') ?? {}
    expect((await deliver(event)).status).toBe(200)
    await counter.jobs()
    const after = await counter.till.request('GET', `/v1/refunds/${key}`)
    expect(refundOf(after).state).toBe('failed')
    expect(refundOf(await counter.refund(sale.idempotencyKey, 100)).state).toBe('succeeded')
  })

  it('of a refund made in the processor’s dashboard shows on the payment', async () => {
    const sale = counter.aPayment()
    const paid = await counter.pay(sale)
    await fetch(`${counter.stripe.url()}/v1/refunds`, {
      method: 'POST',
      headers: {
        authorization: 'Bearer sk_test_dashboard',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: `payment_intent=${paid.processorPaymentId ?? ''}&amount=700`,
    })
    const event = (await counter.events()).find(({ type }) => type === 'charge.refunded') ?? {}
    await deliver(event)
    await counter.jobs()
    expect(await counter.read(sale.idempotencyKey)).toMatchObject({ refundedMinor: 700 })
    expect(errorOf(await counter.refund(sale.idempotencyKey, 1801))).toBe('422 amount_too_large')
  })
})

/** Every order of the given things. */
function permutations<T>(things: readonly T[]): T[][] {
  if (things.length < 2) return [[...things]]
  return things.flatMap((first, index) =>
    permutations([...things.slice(0, index), ...things.slice(index + 1)]).map((rest) => [first, ...rest]),
  )
}

describe('webhooks of one sale', () => {
  beforeEach(() => open())

  it('in every order, each once to three times, lead to the same end', async () => {
    const sale = counter.aPayment()
    await counter.create(sale)
    await counter.process(sale.idempotencyKey)
    await counter.reader('present', { card: 'visa', bank_takes_ms: 0 })
    const events = await counter.events()
    expect(events.length).toBeGreaterThanOrEqual(4)
    const db = counter.server.store.db
    const before = await rowOf(sale.idempotencyKey)
    expect(before.state).toBe('processing')

    const ends = new Set<string>()
    for (const [index, order] of permutations(events.slice(0, 4)).entries()) {
      await db.deleteFrom('webhook_events').execute()
      await db.updateTable('payments').set(before).where('key', '=', sale.idempotencyKey).execute()
      const copies = order.flatMap((event, at) => Array.from({ length: 1 + ((index + at) % 3) }, () => event))
      for (const [at, event] of copies.entries()) {
        expect((await deliver(event)).status).toBe(200)
        // Sometimes processed one by one, sometimes all together.
        if ((index + at) % 2 === 0) await counter.jobs()
      }
      await counter.jobs()
      expect(await inbox()).toHaveLength(4)
      ends.add(await endState(sale.idempotencyKey))
    }
    expect(ends.size).toBe(1)
    expect([...ends][0]).toContain('"state":"approved"')
    expect(taken(await counter.charges())).toHaveLength(1)
  })

  it('all at once, with polls and a cancel, move the payment once', async () => {
    const sale = counter.aPayment()
    await counter.create(sale)
    await counter.process(sale.idempotencyKey)
    await counter.reader('present', { card: 'visa', bank_takes_ms: 0 })
    const events = await counter.events()
    await Promise.all([
      ...events.flatMap((event) => [deliver(event), deliver(event)]),
      counter.read(sale.idempotencyKey),
      counter.cancel(sale.idempotencyKey),
      counter.jobs(),
    ])
    await counter.jobs()
    expect(await rowOf(sale.idempotencyKey)).toMatchObject({ state: 'approved', captured_minor: 2500 })
    const moves = (await counter.trace(sale.idempotencyKey)).filter(({ kind }) => kind === 'payment.moved')
    expect(moves.filter(({ body }) => body.to === 'approved')).toHaveLength(1)
  })
})

describe('in practice', () => {
  beforeEach(() => open({}))

  it('the server registers its own endpoint and is told of a payment nobody asks about', async () => {
    const listening = await counter.server.server.listen()
    expect(listening.ok).toBe(true)
    await expect
      .poll(() => counter.server.store.db.selectFrom('webhook_endpoints').selectAll().execute(), {
        timeout: 10_000,
      })
      .toHaveLength(1)
    const sale = counter.aPayment()
    await counter.create(sale)
    await counter.process(sale.idempotencyKey)
    await counter.reader('present', { card: 'visa', bank_takes_ms: 0 })
    await expect
      .poll(async () => (await rowOf(sale.idempotencyKey)).state, { timeout: 15_000 })
      .toBe('approved')
    const secretRow = await counter.server.store.db
      .selectFrom('webhook_endpoints')
      .select('secret')
      .executeTakeFirstOrThrow()
    expect(counter.server.logLines.join('')).not.toContain(secretRow.secret)
  })
})
