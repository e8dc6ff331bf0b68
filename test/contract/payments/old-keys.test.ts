import { randomBytes } from 'node:crypto'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createPaymentsRoom } from '../../../server/payments/payments-room.ts'
import { type Counter, openCounter, taken } from './counter.ts'

const hour = 3_600_000
const day = 24 * hour
const arrivals = 'http.server.request.start'

type Arrival = { readonly key: string; readonly path: string; readonly atMs: number }

let counter: Counter
/** Every request with a key that reached the practice Stripe, lost or not. */
let arrived: Arrival[]
const note = (message: unknown): void => {
  const { request } = message as { request: IncomingMessage }
  const key = request.headers['idempotency-key']
  if (typeof key === 'string')
    arrived.push({ key, path: request.url ?? '', atMs: counter.server.clock.nowMs })
}

beforeEach(async () => {
  arrived = []
  counter = await openCounter({
    // No pause between two attempts.
    deps: { randomBytes: (size) => (size === 4 ? Buffer.alloc(4) : randomBytes(size)) },
  })
  subscribe(arrivals, note)
})
afterEach(async () => {
  unsubscribe(arrivals, note)
  await counter.close()
})

const noOldKey = (): void => {
  const first = new Map<string, Arrival>()
  for (const each of arrived) {
    const known = first.get(each.key) ?? each
    first.set(each.key, known)
    expect({ ...each, ageMs: each.atMs - known.atMs < 23 * hour }).toEqual({ ...each, ageMs: true })
  }
}
const keysTo = (path: RegExp): readonly string[] =>
  arrived.filter((each) => path.test(each.path)).map(({ key }) => key)

/** The first is carried out and its answer lost; nothing that is sent later arrives, nor is it answered. */
const lose = async (path: string): Promise<void> => {
  await counter.fault({ kind: 'drop', when: 'after', method: 'POST', path })
  await counter.fault({ kind: 'drop', when: 'before', count: 500, method: 'POST', path })
}
/** Days on which everybody asks again and no answer comes. */
const days = async (count: number, ask: () => Promise<unknown>): Promise<void> => {
  for (let passed = 0; passed < count; passed += 1) {
    await ask()
    counter.advance(2 * hour)
    await ask()
    await counter.jobs()
    counter.advance(day)
  }
}

describe('while the clock jumps by days and answers stay lost, no key is sent again that is older than 23 hours', () => {
  it('of a creation, and there is one intent', async () => {
    const sale = counter.aPayment()
    await lose('/v1/payment_intents')
    await days(3, () => counter.create(sale))
    await counter.clearFaults()
    await counter.read(sale.idempotencyKey)
    expect(new Set(keysTo(/^\/v1\/payment_intents$/))).toEqual(new Set([sale.idempotencyKey]))
    expect(keysTo(/^\/v1\/payment_intents$/).length).toBeGreaterThan(1)
    expect(await counter.intents()).toHaveLength(1)
    noOldKey()
  })

  it('of a hand-over to a reader, and the card is charged once', async () => {
    const sale = counter.aPayment()
    await counter.create(sale)
    await lose('/process_payment_intent')
    await counter.process(sale.idempotencyKey)
    await counter.reader('present', { card: 'visa', bank_takes_ms: 0 })
    await days(3, () => counter.process(sale.idempotencyKey))
    await counter.clearFaults()
    expect(await counter.read(sale.idempotencyKey)).toMatchObject({ state: 'approved' })
    expect(await counter.intents()).toHaveLength(1)
    expect(taken(await counter.charges())).toHaveLength(1)
    noOldKey()
  })

  it('of a capture, and it is captured once', async () => {
    const room = createPaymentsRoom(counter.server.deps, { capture: 'manual' })
    const { store, register, deviceId } = counter.till.paired
    const device = { deviceId, storeId: store.id, registerId: register.id }
    const sale = counter.aPayment()
    const { idempotencyKey: key } = sale
    await room.payments.create(device, sale, 'request')
    await counter.process(key)
    await counter.reader('present', { card: 'visa', bank_takes_ms: 0 })
    await counter.read(key)
    await counter.fault({ kind: 'drop', when: 'before', count: 500, method: 'POST', path: '/capture' })
    // An authorisation lasts two days.
    await days(1, () => room.payments.capture(store.id, key))
    await counter.clearFaults()
    await room.payments.capture(store.id, key)
    expect(new Set(keysTo(/\/capture$/)).size).toBe(2)
    expect(await counter.intents()).toMatchObject([{ amount_received: 2500 }])
    expect(taken(await counter.charges())).toHaveLength(1)
    noOldKey()
    await room.close?.()
  })

  it('of a cancellation, and it is cancelled in the end', async () => {
    const sale = counter.aPayment()
    await counter.create(sale)
    await counter.fault({ kind: 'drop', when: 'before', count: 500, method: 'POST', path: '/cancel' })
    await days(3, () => counter.till.request('POST', `/v1/payments/${sale.idempotencyKey}/cancel`))
    expect(new Set(keysTo(/\/cancel$/)).size).toBeGreaterThan(2)
    await counter.clearFaults()
    counter.advance(hour)
    expect(await counter.cancel(sale.idempotencyKey)).toMatchObject({ state: 'voided' })
    expect(await counter.intents()).toMatchObject([{ status: 'canceled' }])
    noOldKey()
  })

  it('of a refund, and there is one', async () => {
    const sale = counter.aPayment()
    await counter.pay(sale)
    await lose('/v1/refunds')
    await days(3, () => counter.refund(sale.idempotencyKey, 1000, 'ref-1'))
    await counter.clearFaults()
    await counter.till.request('GET', '/v1/refunds/ref-1')
    expect(keysTo(/^\/v1\/refunds$/).length).toBeGreaterThan(1)
    expect(await counter.refunds()).toMatchObject([{ amount: 1000, status: 'succeeded' }])
    noOldKey()
  })

  it('of a reader’s test payment, whatever of it was lost, and nothing stays held', async () => {
    await counter.fault({ kind: 'drop', when: 'before', count: 500, method: 'POST', path: '/cancel' })
    const { body } = await counter.till.request('POST', `/v1/readers/${counter.readerId}/test`)
    const { id } = (body as { test: { id: string } }).test
    await days(3, () => counter.till.request('POST', `/v1/reader-tests/${id}/cancel`))
    expect(new Set(keysTo(/\/cancel$/)).size).toBeGreaterThan(2)
    await counter.clearFaults()
    counter.advance(hour)
    await counter.till.request('GET', `/v1/reader-tests/${id}`)
    expect(await counter.intents()).toMatchObject([{ status: 'canceled' }])
    noOldKey()
  })

  it('of a test payment whose creation was lost: it is looked up and given back', async () => {
    await lose('/v1/payment_intents')
    await counter.till.request('POST', `/v1/readers/${counter.readerId}/test`)
    const { test_id: id } = await counter.server.store.db
      .selectFrom('reader_tests')
      .select('test_id')
      .executeTakeFirstOrThrow()
    await days(3, () => counter.till.request('GET', `/v1/reader-tests/${id}`))
    await counter.clearFaults()
    counter.advance(hour)
    await counter.till.request('GET', `/v1/reader-tests/${id}`)
    expect(await counter.intents()).toMatchObject([{ status: 'canceled' }])
    noOldKey()
  })
})
