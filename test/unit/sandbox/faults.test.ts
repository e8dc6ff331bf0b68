import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { aCardSale, openReceiver, openShop, type PracticeShop, stripeError, until } from './practice-shop.ts'
import { withFault } from './rules/rule.ts'

const path = '/v1/payment_intents'
const form = { amount: '1250', currency: 'usd', 'allowed_payment_method_types[]': 'card_present' }

describe('faults', () => {
  let shop: PracticeShop
  beforeEach(async () => {
    shop = await openShop()
  })
  afterEach(() => shop.close())

  const intents = async () => (await shop.sdk.paymentIntents.list({ limit: 100 })).data.length
  const cut = async (fault: string, key: string) => {
    await expect(withFault(shop, fault, path, form, key)).rejects.toThrow()
  }

  test('by header: one request goes wrong, and no other', async () => {
    expect((await withFault(shop, 'error_500', path, form)).status).toBe(500)
    expect(await intents()).toBe(0)
    await shop.sdk.paymentIntents.create(aCardSale)
    expect(await intents()).toBe(1)
  })

  test('by header: a connection that is cut before the work has done nothing', async () => {
    await cut('drop; when=before', 'k')
    expect(await intents()).toBe(0)
  })

  test('by header: a connection that is cut after the work leaves it done, under its key', async () => {
    await cut('drop; when=after', 'k')
    expect(await intents()).toBe(1)
    await shop.sdk.paymentIntents.create(aCardSale, { idempotencyKey: 'k' })
    expect(await intents()).toBe(1)
  })

  test('by header: the answer that is given again can be lost too', async () => {
    await shop.sdk.paymentIntents.create(aCardSale, { idempotencyKey: 'k' })
    await cut('drop; when=after', 'k')
    expect(await intents()).toBe(1)
  })

  test('by header: a body breaks off in the middle, and the work is done', async () => {
    const answer = await withFault(shop, 'truncate', path, form, 'k')
    expect(answer.status).toBe(200)
    await expect(answer.text()).rejects.toThrow()
    expect(await intents()).toBe(1)
  })

  test.each([
    'earthquake',
    'hang; delay_ms=soon',
    'drop; when=sometimes',
    'drop; colour=red',
    'rate_limit; reason=mood',
  ])('by header: %o is refused with a sentence, and nothing is done', async (fault) => {
    const answer = await withFault(shop, fault, path, form)
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain('does not understand X-Practice-Fault')
    expect(await intents()).toBe(0)
  })

  test('planned: counted, by method and path, and forgotten on demand', async () => {
    await shop.control('faults', { kind: 'error_500', method: 'POST', path: '/v1/refunds', count: 2 })
    await shop.sdk.paymentIntents.create(aCardSale)
    expect(await shop.look('faults')).toMatchObject({ faults: [{ remaining: 2 }] })
    await stripeError(shop.sdk.refunds.create({ payment_intent: 'pi_x' }))
    expect(await shop.look('faults')).toMatchObject({ faults: [{ remaining: 1 }] })
    await shop.calm()
    expect(await shop.look('faults')).toEqual({ faults: [] })
  })

  test('the Date of every answer follows the practice clock, and can be skewed', async () => {
    const dateMs = async () => {
      await shop.sdk.balance.retrieve()
      return Date.parse(shop.wire.at(-1)?.headers.get('date') ?? '')
    }
    expect(Math.abs((await dateMs()) - Date.now())).toBeLessThan(60_000)
    shop.advance(3_600_000)
    expect((await dateMs()) - Date.now()).toBeGreaterThan(3_500_000)
    await shop.control('clock', { date_ms: -7_200_000 })
    expect((await dateMs()) - Date.now()).toBeLessThan(-3_500_000)
  })

  test('a skewed signature is old by its own time, and still true', async () => {
    const receiver = await openReceiver()
    const { secret } = await shop.sdk.webhookEndpoints.create({ url: receiver.url, enabled_events: ['*'] })
    await shop.control('clock', { signature_ms: -600_000 })
    const { created } = await shop.sdk.paymentIntents.create(aCardSale)
    await until(() => receiver.received.length === 1)
    const { body = '', signature = '' } = receiver.received[0] ?? {}
    const signedAt = Number(/^t=(\d+)/.exec(signature)?.[1])
    expect(created - signedAt).toBeGreaterThan(500)
    expect(() => shop.sdk.webhooks.constructEvent(body, signature, secret ?? '')).toThrow(/tolerance/)
    expect(shop.sdk.webhooks.constructEvent(body, signature, secret ?? '', 10_000).type).toBe(
      'payment_intent.created',
    )
    await receiver.close()
  })
})
