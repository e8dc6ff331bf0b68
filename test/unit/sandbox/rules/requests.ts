import { expect } from 'vitest'
import { aCardSale, type PracticeShop, stripeError } from '../practice-shop.ts'
import type { Rule } from './rule.ts'

const keys = 'docs.stripe.com/keys; docs.stripe.com/keys/restricted-api-keys'
const pages = 'docs.stripe.com/api/pagination'
const currencies = 'docs.stripe.com/currencies'
const metadata = 'docs.stripe.com/api/metadata'

const create = ({ sdk }: PracticeShop, amount: number, currency: string) =>
  sdk.paymentIntents.create({ ...aCardSale, amount, currency })

/** Keys, versions, lists, expansion, metadata and amounts: stripe.md §2. */
export const requestRules: readonly Rule[] = [
  {
    fact: 'A restricted key that lacks a permission is 403 `invalid_request_error`, and the message names it.',
    source: `${keys}; st-paywall#36`,
    holds: async ({ sdk, control }) => {
      const apiKey = 'rk_test_readonly'
      await control('keys', { key: apiKey, permissions: ['rak_payment_intent_read'] })
      await sdk.paymentIntents.list({}, { apiKey })
      const error = await stripeError(sdk.paymentIntents.create(aCardSale, { apiKey }))
      expect(error).toMatchObject({
        type: 'StripePermissionError',
        rawType: 'invalid_request_error',
        statusCode: 403,
      })
      expect(error.message).toMatch(
        /^The provided key 'rk_test_\*+only' does not have the required permissions for this endpoint on account 'acct_\w+'\. Having the 'rak_payment_intent_write' permission would allow this request to continue\.$/,
      )
    },
  },
  {
    fact: 'A permission to write includes reading.',
    source: keys,
    holds: async ({ sdk, control }) => {
      await control('keys', { key: 'rk_test_writer', permissions: ['rak_payment_intent_write'] })
      await sdk.paymentIntents.list({}, { apiKey: 'rk_test_writer' })
    },
  },
  {
    fact: 'An expired key is 401 `api_key_expired`.',
    source: 'docs.stripe.com/error-codes#api-key-expired',
    holds: async ({ sdk, control }) => {
      await control('keys', { key: 'sk_test_expired', expired: true })
      expect(await stripeError(sdk.balance.retrieve({}, { apiKey: 'sk_test_expired' }))).toMatchObject({
        type: 'StripeAuthenticationError',
        code: 'api_key_expired',
      })
    },
  },
  {
    fact: 'A publishable key on a secret endpoint is 401 `secret_key_required`.',
    source: 'docs.stripe.com/error-codes#secret-key-required',
    holds: async ({ sdk }) => {
      const error = await stripeError(sdk.balance.retrieve({}, { apiKey: 'pk_test_51abc' }))
      expect(error).toMatchObject({ statusCode: 401, code: 'secret_key_required' })
    },
  },
  {
    fact: 'Modes are separate worlds: an object that is not there is 404 `resource_missing`, "No such payment_intent".',
    source: 'docs.stripe.com/keys#test-live-modes',
    holds: async ({ sdk }) => {
      const error = await stripeError(sdk.paymentIntents.retrieve('pi_of_another_mode'))
      expect(error).toMatchObject({ statusCode: 404, code: 'resource_missing' })
      expect(error.message).toContain("No such payment_intent: 'pi_of_another_mode'")
    },
  },
  {
    fact: 'An unknown version is 400 "Invalid Stripe API version".',
    source: 'docs.stripe.com/api/versioning',
    holds: async ({ sdk }) => {
      const error = await stripeError(sdk.balance.retrieve({}, { apiVersion: '2026-10-28.latest' }))
      expect(error.message).toContain('Invalid Stripe API version: 2026-10-28.latest')
    },
  },
  {
    fact: 'Since 2026-09-30.endive an intent is told `allowed_payment_method_types`; `payment_method_types` is no parameter any more.',
    source: 'stripe@23.0.0 CHANGELOG',
    holds: async ({ sdk }) => {
      const params = { amount: 1250, currency: 'usd', payment_method_types: ['card_present'] }
      const post = (apiVersion?: string) =>
        sdk.rawRequest('POST', '/v1/payment_intents', params, apiVersion === undefined ? {} : { apiVersion })
      expect((await stripeError(post())).code).toBe('parameter_unknown')
      await post('2026-08-26.dahlia')
    },
  },
  {
    fact: 'Lists are newest first, ten at a time unless told, with `has_more`; `starting_after` goes on and `ending_before` back.',
    source: pages,
    holds: async (shop) => {
      const made: string[] = []
      for (let count = 0; count < 11; count += 1) made.push((await create(shop, 1000, 'usd')).id)
      made.reverse()
      const ids = async (params: object) =>
        (await shop.sdk.paymentIntents.list(params)).data.map(({ id }) => id)
      const first = await shop.sdk.paymentIntents.list()
      expect(first.data.map(({ id }) => id)).toEqual(made.slice(0, 10))
      expect(first).toMatchObject({ has_more: true, url: '/v1/payment_intents' })
      expect(await ids({ limit: 1, starting_after: made[9] })).toEqual([made[10]])
      expect(await ids({ limit: 2, ending_before: made[2] })).toEqual([made[0], made[1]])
    },
  },
  {
    fact: 'A page has at most 100 objects.',
    source: pages,
    holds: async ({ sdk }) => {
      await sdk.paymentIntents.list({ limit: 100 })
      expect((await stripeError(sdk.paymentIntents.list({ limit: 101 }))).param).toBe('limit')
    },
  },
  {
    fact: '`created[gte]` and `created[lt]` bound a list, for intents, charges, refunds and events.',
    source: pages,
    holds: async (shop) => {
      const { sdk } = shop
      await create(shop, 1000, 'usd')
      shop.advance(5_000)
      const { created } = await create(shop, 1000, 'usd')
      const later = await sdk.paymentIntents.list({ created: { gte: created } })
      expect(later.data).toHaveLength(1)
      const events = await sdk.events.list({ created: { gte: created }, type: 'payment_intent.created' })
      expect(events.data).toHaveLength(1)
      expect((await sdk.charges.list({ created: { gte: created } })).data).toEqual([])
      expect((await sdk.refunds.list({ created: { gte: created } })).data).toEqual([])
    },
  },
  {
    fact: 'At most four levels are expanded: `property_expansion_max_depth`.',
    source: 'docs.stripe.com/api/expanding_objects',
    holds: async ({ sdk }) => {
      const expand = ['data.latest_charge.payment_intent.latest_charge.payment_intent']
      expect((await stripeError(sdk.paymentIntents.list({ expand }))).code).toBe(
        'property_expansion_max_depth',
      )
    },
  },
  {
    fact: 'A property that is no object is "This property cannot be expanded".',
    source: 'docs.stripe.com/api/expanding_objects',
    holds: async (shop) => {
      const { id } = await create(shop, 1000, 'usd')
      const error = await stripeError(shop.sdk.paymentIntents.retrieve(id, { expand: ['amount'] }))
      expect(error.message).toContain('This property cannot be expanded (amount).')
    },
  },
  {
    fact: 'Metadata has at most 50 keys of 40 characters with values of 500; an empty value unsets its key, empty metadata everything.',
    source: metadata,
    holds: async (shop) => {
      const { sdk } = shop
      const { id } = await create(shop, 1000, 'usd')
      const set = (values: Record<string, string> | '') => sdk.paymentIntents.update(id, { metadata: values })
      const many = (count: number) =>
        Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, 'v']))
      await set(many(50))
      await stripeError(set({ 'one more': 'v' }))
      await set('')
      await stripeError(set({ ['k'.repeat(41)]: 'v' }))
      await stripeError(set({ k: 'v'.repeat(501) }))
      expect((await set({ ['k'.repeat(40)]: 'v'.repeat(500), gone: 'v' })).metadata).toHaveProperty('gone')
      expect((await set({ gone: '' })).metadata).not.toHaveProperty('gone')
    },
  },
]

/** Amounts: the least per currency, the most, and the currencies whose last digits must be zero. */
export const amountRules: readonly Rule[] = [
  ...(
    [
      ['usd', 50],
      ['gbp', 30],
      ['eur', 50],
      ['cad', 50],
      ['aud', 50],
      ['jpy', 50],
      ['sek', 300],
      ['dkk', 250],
      ['hkd', 400],
      ['mxn', 1000],
    ] as const
  ).map(
    ([currency, least]): Rule => ({
      fact: `The least amount in ${currency} is ${least}; below it is \`amount_too_small\`.`,
      source: `${currencies}#minimum-and-maximum-charge-amounts`,
      holds: async (shop) => {
        expect((await create(shop, least, currency)).amount).toBe(least)
        expect((await stripeError(create(shop, least - 1, currency))).code).toBe('amount_too_small')
      },
    }),
  ),
  {
    fact: 'An amount has at most eight digits.',
    source: 'stripe@23.1.0, doc comment of PaymentIntent.amount',
    holds: async (shop) => {
      expect((await create(shop, 99_999_999, 'usd')).amount).toBe(99_999_999)
      expect((await stripeError(create(shop, 100_000_000, 'usd'))).code).toBe('amount_too_large')
    },
  },
  ...(
    [
      ['kwd', 1230, 1234],
      ['bhd', 1230, 1234],
      ['isk', 1200, 1234],
      ['ugx', 1_200_000, 1_200_034],
    ] as const
  ).map(
    ([currency, good, bad]): Rule => ({
      fact: `An amount in ${currency} ends in ${currency === 'isk' || currency === 'ugx' ? 'two zeros: hundredths that the currency does not have' : 'a zero: the third decimal is not used'}.`,
      source: `${currencies}#special-cases`,
      holds: async (shop) => {
        expect((await create(shop, good, currency)).amount).toBe(good)
        expect((await stripeError(create(shop, bad, currency))).param).toBe('amount')
      },
    }),
  ),
]
