import type Stripe from 'stripe'
import { aCardSale, type PracticeShop, stripeError, until } from '../../unit/sandbox/practice-shop.ts'

/** Takes the payment on the reader; the answers of the reader and of the intent are what is checked. */
const take = async ({ sdk, readerId }: PracticeShop, id: string, present: object = {}): Promise<void> => {
  await sdk.terminal.readers.processPaymentIntent(readerId, { payment_intent: id })
  await sdk.testHelpers.terminal.readers.presentPaymentMethod(readerId, present)
  await sdk.paymentIntents.retrieve(id, { expand: ['latest_charge', 'payment_method'] })
}

/** The package has no such parameter; docs.stripe.com/payments/partial-authorization has. */
const partlyAllowed = {
  ...aCardSale,
  payment_method_options: { card_present: { request_partial_authorization: 'if_available' } },
}

/** Tips, PINs, tabs, Interac and eftpos. */
export const cardsOfTheCounter = async (shop: PracticeShop): Promise<void> => {
  const { sdk, readerId, control } = shop
  const tipped = await sdk.paymentIntents.create(aCardSale)
  await take(shop, tipped.id, { amount_tip: 200 })
  const secured = await sdk.paymentIntents.create(aCardSale)
  await take(shop, secured.id, { card_present: { number: '4000002760000008' } })
  const tab = await sdk.paymentIntents.create({
    ...aCardSale,
    capture_method: 'manual',
    payment_method_options: { card_present: { request_incremental_authorization_support: true } },
  })
  await take(shop, tab.id)
  await sdk.paymentIntents.incrementAuthorization(tab.id, { amount: 2000 })
  await stripeError(sdk.paymentIntents.incrementAuthorization(tab.id, { amount: 2505 }))
  await sdk.paymentIntents.capture(tab.id, { amount_to_capture: 2400, expand: ['latest_charge'] })

  await sdk.rawRequest('POST', '/v1/payment_intents', partlyAllowed)
  const [prepaid] = (await sdk.paymentIntents.list({ limit: 1 })).data
  await take(shop, prepaid?.id ?? '', { card_present: { number: '4000058400000071' } })

  const debit = await sdk.paymentIntents.create({
    amount: 1500,
    currency: 'cad',
    allowed_payment_method_types: ['card_present', 'interac_present'],
    capture_method: 'manual',
  })
  await take(shop, debit.id, { type: 'interac_present' })
  await stripeError(sdk.refunds.create({ payment_intent: debit.id }))
  for (const amount of [505, 500]) {
    await sdk.terminal.readers.refundPayment(readerId, {
      payment_intent: debit.id,
      amount,
      refund_payment_config: { enable_customer_cancellation: true },
    })
    await sdk.testHelpers.terminal.readers.presentPaymentMethod(readerId, { type: 'interac_present' })
  }
  await sdk.refunds.list({ payment_intent: debit.id, expand: ['data.payment_method'] })
  const australian = await sdk.paymentIntents.create({ ...aCardSale, currency: 'aud' })
  await take(shop, australian.id, { card_present: { number: '4000050360000001' } })

  const configuration = await sdk.terminal.configurations.create({
    name: 'No smart tips',
    tipping: { usd: { percentages: [10, 15, 20] } },
  })
  await sdk.terminal.configurations.update(configuration.id, { tipping: '' })
  await sdk.terminal.configurations.retrieve(configuration.id)
  await sdk.terminal.configurations.list({ is_account_default: true })
  await sdk.terminal.locations.create({
    display_name: 'Third shop',
    address: { country: 'CA' },
    configuration_overrides: configuration.id,
  })
  const spare = await sdk.terminal.configurations.create()
  await sdk.terminal.configurations.del(spare.id)
  await control(`readers/${readerId}/replace`)
  await sdk.terminal.readers.retrieve(readerId)
  await sdk.terminal.readers.cancelAction(readerId)
}

/** A payment page that is paid after a decline, and one whose time runs out. */
export const hostedPages = async ({ sdk, control, advance }: PracticeShop): Promise<void> => {
  const page = {
    mode: 'payment',
    line_items: [
      {
        quantity: 2,
        price_data: { currency: 'usd', unit_amount: 450, product_data: { name: 'Honey' } },
      },
    ],
    payment_intent_data: { metadata: { sale: '7' }, description: 'Sale 7' },
    success_url: 'http://127.0.0.1:1/done?page={CHECKOUT_SESSION_ID}',
    cancel_url: 'http://127.0.0.1:1/back',
    client_reference_id: 'S-7',
    customer_email: 'guest@example.com',
    submit_type: 'pay',
    metadata: { till: '1' },
  } satisfies Stripe.Checkout.SessionCreateParams
  const paid = await sdk.checkout.sessions.create(page)
  await control(`checkout/${paid.id}/pay`, { card: 'insufficient_funds' })
  await control(`checkout/${paid.id}/pay`, { card: 'visa' })
  await sdk.checkout.sessions.retrieve(paid.id, { expand: ['payment_intent.latest_charge'] })
  const closed = await sdk.checkout.sessions.create(page)
  await sdk.checkout.sessions.expire(closed.id)
  await stripeError(sdk.checkout.sessions.expire(closed.id))
  const late = await sdk.checkout.sessions.create(page)
  advance(86_400_000)
  await until(async () => (await sdk.checkout.sessions.retrieve(late.id)).status === 'expired')
  await sdk.checkout.sessions.list({ limit: 5 })
}

/** The account, a restricted key, a key whose time is over, and the code of a reader in its box. */
export const keysAndCodes = async ({ sdk, control }: PracticeShop): Promise<void> => {
  await sdk.accounts.retrieveCurrent()
  await control('keys', { key: 'rk_test_narrow', permissions: ['rak_charge_read'] })
  await stripeError(sdk.paymentIntents.list({}, { apiKey: 'rk_test_narrow' }))
  await control('keys', { key: 'sk_test_old', expired: true })
  await stripeError(sdk.balance.retrieve({}, { apiKey: 'sk_test_old' }))
  const { code } = (await control('registration_codes')) as { code: string }
  const reader = await sdk.terminal.readers.create({ registration_code: code, label: 'From the box' })
  await stripeError(sdk.terminal.readers.create({ registration_code: code }))
  await sdk.terminal.readers.del(reader.id)
}
