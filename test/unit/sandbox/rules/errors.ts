import Stripe from 'stripe'
import { expect } from 'vitest'
import { aCardSale, type PracticeShop, stripeError } from '../practice-shop.ts'
import { type Rule, withFault } from './rule.ts'

const sender = 'stripe@23.1.0, RequestSender'
const classes = 'stripe@23.1.0, Error.js'
const locks = 'docs.stripe.com/rate-limits#object-lock-timeouts; a body in a GitHub thread'
const limits = 'docs.stripe.com/rate-limits'

/** The SDK as it comes, but with its pauses as short as they may be. */
const retryingSdk = ({ url }: PracticeShop): Stripe => {
  const { hostname, port } = new URL(url())
  return new Stripe('sk_test_practice', {
    host: hostname,
    port,
    protocol: 'http',
    maxNetworkRetries: 2,
    telemetry: false,
  })
}

/** Whether the SDK, left to itself, gets over one fault of this kind. */
const survives = async (shop: PracticeShop, fault: object): Promise<boolean> => {
  await shop.control('faults', { ...fault, path: '/v1/payment_intents' })
  try {
    await retryingSdk(shop).paymentIntents.create(aCardSale)
    return true
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return false
    throw error
  }
}

/** What comes back when things go wrong, and what the official SDK makes of it: stripe.md §2. */
export const errorRules: readonly Rule[] = [
  ...(
    [
      ['a dropped connection', { kind: 'drop' }, true],
      ['409', { kind: 'conflict' }, true],
      ['500', { kind: 'error_500' }, true],
      ['429 lock_timeout, which says `stripe-should-retry: true`', { kind: 'lock_timeout' }, true],
      ['429 of the limiter, which says nothing', { kind: 'rate_limit' }, false],
      ['a stored 500, whose replay says `stripe-should-retry: false`', { kind: 'error_500_stored' }, false],
    ] as const
  ).map(
    ([what, fault, retried]): Rule => ({
      fact: `The official SDK ${retried ? 'tries again' : 'does not get over'} ${retried ? 'after ' : ''}${what}.`,
      source: sender,
      holds: async (shop) => {
        expect(await survives(shop, fault)).toBe(retried)
      },
    }),
  ),
  {
    fact: 'A body that breaks off in the middle is a `StripeConnectionError`, not an answer.',
    source: 'stripe@23.0.0 CHANGELOG',
    holds: async (shop) => {
      await shop.control('faults', { kind: 'truncate', path: '/v1/payment_intents' })
      const { hostname, port } = new URL(shop.url())
      const sdk = new Stripe('sk_test_practice', {
        host: hostname,
        port,
        protocol: 'http',
        maxNetworkRetries: 0,
      })
      const error = await stripeError(sdk.paymentIntents.create(aCardSale))
      expect(error.type).toBe('StripeConnectionError')
    },
  },
  {
    fact: '`lock_timeout` is 429 with type `invalid_request_error` and without `Stripe-Rate-Limited-Reason`.',
    source: locks,
    holds: async (shop) => {
      const answer = await withFault(shop, 'lock_timeout', '/v1/payment_intents')
      expect(answer.status).toBe(429)
      expect(answer.headers.get('stripe-rate-limited-reason')).toBeNull()
      expect(await answer.json()).toMatchObject({
        error: { code: 'lock_timeout', type: 'invalid_request_error' },
      })
    },
  },
  ...(
    [
      'global-rate',
      'endpoint-rate',
      'global-concurrency',
      'endpoint-concurrency',
      'resource-specific',
    ] as const
  ).map(
    (reason): Rule => ({
      fact: `The limiter says \`${reason}\` in \`Stripe-Rate-Limited-Reason\`, with 429 and no Retry-After.`,
      source: limits,
      holds: async (shop) => {
        const answer = await withFault(shop, `rate_limit; reason=${reason}`, '/v1/payment_intents')
        expect(answer.status).toBe(429)
        expect(answer.headers.get('stripe-rate-limited-reason')).toBe(reason)
        expect(answer.headers.get('retry-after')).toBeNull()
      },
    }),
  ),
  ...(
    [
      ['429', 'StripeRateLimitError', { kind: 'rate_limit' }],
      ['400', 'StripeInvalidRequestError', { kind: 'reader_busy' }],
      ['409', 'StripeAPIError', { kind: 'conflict' }],
      ['500', 'StripeAPIError', { kind: 'error_500' }],
    ] as const
  ).map(
    ([status, type, fault]): Rule => ({
      fact: `The official SDK makes a ${type} of ${status}.`,
      source: classes,
      holds: async ({ sdk, control }) => {
        await control('faults', { ...fault, path: '/v1/balance' })
        expect(await stripeError(sdk.balance.retrieve())).toMatchObject({ type, statusCode: Number(status) })
      },
    }),
  ),
  {
    fact: 'An error names its request in `request-id` and, where there is a code, a page in `doc_url`.',
    source: 'stripe@23.1.0, types of LastPaymentError',
    holds: async ({ sdk }) => {
      const error = await stripeError(sdk.paymentIntents.create({ amount: 1, currency: 'usd' }))
      expect(error.requestId).toMatch(/^req_/)
      expect(error.doc_url).toBe('https://stripe.com/docs/error-codes/amount-too-small')
    },
  },
]
