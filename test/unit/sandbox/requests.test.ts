import Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCardSale, openShop, type PracticeShop, stripeError } from './practice-shop.ts'

describe('requests to the practice Stripe', () => {
  let shop: PracticeShop
  beforeAll(async () => {
    shop = await openShop()
  })
  afterAll(() => shop.close())

  const raw = (path: string, init: RequestInit = {}) =>
    fetch(`${shop.url()}${path}`, {
      ...init,
      headers: { authorization: 'Bearer sk_test_practice', ...init.headers },
    })
  const errorOf = async (response: Response) => ({
    status: response.status,
    error: ((await response.json()) as { error: Record<string, unknown> }).error,
  })
  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    raw(path, { method: 'POST', body: new URLSearchParams(body), headers })

  describe('who may call', () => {
    test('no key: 401 that says how to send one', async () => {
      const { status, error } = await errorOf(await fetch(`${shop.url()}/v1/balance`))
      expect(status).toBe(401)
      expect(error.message).toMatch(/did not provide an API key/)
    })
    test('a live key is refused with a sentence about live mode', async () => {
      const error = await stripeError(shop.sdk.balance.retrieve({}, { apiKey: 'sk_live_51abc' }))
      expect(error).toMatchObject({ type: 'StripeAuthenticationError', statusCode: 401 })
      expect(error.message).toMatch(/live mode key/)
    })
    test('a publishable key may not do what a secret key does', async () => {
      const error = await stripeError(shop.sdk.balance.retrieve({}, { apiKey: 'pk_test_51abc' }))
      expect(error).toMatchObject({ statusCode: 401, code: 'secret_key_required' })
    })
    test('anything else is an invalid key, and is not repeated whole', async () => {
      const error = await stripeError(shop.sdk.balance.retrieve({}, { apiKey: 'hunter2-hunter2-hunter2' }))
      expect(error.message).toMatch(/^Invalid API Key provided/)
      expect(error.message).not.toContain('hunter2-hunter2')
    })
    test('restricted keys and basic authentication work', async () => {
      await shop.sdk.balance.retrieve({}, { apiKey: 'rk_test_practice' })
      const authorization = `Basic ${Buffer.from('sk_test_practice:').toString('base64')}`
      expect((await raw('/v1/balance', { headers: { authorization } })).status).toBe(200)
    })
  })

  describe('versions', () => {
    const withVersion = (version: string) => raw('/v1/balance', { headers: { 'stripe-version': version } })

    test('the version of the request is echoed; the SDK pins the current one', async () => {
      await shop.sdk.balance.retrieve()
      expect(shop.wire.at(-1)?.headers.get('stripe-version')).toBe(Stripe.API_VERSION)
      expect((await withVersion('2025-09-30.clover')).headers.get('stripe-version')).toBe('2025-09-30.clover')
    })
    test.each(['latest', '2026-10-28.clover', '2026-10-28', '2026-13-45', '2027-01-01.endive', ''])(
      '%o is no version',
      async (version) => {
        const { status, error } = await errorOf(await withVersion(version))
        expect(status).toBe(400)
        expect(error.message).toBe(`Invalid Stripe API version: ${version}`)
      },
    )
    test('endive takes allowed_payment_method_types and refuses payment_method_types', async () => {
      const { error } = await errorOf(
        await post('/v1/payment_intents', 'amount=500&currency=usd&payment_method_types[]=card_present'),
      )
      expect(error).toMatchObject({ code: 'parameter_unknown', param: 'payment_method_types' })
    })
    test('dahlia takes payment_method_types, refuses the new name, and does not show it', async () => {
      const dahlia = { 'stripe-version': '2026-08-26.dahlia' }
      const body = 'amount=500&currency=usd&payment_method_types[]=card_present'
      const intent = (await (await post('/v1/payment_intents', body, dahlia)).json()) as Record<
        string,
        unknown
      >
      expect(intent.payment_method_types).toEqual(['card_present'])
      expect(intent).not.toHaveProperty('allowed_payment_method_types')
      const other = await post(
        '/v1/payment_intents',
        `amount=500&currency=usd&allowed_payment_method_types[]=card`,
        dahlia,
      )
      expect((await errorOf(other)).error.code).toBe('parameter_unknown')
    })
  })

  describe('parameters', () => {
    test.each([
      ['amount=500&currency=usd&colour=blue', 'parameter_unknown', 'colour'],
      [
        'amount=500&currency=usd&automatic_payment_methods[enabled]=true&automatic_payment_methods[x]=1',
        'parameter_unknown',
        'automatic_payment_methods[x]',
      ],
      ['currency=usd', 'parameter_missing', 'amount'],
      ['amount=500', 'parameter_missing', 'currency'],
      ['amount=5.5&currency=usd', 'parameter_invalid_integer', 'amount'],
      ['amount=-500&currency=usd', 'parameter_invalid_integer', 'amount'],
      ['amount=49&currency=usd', 'amount_too_small', 'amount'],
      ['amount=100000000&currency=usd', 'amount_too_large', 'amount'],
      ['amount=29&currency=gbp', 'amount_too_small', 'amount'],
      ['amount=1050&currency=isk', 'parameter_invalid_integer', 'amount'],
      ['amount=1005&currency=kwd', 'parameter_invalid_integer', 'amount'],
    ])('%s is refused as %s on %s', async (body, code, param) => {
      const { status, error } = await errorOf(await post('/v1/payment_intents', body))
      expect(status).toBe(400)
      expect(error).toMatchObject({ type: 'invalid_request_error', code, param })
    })
    test.each(['amount=500&currency=zzz', 'amount=500&currency=usd&capture_method=maybe'])(
      '%s is refused',
      async (body) => {
        expect((await post('/v1/payment_intents', body)).status).toBe(400)
      },
    )
    test('the largest and the smallest amount are accepted', async () => {
      expect((await post('/v1/payment_intents', 'amount=99999999&currency=usd')).status).toBe(200)
      expect((await post('/v1/payment_intents', 'amount=50&currency=usd')).status).toBe(200)
      expect((await post('/v1/payment_intents', 'amount=30&currency=gbp')).status).toBe(200)
    })
    test('what Stripe has and the practice Stripe has not is said plainly', async () => {
      const { error } = await errorOf(
        await post('/v1/payment_intents', 'amount=500&currency=usd&customer=cus_1'),
      )
      expect(error.message).toMatch(/practice Stripe does not have 'customer'/)
    })
    test('a body above a megabyte is refused', async () => {
      const response = await post('/v1/payment_intents', `description=${'x'.repeat(1_100_000)}`)
      expect(response.status).toBe(413)
      expect((await errorOf(response)).error.message).toMatch(/larger than one megabyte: send less/)
    })
    test('a name without end is refused without being repeated', async () => {
      for (const name of [`a${'[b]'.repeat(100_000)}`, '['.repeat(100_000)]) {
        const response = await raw('/v1/payment_intents', { method: 'POST', body: `${name}=1` })
        const { status, error } = await errorOf(response)
        expect(status).toBe(400)
        expect(error.message).toMatch(/^The name of a parameter is longer than 300 characters: .{1,41}$/)
      }
    })
  })

  describe('errors', () => {
    test('an unknown object is 404 with its id, a link and a request id', async () => {
      const response = await raw('/v1/payment_intents/pi_missing')
      const requestId = response.headers.get('request-id')
      const { status, error } = await errorOf(response)
      expect(status).toBe(404)
      expect(error).toEqual({
        type: 'invalid_request_error',
        code: 'resource_missing',
        param: 'intent',
        message: "No such payment_intent: 'pi_missing'",
        doc_url: 'https://stripe.com/docs/error-codes/resource-missing',
        request_log_url: expect.stringContaining(`logs/${requestId}`),
      })
    })
    test('an unknown object in a parameter is 400', async () => {
      const error = await stripeError(shop.sdk.refunds.create({ payment_intent: 'pi_missing' }))
      expect(error).toMatchObject({ statusCode: 400, code: 'resource_missing', param: 'payment_intent' })
    })
    test('an unknown address is 404 and names it', async () => {
      const { status, error } = await errorOf(await raw('/v1/customers/%E0%A4%A'))
      expect(status).toBe(404)
      expect(error.message).toContain('Unrecognized request URL (GET: /v1/customers')
    })
    test('a decline is 402 with everything a till needs, and the intent inside', async () => {
      const intent = await shop.sdk.paymentIntents.create({ amount: 900, currency: 'usd' })
      const error = await stripeError(
        shop.sdk.paymentIntents.confirm(intent.id, {
          payment_method: 'pm_card_chargeDeclinedInsufficientFunds',
        }),
      )
      expect(error).toMatchObject({ type: 'StripeCardError', statusCode: 402, code: 'card_declined' })
      expect(error.raw).toMatchObject({
        decline_code: 'insufficient_funds',
        message: 'Your card has insufficient funds.',
        doc_url: 'https://stripe.com/docs/error-codes/card-declined',
        payment_intent: { id: intent.id, status: 'requires_payment_method' },
      })
      const after = await shop.sdk.paymentIntents.retrieve(intent.id)
      expect(after.last_payment_error?.decline_code).toBe('insufficient_funds')
    })
    test('each limit has the error that the SDK knows', async () => {
      await shop.control('faults', { kind: 'rate_limit' })
      expect((await stripeError(shop.sdk.balance.retrieve())).type).toBe('StripeRateLimitError')
    })
  })

  describe('metadata', () => {
    const metadataAfter = async (...changes: Stripe.Emptyable<Stripe.MetadataParam>[]) => {
      const { id } = await shop.sdk.paymentIntents.create({ ...aCardSale, metadata: { a: '1', b: '2' } })
      for (const metadata of changes) await shop.sdk.paymentIntents.update(id, { metadata })
      return (await shop.sdk.paymentIntents.retrieve(id)).metadata
    }
    test('is merged', async () => {
      expect(await metadataAfter({ b: '3', c: '4' })).toEqual({ a: '1', b: '3', c: '4' })
    })
    test('an empty value unsets its key', async () => {
      expect(await metadataAfter({ a: '' })).toEqual({ b: '2' })
    })
    test('empty metadata unsets everything', async () => {
      expect(await metadataAfter('')).toEqual({})
    })
    test('numeric keys stay keys', async () => {
      expect(await metadataAfter('', { 0: 'zero', 1: 'one' })).toEqual({ 0: 'zero', 1: 'one' })
    })
    test.each([
      ['a key of 41 characters', { ['k'.repeat(41)]: 'v' }],
      ['a value of 501 characters', { k: 'v'.repeat(501) }],
      ['51 keys', Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, 'v']))],
    ])('%s is too much', async (_what, metadata) => {
      expect((await stripeError(shop.sdk.paymentIntents.create({ ...aCardSale, metadata }))).statusCode).toBe(
        400,
      )
    })
    test('50 keys of 40 characters with values of 500 fit', async () => {
      const metadata = Object.fromEntries(
        Array.from({ length: 50 }, (_, index) => [String(index).padEnd(40, 'k'), 'v'.repeat(500)]),
      )
      expect((await shop.sdk.paymentIntents.create({ ...aCardSale, metadata })).metadata).toEqual(metadata)
    })
  })

  describe('expand', () => {
    test('replaces an id by its object, level by level', async () => {
      const intent = await shop.sdk.paymentIntents.create({
        amount: 900,
        currency: 'usd',
        confirm: true,
        payment_method: 'pm_card_visa',
        expand: ['latest_charge.balance_transaction.source.payment_intent'],
      })
      expect(intent).toMatchObject({
        latest_charge: {
          object: 'charge',
          balance_transaction: { source: { payment_intent: { id: intent.id } } },
        },
      })
    })
    test('refuses a fifth level', async () => {
      const path = ['latest_charge.balance_transaction.source.payment_intent.latest_charge']
      const error = await stripeError(shop.sdk.paymentIntents.create({ ...aCardSale, expand: path }))
      expect(error.code).toBe('property_expansion_max_depth')
    })
    test('refuses what cannot be expanded, and undoes the request', async () => {
      const before = (await shop.sdk.paymentIntents.list({ limit: 1 })).data[0]?.id
      const error = await stripeError(shop.sdk.paymentIntents.create({ ...aCardSale, expand: ['amount'] }))
      expect(error.message).toBe('This property cannot be expanded (amount).')
      expect((await shop.sdk.paymentIntents.list({ limit: 1 })).data[0]?.id).toBe(before)
    })
  })
})
