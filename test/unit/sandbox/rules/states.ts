import type Stripe from 'stripe'
import { expect } from 'vitest'
import { aCardSale, stripeError, until } from '../practice-shop.ts'
import { atCounter, chargeOf, type Rule, taken } from './rule.ts'

const lifecycle = 'docs.stripe.com/payments/paymentintents/lifecycle'
const cancel = 'docs.stripe.com/api/payment_intents/cancel'
const refunds = 'docs.stripe.com/refunds; docs.stripe.com/api/refunds/object'
const checkout = 'stripe@23.1.0, doc comments of Checkout.Session'

const aPage = {
  mode: 'payment',
  line_items: [
    { quantity: 1, price_data: { currency: 'usd', unit_amount: 900, product_data: { name: 'Tea' } } },
  ],
  payment_intent_data: { metadata: { sale: '1' } },
  success_url: 'http://127.0.0.1:1/done?page={CHECKOUT_SESSION_ID}',
} satisfies Stripe.Checkout.SessionCreateParams

/** Intents, charges and refunds: stripe.md §4, as far as a counter meets them; and the hosted page. */
export const stateRules: readonly Rule[] = [
  {
    fact: 'A second capture is `payment_intent_unexpected_state`.',
    source: `${lifecycle}; medusa#6370 (the body)`,
    holds: async (shop) => {
      const held = await taken(shop, { capture_method: 'manual' })
      await shop.sdk.paymentIntents.capture(held.id)
      const error = await stripeError(shop.sdk.paymentIntents.capture(held.id))
      expect(error.code).toBe('payment_intent_unexpected_state')
      expect((error.raw as { payment_intent?: { id: string } }).payment_intent?.id).toBe(held.id)
    },
  },
  {
    fact: 'A partial capture gives the rest back to the customer.',
    source: 'docs.stripe.com/payments/place-a-hold-on-a-payment-method',
    holds: async (shop) => {
      const held = await taken(shop, { capture_method: 'manual' })
      const captured = await shop.sdk.paymentIntents.capture(held.id, {
        amount_to_capture: 1000,
        expand: ['latest_charge'],
      })
      expect(captured).toMatchObject({ status: 'succeeded', amount_received: 1000, amount_capturable: 0 })
      expect(chargeOf(captured)).toMatchObject({
        amount_captured: 1000,
        amount_refunded: 250,
        refunded: false,
      })
    },
  },
  {
    fact: 'An intent is canceled from `requires_payment_method` and `requires_capture`, never once it succeeded.',
    source: cancel,
    holds: async (shop) => {
      const { sdk, sale } = atCounter(shop)
      const fresh = await sale()
      const canceled = await sdk.paymentIntents.cancel(fresh.id, { cancellation_reason: 'duplicate' })
      expect(canceled).toMatchObject({ status: 'canceled', cancellation_reason: 'duplicate' })
      const held = await taken(shop, { capture_method: 'manual' })
      expect((await sdk.paymentIntents.cancel(held.id)).amount_capturable).toBe(0)
      const paid = await taken(shop)
      expect((await stripeError(sdk.paymentIntents.cancel(paid.id))).code).toBe(
        'payment_intent_unexpected_state',
      )
    },
  },
  {
    fact: '`manual_preferred` at the reader leaves the payment to be captured.',
    source: 'stripe@23.1.0, types of payment_method_options.card_present',
    holds: async (shop) => {
      const options = { card_present: { capture_method: 'manual_preferred' } } as const
      expect((await taken(shop, { payment_method_options: options })).status).toBe('requires_capture')
    },
  },
  {
    fact: 'The client secret of an intent begins with its id.',
    source: 'docs.stripe.com/api/payment_intents/object#payment_intent_object-client_secret',
    holds: async (shop) => {
      const { id, client_secret } = await atCounter(shop).sale()
      expect(client_secret).toMatch(new RegExp(`^${id}_secret_\\w+$`))
    },
  },
  {
    fact: 'More than the rest of a charge is not refunded, and a charge that went back whole is `charge_already_refunded`.',
    source: refunds,
    holds: async (shop) => {
      const { id } = await taken(shop)
      await shop.sdk.refunds.create({ payment_intent: id, amount: 1000 })
      const over = shop.sdk.refunds.create({ payment_intent: id, amount: 251 })
      expect(await stripeError(over)).toMatchObject({ statusCode: 400, param: 'amount' })
      await shop.sdk.refunds.create({ payment_intent: id })
      expect((await stripeError(shop.sdk.refunds.create({ payment_intent: id }))).code).toBe(
        'charge_already_refunded',
      )
    },
  },
  {
    fact: 'A pending refund may be canceled, one that succeeded may not.',
    source: 'docs.stripe.com/api/refunds/cancel',
    holds: async (shop) => {
      const paid = await taken(shop, {}, { card_present: { number: '4000000000007726' } })
      const pending = await shop.sdk.refunds.create({ payment_intent: paid.id })
      expect(pending).toMatchObject({ status: 'pending', pending_reason: 'processing' })
      expect((await shop.sdk.refunds.cancel(pending.id)).status).toBe('canceled')
      const done = await shop.sdk.refunds.create({ payment_intent: (await taken(shop)).id })
      await stripeError(shop.sdk.refunds.cancel(done.id))
    },
  },
  {
    fact: 'A hosted page has its own address, and its intent is made only when somebody pays.',
    source: checkout,
    holds: async ({ sdk, control, url }) => {
      const page = await sdk.checkout.sessions.create(aPage)
      expect(page).toMatchObject({ status: 'open', payment_status: 'unpaid', payment_intent: null })
      expect(page.url).toBe(`${url()}/checkout/${page.id}`)
      await control(`checkout/${page.id}/pay`, { card: 'visa' })
      const paid = await sdk.checkout.sessions.retrieve(page.id, { expand: ['payment_intent'] })
      expect(paid).toMatchObject({
        status: 'complete',
        payment_status: 'paid',
        url: null,
        payment_intent: { status: 'succeeded', amount: 900, metadata: { sale: '1' } },
      })
    },
  },
  {
    fact: 'A hosted page that was declined stays open for another card.',
    source: 'docs.stripe.com/payments/checkout/how-checkout-works',
    holds: async ({ sdk, control }) => {
      const page = await sdk.checkout.sessions.create(aPage)
      await control(`checkout/${page.id}/pay`, { card: 'visa_declined' })
      expect((await sdk.checkout.sessions.retrieve(page.id)).status).toBe('open')
      await control(`checkout/${page.id}/pay`, { card: 'visa' })
      const { payment_intent } = await sdk.checkout.sessions.retrieve(page.id)
      const tries = await sdk.charges.list({ payment_intent: String(payment_intent) })
      expect(tries.data.map(({ status }) => status)).toEqual(['succeeded', 'failed'])
    },
  },
  {
    fact: 'A hosted page lives from 30 minutes to 24 hours, 24 hours unless told; `expire` closes it at once.',
    source: checkout,
    holds: async ({ sdk, advance, aheadMs }) => {
      const nowSeconds = Math.floor((Date.now() + aheadMs()) / 1000)
      const usual = await sdk.checkout.sessions.create(aPage)
      expect(usual.expires_at - usual.created).toBe(86_400)
      await stripeError(sdk.checkout.sessions.create({ ...aPage, expires_at: nowSeconds + 60 }))
      const short = await sdk.checkout.sessions.create({ ...aPage, expires_at: nowSeconds + 1_860 })
      expect((await sdk.checkout.sessions.expire(usual.id)).status).toBe('expired')
      await stripeError(sdk.checkout.sessions.expire(usual.id))
      advance(1_900_000)
      await until(async () => (await sdk.checkout.sessions.retrieve(short.id)).status === 'expired')
    },
  },
  {
    fact: 'A card is confirmed without a reader only by an intent that takes cards.',
    source: 'docs.stripe.com/error-codes#payment-intent-incompatible-payment-method',
    holds: async ({ sdk }) => {
      const { id } = await sdk.paymentIntents.create(aCardSale)
      const online = sdk.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' })
      expect((await stripeError(online)).code).toBe('payment_intent_incompatible_payment_method')
    },
  },
]
