import { expect } from 'vitest'
import { stripeError, until } from '../practice-shop.ts'
import { atCounter, chargeOf, type Rule, taken } from './rule.ts'

const recovery = 'stripe.dev terminal-java TerminalException.paymentIntent; SCPProcessPaymentError (iOS)'
const types = 'stripe@23.1.0, types of Charge and PaymentIntent'
const onReader = 'docs.stripe.com/terminal/features/collecting-tips/on-reader'
const onReceipt = 'docs.stripe.com/terminal/features/collecting-tips/on-receipt'
const incremental = 'stripe@23.1.0, doc comment of PaymentIntents.incrementAuthorization'

/** Unknown outcomes, tips, tabs and what a receipt needs: stripe.md §1.5 and §1.6. */
export const paymentRules: readonly Rule[] = [
  {
    fact: 'A decline is no status: the intent waits in `requires_payment_method` with `last_payment_error`.',
    source: recovery,
    holds: async (shop) => {
      expect(await taken(shop, { amount: 1055 })).toMatchObject({
        status: 'requires_payment_method',
        payment_method: null,
        last_payment_error: { type: 'card_error', code: 'card_declined', decline_code: 'incorrect_pin' },
      })
    },
  },
  {
    fact: 'When the reader is lost after the bank approved, the intent tells what happened and the action does not.',
    source: `${recovery}; stripe-terminal-ios#210`,
    holds: async (shop) => {
      const { sale, process, reader, intent } = atCounter(shop)
      const { id } = await sale()
      await process(id)
      await shop.control(`readers/${shop.readerId}/unplug`, { when: 'after_authorised' })
      await shop.control(`readers/${shop.readerId}/present`, { bank_takes_ms: 0 })
      expect(await reader()).toMatchObject({ status: 'offline', action: { status: 'in_progress' } })
      expect((await intent(id)).status).toBe('succeeded')
    },
  },
  {
    fact: 'An intent that was abandoned and canceled is not charged by a card that comes later.',
    source: recovery,
    holds: async (shop) => {
      const { sdk, sale, process, present, intent } = atCounter(shop)
      const { id } = await sale()
      await process(id)
      await sdk.paymentIntents.cancel(id, { cancellation_reason: 'abandoned' })
      expect((await present()).action).toMatchObject({
        status: 'failed',
        failure_code: 'intent_invalid_state',
      })
      expect(await intent(id)).toMatchObject({ status: 'canceled', latest_charge: null })
    },
  },
  {
    fact: 'After the payment `amount` includes the tip, and `amount_details.tip.amount` says how much of it that is.',
    source: onReader,
    holds: async (shop) => {
      const { sale, process, present, intent } = atCounter(shop)
      const { id } = await sale({ amount: 2000 })
      await process(id, { tipping: { amount_eligible: 2000 } })
      await present({ amount_tip: 300 })
      expect(await intent(id)).toMatchObject({
        amount: 2300,
        amount_received: 2300,
        amount_details: { tip: { amount: 300 } },
      })
    },
  },
  {
    fact: 'A tip of 0 means that none was chosen; no tip amount at all means that none was asked for.',
    source: onReader,
    holds: async (shop) => {
      const { sale, process, present, intent } = atCounter(shop)
      const asked = await sale()
      await process(asked.id, {})
      await present()
      expect((await intent(asked.id)).amount_details?.tip).toEqual({ amount: 0 })
      expect((await taken(shop)).amount_details?.tip).toEqual({})
    },
  },
  {
    fact: 'The reader suggests three tips: fixed amounts below `smart_tip_threshold`, percentages of the eligible amount from it on.',
    source: `${onReader}; stripe@23.1.0, types of Terminal.Configuration`,
    holds: async (shop) => {
      const { sale, process } = atCounter(shop)
      const suggested = async (amount: number, amount_eligible: number) => {
        const { id } = await sale({ amount })
        await process(id, { tipping: { amount_eligible } })
        const view = (await shop.look(`readers/${shop.readerId}`)) as { tip: unknown }
        return view.tip
      }
      expect(await suggested(900, 900)).toEqual({
        eligible: 900,
        suggestions: [100, 200, 300].map((amount) => ({ percent: null, amount })),
      })
      expect(await suggested(4250, 4250)).toEqual({
        eligible: 4250,
        suggestions: [
          { percent: 15, amount: 638 },
          { percent: 20, amount: 850 },
          { percent: 25, amount: 1063 },
        ],
      })
      expect(await suggested(4250, 1000)).toMatchObject({ suggestions: [{ amount: 150 }, {}, {}] })
    },
  },
  {
    fact: 'A payment at a reader that is captured later must be within two days; then the authorisation expires.',
    source:
      'docs.stripe.com/terminal/payments/collect-card-payment (capture); charge.payment_method_details.card_present.capture_before',
    holds: async (shop) => {
      const held = await taken(shop, { capture_method: 'manual' })
      expect(held).toMatchObject({ status: 'requires_capture', amount_capturable: 1250, amount_received: 0 })
      const charge = chargeOf(held)
      const { capture_before } = charge.payment_method_details?.card_present ?? {}
      expect(Number(capture_before) - charge.created).toBe(2 * 86_400)
      shop.advance(2 * 86_400_000 + 1_000)
      await until(async () => (await shop.sdk.paymentIntents.retrieve(held.id)).status === 'canceled')
    },
  },
  {
    fact: 'A tip on the receipt is captured on top of the authorised amount, up to half of it or 50 dollars, whichever is more.',
    source: `${onReceipt} (limits)`,
    holds: async (shop) => {
      const small = await taken(shop, { capture_method: 'manual', amount: 4000 })
      expect(
        await stripeError(shop.sdk.paymentIntents.capture(small.id, { amount_to_capture: 9001 })),
      ).toMatchObject({ code: 'amount_too_large', param: 'amount_to_capture' })
      const captured = await shop.sdk.paymentIntents.capture(small.id, {
        amount_to_capture: 9000,
        expand: ['latest_charge'],
      })
      expect(captured).toMatchObject({ amount: 9000, amount_received: 9000 })
      expect(chargeOf(captured).payment_method_details?.card_present?.amount_authorized).toBe(4000)
      const large = await taken(shop, { capture_method: 'manual', amount: 20_000 })
      const most = { amount_to_capture: 30_000 }
      expect((await shop.sdk.paymentIntents.capture(large.id, most)).amount_received).toBe(30_000)
    },
  },
  {
    fact: 'Only where `overcapture_supported` says so may more than the authorised amount be captured: in the US, not elsewhere.',
    source: onReceipt,
    holds: async (shop) => {
      const held = await taken(shop, { capture_method: 'manual', currency: 'eur' })
      expect(chargeOf(held).payment_method_details?.card_present?.overcapture_supported).toBe(false)
      const more = shop.sdk.paymentIntents.capture(held.id, { amount_to_capture: 1251 })
      expect((await stripeError(more)).code).toBe('amount_too_large')
    },
  },
  {
    fact: 'An authorisation is raised only when its support was asked for and `incremental_authorization_supported` says so.',
    source: incremental,
    holds: async (shop) => {
      const asking = { card_present: { request_incremental_authorization_support: true } }
      const tab = await taken(shop, { capture_method: 'manual', payment_method_options: asking })
      expect(await shop.sdk.paymentIntents.incrementAuthorization(tab.id, { amount: 2000 })).toMatchObject({
        amount: 2000,
        amount_capturable: 2000,
        status: 'requires_capture',
      })
      const plain = await taken(shop, { capture_method: 'manual' })
      await stripeError(shop.sdk.paymentIntents.incrementAuthorization(plain.id, { amount: 2000 }))
    },
  },
  {
    fact: 'An increment that the bank declines is `card_declined`, and what was authorised stays capturable.',
    source: incremental,
    holds: async (shop) => {
      const asking = { card_present: { request_incremental_authorization_support: true } }
      const tab = await taken(shop, { capture_method: 'manual', payment_method_options: asking })
      const more = shop.sdk.paymentIntents.incrementAuthorization(tab.id, { amount: 2005 })
      expect(await stripeError(more)).toMatchObject({ type: 'StripeCardError', code: 'card_declined' })
      expect((await shop.sdk.paymentIntents.retrieve(tab.id)).amount_capturable).toBe(1250)
    },
  },
  {
    fact: 'At most ten increments are tried on one intent, declines included.',
    source: incremental,
    holds: async (shop) => {
      const asking = { card_present: { request_incremental_authorization_support: true } }
      const tab = await taken(shop, { capture_method: 'manual', payment_method_options: asking })
      for (let count = 1; count <= 10; count += 1) {
        const more = { amount: 2000 + count * 100 + (count === 3 ? 5 : 0) }
        const tried = shop.sdk.paymentIntents.incrementAuthorization(tab.id, more)
        await (count === 3 ? stripeError(tried) : tried)
      }
      await stripeError(shop.sdk.paymentIntents.incrementAuthorization(tab.id, { amount: 9000 }))
    },
  },
  {
    fact: 'A charge at a reader carries what its receipt must print: the EMV fields, brand, last four digits, network, reader and location.',
    source: types,
    holds: async (shop) => {
      const details = chargeOf(await taken(shop)).payment_method_details?.card_present
      expect(details).toMatchObject({
        brand: 'visa',
        last4: '4242',
        network: 'visa',
        read_method: 'contact_emv',
        reader: shop.readerId,
        location: expect.stringMatching(/^tml_/),
      })
      expect(details?.receipt).toEqual({
        account_type: 'credit',
        application_cryptogram: expect.stringMatching(/^[0-9A-F]{16}$/),
        application_preferred_name: 'VISA CREDIT',
        authorization_code: expect.stringMatching(/^[0-9A-F]{6}$/),
        authorization_response_code: '3030',
        cardholder_verification_method: 'offline_pin',
        dedicated_file_name: 'A0000000031010',
        terminal_verification_results: '8000008000',
        transaction_status_information: '6800',
      })
    },
  },
  {
    fact: 'MOTO on a reader is gated: `process_config[moto]` is no parameter of the general API.',
    source: 'docs.stripe.com/terminal/features/mail-telephone-orders/overview',
    holds: async (shop) => {
      const { id } = await atCounter(shop).sale()
      const path = `/v1/terminal/readers/${shop.readerId}/process_payment_intent`
      const params = { payment_intent: id, process_config: { moto: true } }
      expect(await stripeError(shop.sdk.rawRequest('POST', path, params))).toMatchObject({ statusCode: 400 })
    },
  },
]
