import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { aCardSale, openReceiver, openShop, type PracticeShop, until } from './practice-shop.ts'

type Receiver = Awaited<ReturnType<typeof openReceiver>>

describe('webhooks', () => {
  let shop: PracticeShop
  let receiver: Receiver
  let answer: number
  beforeEach(async () => {
    shop = await openShop()
    answer = 200
    receiver = await openReceiver(() => answer)
  })
  afterEach(async () => {
    await receiver.close()
    await shop.close()
  })

  const subscribe = (...enabled_events: ('*' | 'payment_intent.created' | 'payment_intent.canceled')[]) =>
    shop.sdk.webhookEndpoints.create({ url: receiver.url, enabled_events })
  const types = () => receiver.received.map(({ body }) => (JSON.parse(body) as { type: string }).type)
  const pending = async () => (await shop.sdk.events.list({ limit: 1 })).data[0]?.pending_webhooks

  test('are signed with the secret that is shown once', async () => {
    const { secret, id } = await subscribe('*')
    expect(secret).toMatch(/^whsec_/)
    expect(await shop.sdk.webhookEndpoints.retrieve(id)).not.toHaveProperty('secret')
    const { id: intent } = await shop.sdk.paymentIntents.create(aCardSale, { idempotencyKey: 'sale-1' })
    await until(() => receiver.received.length === 1)
    const [hook] = receiver.received
    const event = shop.sdk.webhooks.constructEvent(hook?.body ?? '', hook?.signature ?? '', secret ?? '')
    expect(event).toMatchObject({
      type: 'payment_intent.created',
      data: { object: { id: intent } },
      request: { idempotency_key: 'sale-1' },
    })
    const forge = () =>
      shop.sdk.webhooks.constructEvent(`${hook?.body} `, hook?.signature ?? '', secret ?? '')
    expect(forge).toThrow(/signature/)
  })

  test('go only to endpoints that asked for the type', async () => {
    await subscribe('payment_intent.canceled')
    const { id } = await shop.sdk.paymentIntents.create(aCardSale)
    await shop.sdk.paymentIntents.cancel(id)
    await until(() => receiver.received.length === 1)
    expect(types()).toEqual(['payment_intent.canceled'])
  })

  test('are tried again until they are taken, and pending_webhooks says how it stands', async () => {
    answer = 503
    await subscribe('*')
    await shop.sdk.paymentIntents.create(aCardSale)
    await until(() => receiver.received.length === 2)
    expect(await pending()).toBe(1)
    answer = 200
    await until(async () => (await pending()) === 0)
    const bodies = new Set(receiver.received.map(({ body }) => (JSON.parse(body) as { id: string }).id))
    expect(bodies.size).toBe(1)
  })

  test('are given up after the last pause, and can still be listed as not delivered', async () => {
    await shop.close()
    shop = await openShop({ webhookRetryPausesMs: [10, 20, 40, 80] })
    answer = 500
    await subscribe('*')
    const { id } = await shop.sdk.paymentIntents.create(aCardSale)
    await until(() => receiver.received.length === 5)
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(receiver.received).toHaveLength(5)
    const { data } = await shop.sdk.events.list({ delivery_success: false })
    expect(data.map((event) => (event.data.object as { id?: string }).id)).toEqual([id])
  })

  test('a redirect is not an answer', async () => {
    answer = 302
    await subscribe('*')
    await shop.sdk.paymentIntents.create(aCardSale)
    await until(() => receiver.received.length === 2)
    expect(await pending()).toBe(1)
  })

  test('are not raised for an endpoint that is disabled', async () => {
    const { id } = await subscribe('*')
    await shop.sdk.webhookEndpoints.update(id, { disabled: true })
    await shop.sdk.paymentIntents.create(aCardSale)
    expect(await pending()).toBe(0)
    await shop.sdk.webhookEndpoints.update(id, { disabled: false })
    await shop.sdk.paymentIntents.create(aCardSale)
    await until(() => receiver.received.length === 1)
  })

  test('that wait survive a restart', async () => {
    await subscribe('*')
    await shop.control('webhooks', { hold: true })
    const { id } = await shop.sdk.paymentIntents.create(aCardSale)
    expect(receiver.received).toHaveLength(0)
    await shop.restart()
    await until(() => receiver.received.length === 1)
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({ data: { object: { id } } })
  })

  test('can be held, sent twice, and sent in the wrong order', async () => {
    await subscribe('payment_intent.created', 'payment_intent.canceled')
    await shop.control('webhooks', { hold: true, duplicate: true, reorder: true })
    const { id } = await shop.sdk.paymentIntents.create(aCardSale)
    await shop.sdk.paymentIntents.cancel(id)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(receiver.received).toHaveLength(0)
    await shop.control('webhooks', { hold: false })
    await until(() => receiver.received.length === 4)
    expect(types()).toEqual([
      'payment_intent.canceled',
      'payment_intent.canceled',
      'payment_intent.created',
      'payment_intent.created',
    ])
  })

  test('to a deleted endpoint are forgotten', async () => {
    answer = 500
    const { id } = await subscribe('*')
    await shop.sdk.paymentIntents.create(aCardSale)
    await until(() => receiver.received.length === 1)
    await shop.sdk.webhookEndpoints.del(id)
    expect(await pending()).toBe(0)
  })
})
