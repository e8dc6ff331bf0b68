import { expect } from 'vitest'
import { aCardSale, type PracticeShop, stripeError, until } from '../practice-shop.ts'
import { atCounter, chargeOf, type Rule, taken } from './rule.ts'

const testing = 'docs.stripe.com/terminal/references/testing'
const partial = 'docs.stripe.com/payments/partial-authorization'
const refunds = 'docs.stripe.com/terminal/features/refunds'
const canada = 'docs.stripe.com/terminal/payments/regional?integration-country=CA'

const cards = [
  ['4000000000000002', 'card_declined', 'generic_decline'],
  ['4000000000009995', 'card_declined', 'insufficient_funds'],
  ['4000000000009987', 'card_declined', 'lost_card'],
  ['4000000000009979', 'card_declined', 'stolen_card'],
  ['4000000000000069', 'expired_card', 'expired_card'],
  ['4000000000000119', 'processing_error', 'processing_error'],
] as const

const endings = [
  ['01', 'call_issuer'],
  ['02', 'offline_pin_required'],
  ['03', 'online_or_offline_pin_required'],
  ['05', 'generic_decline'],
  ['55', 'incorrect_pin'],
  ['65', 'withdrawal_count_limit_exceeded'],
  ['75', 'pin_try_exceeded'],
] as const

const anInteracSale = {
  amount: 1500,
  currency: 'cad',
  allowed_payment_method_types: ['card_present', 'interac_present'],
} satisfies Parameters<typeof taken>[1]
const interac = { type: 'interac_present' } as const

/** The package does not know the parameter: it is sent as any client could. */
const takenInPart = async (shop: PracticeShop, request_partial_authorization: string, amount: number) => {
  await shop.sdk.rawRequest('POST', '/v1/payment_intents', {
    ...aCardSale,
    amount,
    capture_method: 'manual',
    payment_method_options: { card_present: { request_partial_authorization } },
  })
  const [made] = (await shop.sdk.paymentIntents.list({ limit: 1 })).data
  await atCounter(shop).process(made?.id ?? '')
  await atCounter(shop).card('4000058400000071')
  return atCounter(shop).intent(made?.id ?? '')
}

/** Test cards and amounts: stripe.md §1.7; refunds, Interac, eftpos and PINs: §1.6. */
export const cardRules: readonly Rule[] = [
  ...cards.map(
    ([number, code, decline_code]): Rule => ({
      fact: `The card …${number.slice(-4)} is declined with \`${code}\`, decline code \`${decline_code}\`.`,
      source: testing,
      holds: async (shop) => {
        const declined = await taken(shop, { amount: 1000 }, { card_present: { number } })
        expect(declined.last_payment_error).toMatchObject({ code, decline_code, type: 'card_error' })
        expect(chargeOf(declined)).toMatchObject({ status: 'failed', failure_code: code, paid: false })
      },
    }),
  ),
  ...endings.map(
    ([ending, decline_code]): Rule => ({
      fact: `An amount that ends in ${ending} is declined with \`${decline_code}\`, in currencies without decimals too.`,
      source: testing,
      holds: async (shop) => {
        for (const currency of ['usd', 'jpy']) {
          const declined = await taken(shop, { amount: Number(`1${ending}`), currency })
          expect(declined.last_payment_error).toMatchObject({ decline_code })
        }
      },
    }),
  ),
  {
    fact: 'An amount that ends in 00 is approved.',
    source: testing,
    holds: async (shop) => {
      expect((await taken(shop, { amount: 1100 })).status).toBe('succeeded')
    },
  },
  {
    fact: 'A refund to …5126 succeeds first and fails later with `expired_or_canceled_card`; the money is back on the balance.',
    source: testing,
    holds: async (shop) => {
      const paid = await taken(shop, {}, { card_present: { number: '4000000000005126' } })
      const refund = await shop.sdk.refunds.create({ payment_intent: paid.id })
      expect(refund.status).toBe('succeeded')
      shop.advance(61_000)
      await until(async () => (await shop.sdk.refunds.retrieve(refund.id)).status === 'failed')
      expect(await shop.sdk.refunds.retrieve(refund.id)).toMatchObject({
        failure_reason: 'expired_or_canceled_card',
        failure_balance_transaction: expect.stringMatching(/^txn_/),
      })
      expect(await shop.sdk.charges.retrieve(String(refund.charge))).toMatchObject({
        amount_refunded: 0,
        refunded: false,
      })
    },
  },
  ...(
    [
      ['4000002760000008', 'online_pin'],
      ['4000008260000075', 'offline_pin'],
    ] as const
  ).map(
    ([number, cardholder_verification_method]): Rule => ({
      fact: `A tap of …${number.slice(-4)} fails first; the reader then asks for the PIN, and the final charge is verified by \`${cardholder_verification_method}\`.`,
      source: testing,
      holds: async (shop) => {
        const { sale, process, reader, intent } = atCounter(shop)
        const { id } = await sale()
        await process(id)
        const name =
          cardholder_verification_method === 'online_pin' ? 'online_pin_retry' : 'offline_pin_retry'
        await shop.control(`readers/${shop.readerId}/present`, { card: name, bank_takes_ms: 0 })
        expect((await reader()).action?.status).toBe('in_progress')
        expect(await intent(id)).toMatchObject({
          status: 'requires_payment_method',
          last_payment_error: { decline_code: 'online_or_offline_pin_required' },
        })
        await shop.control(`readers/${shop.readerId}/enter_pin`, { bank_takes_ms: 0 })
        const paid = await intent(id)
        expect(paid).toMatchObject({ status: 'succeeded', last_payment_error: null })
        expect(chargeOf(paid).payment_method_details?.card_present?.receipt).toMatchObject({
          cardholder_verification_method,
        })
        const { data } = await shop.sdk.charges.list({ payment_intent: id })
        expect(data.map(({ status }) => status)).toEqual(['succeeded', 'failed'])
      },
    }),
  ),
  {
    fact: 'Where a part will do, …0071 is approved for 70 % of the amount, rounded down: `amount` becomes that, and `amount_requested` on the charge says what was asked.',
    source: partial,
    holds: async (shop) => {
      const paid = await takenInPart(shop, 'if_available', 1255)
      expect(paid).toMatchObject({ status: 'requires_capture', amount: 878, amount_capturable: 878 })
      expect(chargeOf(paid).payment_method_details?.card_present).toMatchObject({
        amount_authorized: 878,
        amount_requested: 1255,
        partial_authorization: { status: 'partially_authorized' },
        overcapture_supported: false,
      })
    },
  },
  {
    fact: 'Where only the whole will do, …0071 is declined with `insufficient_funds`; so is a part below the least amount.',
    source: partial,
    holds: async (shop) => {
      for (const [wish, amount] of [['never', 1255] as const, ['if_available', 70] as const]) {
        expect(await takenInPart(shop, wish, amount)).toMatchObject({
          status: 'requires_payment_method',
          amount,
          last_payment_error: { decline_code: 'insufficient_funds' },
        })
      }
    },
  },
  {
    fact: 'A card_present payment is refunded by POST /v1/refunds, without its card.',
    source: refunds,
    holds: async (shop) => {
      const paid = await taken(shop)
      expect(await shop.sdk.refunds.create({ payment_intent: paid.id, amount: 250 })).toMatchObject({
        status: 'succeeded',
        amount: 250,
      })
    },
  },
  {
    fact: 'An uncaptured payment is canceled, not refunded.',
    source: refunds,
    holds: async (shop) => {
      const held = await taken(shop, { capture_method: 'manual' })
      await stripeError(shop.sdk.refunds.create({ payment_intent: held.id }))
      expect((await shop.sdk.paymentIntents.cancel(held.id)).status).toBe('canceled')
    },
  },
  {
    fact: 'Interac is a single message: captured at once even with manual capture, and neither captured nor canceled afterwards.',
    source: `${refunds}; ${canada}`,
    holds: async (shop) => {
      const paid = await taken(shop, { ...anInteracSale, capture_method: 'manual' }, interac)
      expect(paid).toMatchObject({ status: 'succeeded', amount_received: 1500 })
      expect(chargeOf(paid).payment_method_details).toMatchObject({ type: 'interac_present' })
      await stripeError(shop.sdk.paymentIntents.capture(paid.id))
      await stripeError(shop.sdk.paymentIntents.cancel(paid.id))
    },
  },
  {
    fact: 'Interac is charged in Canadian dollars only.',
    source: canada,
    holds: async (shop) => {
      const inDollars = shop.sdk.paymentIntents.create({ ...anInteracSale, currency: 'usd' })
      expect((await stripeError(inDollars)).param).toBe('currency')
    },
  },
  {
    fact: 'An Interac payment is refunded in person with `refund_payment`; POST /v1/refunds refuses it.',
    source: `${refunds}; stripe@23.1.0, doc comment of Terminal.Readers.refundPayment`,
    holds: async (shop) => {
      const paid = await taken(shop, anInteracSale, interac)
      await stripeError(shop.sdk.refunds.create({ payment_intent: paid.id }))
      await shop.sdk.terminal.readers.refundPayment(shop.readerId, { payment_intent: paid.id })
      const done = await atCounter(shop).present(interac)
      expect(done.action).toMatchObject({
        type: 'refund_payment',
        status: 'succeeded',
        refund_payment: { amount: 1500, refund: expect.stringMatching(/^re_/) },
      })
    },
  },
  {
    fact: 'An in-person refund goes back to the card that was paid with; the reader takes no other.',
    source: canada,
    holds: async (shop) => {
      const paid = await taken(shop, anInteracSale, interac)
      await shop.sdk.terminal.readers.refundPayment(shop.readerId, { payment_intent: paid.id })
      await stripeError(atCounter(shop).card('4242424242424242'))
      expect((await atCounter(shop).reader()).action?.status).toBe('in_progress')
    },
  },
  ...['01', '05', '55', '65', '75'].map(
    (ending): Rule => ({
      fact: `A partial Interac refund that ends in ${ending} is declined by a simulated reader.`,
      source: testing,
      holds: async (shop) => {
        const paid = await taken(shop, anInteracSale, interac)
        await shop.sdk.terminal.readers.refundPayment(shop.readerId, {
          payment_intent: paid.id,
          amount: Number(`5${ending}`),
        })
        expect((await atCounter(shop).present(interac)).action).toMatchObject({ status: 'failed' })
        expect((await shop.sdk.refunds.list({ payment_intent: paid.id })).data).toEqual([])
      },
    }),
  ),
  {
    fact: 'A simulated reader whose intent takes interac_present only presents …1933 by itself.',
    source: testing,
    holds: async (shop) => {
      const paid = await taken(shop, { ...anInteracSale, allowed_payment_method_types: ['interac_present'] })
      expect(chargeOf(paid).payment_method_details?.interac_present?.last4).toBe('1933')
    },
  },
  {
    fact: 'An eftpos Australia card is card_present on the network `eftpos_au`, and is refunded like any other.',
    source: `${testing}; stripe@23.1.0, types of Charge (network)`,
    holds: async (shop) => {
      const paid = await taken(shop, { currency: 'aud' }, { card_present: { number: '4000050360000001' } })
      expect(chargeOf(paid).payment_method_details?.card_present).toMatchObject({
        brand: 'visa',
        network: 'eftpos_au',
      })
      expect((await shop.sdk.refunds.create({ payment_intent: paid.id })).status).toBe('succeeded')
    },
  },
]
