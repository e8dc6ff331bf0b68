import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { aCardSale, openShop, type PracticeShop, stripeError, until } from './practice-shop.ts'

const hour = 3_600_000

describe('idempotency keys', () => {
  let shop: PracticeShop
  beforeEach(async () => {
    shop = await openShop()
  })
  afterEach(() => shop.close())

  const create = (idempotencyKey: string, amount = 1250) =>
    shop.sdk.paymentIntents.create({ ...aCardSale, amount }, { idempotencyKey })
  const intents = async () => (await shop.sdk.paymentIntents.list()).data.length
  const lastHeaders = () => shop.wire.at(-1)?.headers

  test('the same key and parameters give the first answer again, and say so', async () => {
    const first = await create('k1')
    const firstRequest = lastHeaders()?.get('request-id')
    expect(lastHeaders()?.get('idempotent-replayed')).toBeNull()
    expect(lastHeaders()?.get('idempotency-key')).toBe('k1')
    const second = await create('k1')
    expect(second.id).toBe(first.id)
    expect(lastHeaders()?.get('idempotent-replayed')).toBe('true')
    expect(lastHeaders()?.get('original-request')).toBe(firstRequest)
    expect(lastHeaders()?.get('request-id')).not.toBe(firstRequest)
    expect(await intents()).toBe(1)
  })

  test('the answer that is given again is the old one, although the object has moved on', async () => {
    const intent = await create('k1')
    await shop.sdk.paymentIntents.cancel(intent.id)
    expect((await create('k1')).status).toBe('requires_payment_method')
  })

  test('the order of parameters does not matter', async () => {
    const body = (text: string) =>
      fetch(`${shop.url()}/v1/payment_intents`, {
        method: 'POST',
        headers: { authorization: 'Bearer sk_test_practice', 'idempotency-key': 'k1' },
        body: new URLSearchParams(text),
      })
    expect((await body('amount=500&currency=usd')).status).toBe(200)
    const again = await body('currency=usd&amount=500')
    expect(again.headers.get('idempotent-replayed')).toBe('true')
  })

  test('other parameters under the same key are refused with 400', async () => {
    await create('k1')
    const error = await stripeError(create('k1', 1300))
    expect(error).toMatchObject({
      type: 'StripeIdempotencyError',
      rawType: 'idempotency_error',
      statusCode: 400,
    })
    expect(error.code).toBeUndefined()
    expect(error.message).toContain("Try using a key other than 'k1'")
    expect(await intents()).toBe(1)
  })

  test('another endpoint under the same key is refused too', async () => {
    const intent = await create('k1')
    const error = await stripeError(shop.sdk.paymentIntents.cancel(intent.id, {}, { idempotencyKey: 'k1' }))
    expect(error.rawType).toBe('idempotency_error')
  })

  test('while the first request is still running, a second is answered 409', async () => {
    await shop.control('faults', {
      kind: 'hang',
      when: 'before',
      delay_ms: 2_000,
      path: '/v1/payment_intents',
    })
    const first = create('k1')
    await new Promise((resolve) => setTimeout(resolve, 500))
    const error = await stripeError(create('k1'))
    expect(error).toMatchObject({ statusCode: 409, code: 'idempotency_key_in_use' })
    const intent = await first
    expect((await create('k1')).id).toBe(intent.id)
    expect(await intents()).toBe(1)
  })

  test('a request that fails validation does not use the key up', async () => {
    expect((await stripeError(create('k1', 10))).code).toBe('amount_too_small')
    expect((await create('k1', 1000)).amount).toBe(1000)
  })

  test('a request that was limited or not authenticated does not use the key up', async () => {
    await shop.control('faults', { kind: 'lock_timeout' })
    const locked = await stripeError(create('k1'))
    expect(locked).toMatchObject({ statusCode: 429, code: 'lock_timeout' })
    expect(locked.headers?.['stripe-should-retry']).toBe('true')
    const rejected = shop.sdk.paymentIntents.create(aCardSale, { idempotencyKey: 'k1', apiKey: 'sk_live_x' })
    expect((await stripeError(rejected)).statusCode).toBe(401)
    await create('k1')
    expect(lastHeaders()?.get('idempotent-replayed')).toBeNull()
  })

  test('a 500 after the work was done is kept: the same key gives the same 500, and the work is not done twice', async () => {
    await shop.control('faults', { kind: 'error_500', when: 'after', path: '/v1/payment_intents' })
    expect((await stripeError(create('k1'))).statusCode).toBe(500)
    const again = await stripeError(create('k1'))
    expect(again.statusCode).toBe(500)
    expect(again.headers?.['stripe-should-retry']).toBe('false')
    expect(again.headers?.['idempotent-replayed']).toBe('true')
    expect(await intents()).toBe(1)
  })

  test('a 500 before the work was begun leaves the key free', async () => {
    await shop.control('faults', { kind: 'error_500', when: 'before', path: '/v1/payment_intents' })
    expect((await stripeError(create('k1'))).statusCode).toBe(500)
    await create('k1')
    expect(await intents()).toBe(1)
  })

  test('a refusal by the state of things is kept, so that the same key does not succeed later', async () => {
    const intent = await create('k1')
    await shop.control(`readers/${shop.readerId}/unplug`)
    const process = (idempotencyKey: string) =>
      shop.sdk.terminal.readers.processPaymentIntent(
        shop.readerId,
        { payment_intent: intent.id },
        { idempotencyKey },
      )
    expect((await stripeError(process('p1'))).code).toBe('terminal_reader_offline')
    await shop.control(`readers/${shop.readerId}/plug_in`)
    expect((await stripeError(process('p1'))).code).toBe('terminal_reader_offline')
    expect((await process('p2')).action?.status).toBe('in_progress')
  })

  test('a decline is kept', async () => {
    const intent = await shop.sdk.paymentIntents.create({ amount: 900, currency: 'usd' })
    const confirm = () =>
      shop.sdk.paymentIntents.confirm(
        intent.id,
        { payment_method: 'pm_card_chargeDeclined' },
        { idempotencyKey: 'c1' },
      )
    const [first, second] = [await stripeError(confirm()), await stripeError(confirm())]
    expect(second.raw).toMatchObject({
      code: 'card_declined',
      charge: (first.raw as { charge?: string }).charge,
    })
    expect((await shop.sdk.charges.list({ payment_intent: intent.id })).data).toHaveLength(1)
  })

  test('after a dropped answer the same key finds what was done', async () => {
    await shop.control('faults', {
      kind: 'drop',
      when: 'after',
      path: '/v1/payment_intents',
      method: 'POST',
      count: 2,
    })
    const lost = await stripeError(create('k1'))
    expect(lost.type).toBe('StripeConnectionError')
    await until(async () => (await intents()) === 1)
    await fetch(`${shop.url()}/_practice/faults`, { method: 'DELETE' })
    const found = await create('k1')
    expect(lastHeaders()?.get('idempotent-replayed')).toBe('true')
    expect((await shop.sdk.paymentIntents.list()).data.map(({ id }) => id)).toEqual([found.id])
  })

  test('after 24 hours a key is new again', async () => {
    const first = await create('k1')
    shop.advance(23 * hour)
    expect((await create('k1')).id).toBe(first.id)
    shop.advance(hour)
    expect((await create('k1')).id).not.toBe(first.id)
  })

  test('keys survive a restart', async () => {
    const first = await create('k1')
    await shop.restart()
    expect((await create('k1')).id).toBe(first.id)
  })

  test('an empty or endless key is refused', async () => {
    const post = (key: string) =>
      fetch(`${shop.url()}/v1/payment_intents`, {
        method: 'POST',
        headers: { authorization: 'Bearer sk_test_practice', 'idempotency-key': key },
        body: new URLSearchParams({ amount: '500', currency: 'usd' }),
      })
    expect((await post(' ')).status).toBe(400)
    expect((await post('k'.repeat(256))).status).toBe(400)
    expect((await post('k'.repeat(255))).status).toBe(200)
  })
})
