import { expect } from 'vitest'
import { aCardSale, type PracticeShop, stripeError, until } from '../../unit/sandbox/practice-shop.ts'

const cards = {
  declined: '4000000000000002',
  refundFails: '4000000000005126',
  refundWaits: '4000000000007726',
}

/** Sells on the reader with a named card (null: the amount decides) and returns the intent. */
export const sell = async (shop: PracticeShop, number: string | null, extra: object = {}) => {
  const intent = await shop.sdk.paymentIntents.create({ ...aCardSale, ...extra })
  await shop.sdk.terminal.readers.processPaymentIntent(shop.readerId, {
    payment_intent: intent.id,
    process_config: {
      enable_customer_cancellation: true,
      skip_tipping: false,
      tipping: { amount_eligible: 1000 },
    },
  })
  await shop.sdk.testHelpers.terminal.readers.presentPaymentMethod(
    shop.readerId,
    number === null ? {} : { type: 'card_present', card_present: { number } },
  )
  return shop.sdk.paymentIntents.retrieve(intent.id, {
    expand: ['latest_charge.balance_transaction', 'latest_charge.refunds', 'payment_method'],
  })
}

export const shopFloor = async ({ sdk, readerId }: PracticeShop): Promise<void> => {
  const location = await sdk.terminal.locations.create({
    display_name: 'Second shop',
    address: { line1: '2 Practice Street', city: 'Dublin', country: 'IE', postal_code: 'D01' },
    phone: '+35315550100',
    metadata: { floor: '1' },
  })
  await sdk.terminal.locations.retrieve(location.id)
  await sdk.terminal.locations.update(location.id, { display_name: 'Another shop' })
  await sdk.terminal.locations.list()
  await sdk.terminal.connectionTokens.create({ location: location.id })
  await sdk.terminal.connectionTokens.create()
  const reader = await sdk.terminal.readers.create({
    registration_code: 'simulated-s700',
    label: 'Second reader',
    location: location.id,
  })
  await sdk.terminal.readers.retrieve(reader.id, { expand: ['location'] })
  await sdk.terminal.readers.update(reader.id, { label: 'Renamed' })
  await sdk.terminal.readers.setReaderDisplay(readerId, {
    type: 'cart',
    cart: {
      currency: 'usd',
      line_items: [{ amount: 500, description: 'Tea', quantity: 2 }],
      tax: 90,
      total: 1090,
    },
  })
  await sdk.terminal.readers.cancelAction(readerId)
  await sdk.terminal.readers.list({ location: location.id, expand: ['data.location'] })
  await sdk.terminal.readers.del(reader.id)
  await sdk.terminal.locations.del(location.id)
}

export const payments = async (shop: PracticeShop): Promise<void> => {
  const { sdk, readerId } = shop
  const paid = await sell(shop, null, {
    metadata: { sale: '1' },
    payment_details: { order_reference: 'S-1' },
  })
  await sell(shop, cards.declined)
  const held = await sell(shop, '5555555555554444', { capture_method: 'manual' })
  await sdk.paymentIntents.capture(held.id, { amount_to_capture: 1000 })
  const released = await sell(shop, null, {
    payment_method_options: { card_present: { capture_method: 'manual_preferred' } },
  })
  await sdk.paymentIntents.cancel(released.id, { cancellation_reason: 'requested_by_customer' })
  const online = await sdk.paymentIntents.create({ amount: 900, currency: 'usd', description: 'Online' })
  await sdk.paymentIntents.update(online.id, { amount: 950, metadata: { changed: 'yes' } })
  await stripeError(sdk.paymentIntents.confirm(online.id, { payment_method: 'pm_card_chargeDeclined' }))
  await sdk.paymentIntents.confirm(online.id, { payment_method: 'pm_card_visa', expand: ['latest_charge'] })
  await sdk.paymentIntents.list({ limit: 3, expand: ['data.latest_charge', 'data.payment_method'] })
  await sdk.charges.list({ payment_intent: paid.id })
  const { data: charges } = await sdk.charges.list({ limit: 1 })
  await sdk.charges.retrieve(charges[0]?.id ?? '', {
    expand: ['payment_intent', 'balance_transaction', 'refunds'],
  })
  await sdk.charges.update(charges[0]?.id ?? '', { description: 'Looked at' })
  await sdk.paymentMethods.retrieve(charges[0]?.payment_method ?? '')

  const collected = await sdk.paymentIntents.create(aCardSale)
  await sdk.terminal.readers.collectPaymentMethod(readerId, { payment_intent: collected.id })
  await sdk.testHelpers.terminal.readers.presentPaymentMethod(readerId)
  await sdk.terminal.readers.confirmPaymentIntent(readerId, { payment_intent: collected.id })
  await sdk.terminal.readers.retrieve(readerId, { expand: ['action.confirm_payment_intent.payment_intent'] })
}

export const refunds = async (shop: PracticeShop): Promise<void> => {
  const { sdk, readerId } = shop
  const paid = await sell(shop, null)
  const refund = await sdk.refunds.create({
    payment_intent: paid.id,
    amount: 250,
    reason: 'requested_by_customer',
  })
  await sdk.refunds.update(refund.id, { metadata: { till: '2' } })
  await sdk.refunds.retrieve(refund.id, { expand: ['charge', 'payment_intent', 'balance_transaction'] })
  await stripeError(sdk.refunds.create({ payment_intent: paid.id, amount: 1250 }))
  const waiting = await sell(shop, cards.refundWaits)
  const pending = await sdk.refunds.create({ payment_intent: waiting.id })
  await sdk.refunds.cancel(pending.id)
  const again = await sdk.refunds.create({ payment_intent: waiting.id })
  const failing = await sell(shop, cards.refundFails)
  const bound = await sdk.refunds.create({ payment_intent: failing.id })
  shop.advance(61_000)
  await until(async () => (await sdk.refunds.retrieve(bound.id)).status === 'failed')
  await until(async () => (await sdk.refunds.retrieve(again.id)).status === 'succeeded')
  await sdk.refunds.list({ payment_intent: failing.id })
  await sdk.terminal.readers.refundPayment(readerId, { payment_intent: paid.id, amount: 100 })
  await sdk.testHelpers.terminal.readers.presentPaymentMethod(readerId)
  await sdk.balance.retrieve()
  const { data } = await sdk.balanceTransactions.list({ limit: 5, expand: ['data.source'] })
  await sdk.balanceTransactions.retrieve(data[0]?.id ?? '')
}

export const postOffice = async ({ sdk }: PracticeShop, endpoint: string): Promise<void> => {
  await sdk.webhookEndpoints.retrieve(endpoint)
  await sdk.webhookEndpoints.update(endpoint, { description: 'Practice' })
  await sdk.webhookEndpoints.list()
  const { data } = await sdk.events.list({ limit: 100 })
  await sdk.events.retrieve(data[0]?.id ?? '')
  const other = await sdk.webhookEndpoints.create({
    url: 'http://127.0.0.1:9/hook',
    enabled_events: ['charge.refunded'],
  })
  await sdk.webhookEndpoints.del(other.id)
}

export const refusals = async ({ sdk, url, readerId, control }: PracticeShop): Promise<void> => {
  await stripeError(sdk.paymentIntents.retrieve('pi_missing'))
  await stripeError(sdk.paymentIntents.create({ amount: 1, currency: 'usd' }))
  await stripeError(sdk.rawRequest('POST', '/v1/payment_intents', { nonsense: true }))
  await stripeError(sdk.terminal.readers.retrieve(readerId, { expand: ['label'] }))
  await control(`readers/${readerId}/unplug`)
  await stripeError(sdk.terminal.readers.cancelAction(readerId))
  await control(`readers/${readerId}/plug_in`)
  await stripeError(sdk.balance.retrieve({}, { apiKey: 'sk_live_nothing' }))
  for (const kind of ['lock_timeout', 'rate_limit', 'error_500', 'reader_timeout', 'reader_busy']) {
    await control('faults', { kind })
    await stripeError(sdk.balance.retrieve())
  }
  expect(url()).toMatch(/^http/)
}
