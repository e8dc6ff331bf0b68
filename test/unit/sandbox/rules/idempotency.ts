import { expect } from 'vitest'
import { aCardSale, stripeError } from '../practice-shop.ts'
import { type Rule, withFault } from './rule.ts'

const page = 'docs.stripe.com/api/idempotent_requests'
const errors = 'docs.stripe.com/error-low-level'
const woo = 'MB and the WooCommerce fixtures: bodies recorded from Stripe'
const path = '/v1/payment_intents'
const form = { amount: '1250', currency: 'usd', 'allowed_payment_method_types[]': 'card_present' }

/** Idempotency keys: stripe.md §2. Every row uses keys of its own. */
export const idempotencyRules: readonly Rule[] = [
  {
    fact: 'The same key and parameters give the first answer again, with `idempotent-replayed`, the first request and a new request id.',
    source: page,
    holds: async ({ sdk, wire }) => {
      const create = () => sdk.paymentIntents.create(aCardSale, { idempotencyKey: 'again' })
      const first = await create()
      const began = wire.at(-1)?.headers
      expect(began?.get('idempotent-replayed')).toBeNull()
      expect((await create()).id).toBe(first.id)
      const headers = wire.at(-1)?.headers
      expect(headers?.get('idempotent-replayed')).toBe('true')
      expect(headers?.get('original-request')).toBe(began?.get('request-id'))
      expect(headers?.get('request-id')).not.toBe(began?.get('request-id'))
      expect(headers?.get('idempotency-key')).toBe('again')
    },
  },
  ...(['error_500; when=after', 'error_500_stored'] as const).map(
    (fault): Rule => ({
      fact:
        fault === 'error_500_stored'
          ? 'The first answer is kept even when it is a 500 for which nothing was done; its replay says `stripe-should-retry: false`.'
          : 'A 500 after the work was done is kept too: the replay is the same 500, and the work stands once.',
      source: `${page} ("including 500 errors"); stripe-node RequestSender`,
      holds: async (shop) => {
        const key = `kept ${fault}`
        const before = (await shop.sdk.paymentIntents.list({ limit: 100 })).data.length
        expect((await withFault(shop, fault, path, form, key)).status).toBe(500)
        const again = await stripeError(
          shop.sdk.paymentIntents.create(aCardSale, { idempotencyKey: key, maxNetworkRetries: 2 }),
        )
        expect(again.statusCode).toBe(500)
        expect(shop.wire.at(-1)?.headers.get('stripe-should-retry')).toBe('false')
        expect(shop.wire.at(-1)?.headers.get('idempotent-replayed')).toBe('true')
        const after = (await shop.sdk.paymentIntents.list({ limit: 100 })).data.length
        expect(after - before).toBe(fault === 'error_500_stored' ? 0 : 1)
      },
    }),
  ),
  {
    fact: 'A key that is older than 24 hours may be forgotten, and is then a new request.',
    source: page,
    holds: async ({ sdk, advance }) => {
      const create = () => sdk.paymentIntents.create(aCardSale, { idempotencyKey: 'yesterday' })
      const first = await create()
      advance(24 * 3_600_000 + 1_000)
      expect((await create()).id).not.toBe(first.id)
    },
  },
  {
    fact: 'A key means nothing on GET and DELETE.',
    source: page,
    holds: async ({ sdk, wire }) => {
      for (let count = 0; count < 2; count += 1) {
        await sdk.rawRequest('GET', '/v1/balance', undefined, {
          additionalHeaders: { 'Idempotency-Key': 'get' },
        })
        expect(wire.at(-1)?.headers.get('idempotent-replayed')).toBeNull()
      }
    },
  },
  {
    fact: 'Other parameters under the same key are 400 `idempotency_error` without a code.',
    source: woo,
    holds: async ({ sdk }) => {
      await sdk.paymentIntents.create(aCardSale, { idempotencyKey: 'other' })
      const error = await stripeError(
        sdk.paymentIntents.create({ ...aCardSale, amount: 1300 }, { idempotencyKey: 'other' }),
      )
      expect(error).toMatchObject({ statusCode: 400, rawType: 'idempotency_error' })
      expect(error.code).toBeUndefined()
      expect(error.message).toBe(
        "Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than 'other' if you meant to execute a different request.",
      )
    },
  },
  {
    fact: 'A key whose first request is still running is 409 `idempotency_key_in_use`.',
    source: woo,
    holds: async (shop) => {
      const { sdk } = shop
      const first = withFault(shop, 'hang; delay_ms=400', path, form, 'running')
      await new Promise((resolve) => setTimeout(resolve, 150))
      const second = await stripeError(sdk.paymentIntents.create(aCardSale, { idempotencyKey: 'running' }))
      expect(second).toMatchObject({ statusCode: 409, code: 'idempotency_key_in_use' })
      expect((await first).status).toBe(200)
      const again = await sdk.paymentIntents.create(aCardSale, { idempotencyKey: 'running' })
      expect(again.status).toBe('requires_payment_method')
    },
  },
  {
    fact: 'A key has at least one and at most 255 characters.',
    source: page,
    holds: async ({ sdk }) => {
      const create = (idempotencyKey: string) => sdk.paymentIntents.create(aCardSale, { idempotencyKey })
      await create('k'.repeat(255))
      expect(await stripeError(create('k'.repeat(256)))).toMatchObject({ statusCode: 400 })
      expect((await stripeError(create(' '))).message).toBe('Idempotency Key must be a non-empty string.')
    },
  },
  {
    fact: 'A request that fails its validation leaves its key free.',
    source: page,
    holds: async ({ sdk }) => {
      const create = (amount: number) =>
        sdk.paymentIntents.create({ ...aCardSale, amount }, { idempotencyKey: 'free' })
      expect((await stripeError(create(1))).code).toBe('amount_too_small')
      expect((await create(1250)).amount).toBe(1250)
    },
  },
  ...(['rate_limit', 'lock_timeout', 'conflict'] as const).map(
    (fault): Rule => ({
      fact: `A request that is refused with ${fault === 'conflict' ? '409' : `429 (${fault})`} was not remembered under its key.`,
      source: fault === 'conflict' ? page : `${errors}: the limiter runs first`,
      holds: async (shop) => {
        const key = `after ${fault}`
        const status = fault === 'conflict' ? 409 : 429
        expect((await withFault(shop, fault, path, form, key)).status).toBe(status)
        await shop.sdk.paymentIntents.create(aCardSale, { idempotencyKey: key })
        expect(shop.wire.at(-1)?.headers.get('idempotent-replayed')).toBeNull()
      },
    }),
  ),
  {
    fact: 'An unauthenticated request is not remembered under its key.',
    source: `${errors}: authentication runs first`,
    holds: async ({ sdk }) => {
      const options = { idempotencyKey: 'who' }
      await stripeError(sdk.paymentIntents.create(aCardSale, { ...options, apiKey: 'nonsense' }))
      expect((await sdk.paymentIntents.create(aCardSale, options)).amount).toBe(1250)
    },
  },
]
