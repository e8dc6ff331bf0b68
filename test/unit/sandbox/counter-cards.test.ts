import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { aCardSale, openShop, type PracticeShop, stripeError, until } from './practice-shop.ts'

interface View {
  readonly screen: string
  readonly amount: number
  readonly tip: object | null
  readonly tipChosen: number | null
  readonly pin: string | null
  readonly accepts: string
  readonly wantsCard: boolean
}

describe('the reader before a customer', () => {
  let shop: PracticeShop
  beforeEach(async () => {
    shop = await openShop()
  })
  afterEach(() => shop.close())

  const at = (verb: string, body: object = {}) => shop.control(`readers/${shop.readerId}/${verb}`, body)
  const view = async () => (await shop.look(`readers/${shop.readerId}`)) as View
  const intent = (id: string) => shop.sdk.paymentIntents.retrieve(id)
  const start = async (process_config: object = {}, extra: object = {}) => {
    const { id } = await shop.sdk.paymentIntents.create({ ...aCardSale, ...extra })
    await shop.sdk.terminal.readers.processPaymentIntent(shop.readerId, {
      payment_intent: id,
      process_config,
    })
    return id
  }
  const inCanada = { currency: 'cad', allowed_payment_method_types: ['card_present', 'interac_present'] }

  test('asks for a tip, and the answer is on top of the amount', async () => {
    const id = await start()
    expect(await view()).toMatchObject({ screen: 'tip', tipChosen: null })
    await at('choose_tip', { amount: 188 })
    expect(await view()).toMatchObject({ screen: 'waiting', tipChosen: 188 })
    await at('present', { card: 'visa' })
    expect(await intent(id)).toMatchObject({ amount: 1438, amount_details: { tip: { amount: 188 } } })
  })

  test('asks once: a second answer is refused, and so is one that nobody asked for', async () => {
    await start()
    await at('choose_tip', { amount: 0 })
    await expect(at('choose_tip', { amount: 500 })).rejects.toThrow('not asking for a tip')
    await start({ skip_tipping: true })
    await expect(at('choose_tip', { amount: 500 })).rejects.toThrow('not asking for a tip')
  })

  test('leaves the amount alone when the card with the tip is declined, so that the next try does not tip twice', async () => {
    const id = await start()
    await at('choose_tip', { amount: 200 })
    await at('present', { card: 'visa_declined' })
    expect(await intent(id)).toMatchObject({ amount: 1250, amount_details: { tip: {} } })
    await shop.sdk.terminal.readers.processPaymentIntent(shop.readerId, { payment_intent: id })
    await at('present', { card: 'visa', tip: 200 })
    expect((await intent(id)).amount_received).toBe(1450)
  })

  test('asks for no tip where its location has a configuration without one', async () => {
    const none = await shop.sdk.terminal.configurations.create({ name: 'No tips' })
    const [place] = (await shop.sdk.terminal.locations.list()).data
    await shop.sdk.terminal.locations.update(place?.id ?? '', { configuration_overrides: none.id })
    await start()
    expect(await view()).toMatchObject({ screen: 'waiting', tip: null })
    await expect(shop.sdk.terminal.configurations.del(none.id)).rejects.toThrow('still uses')
  })

  test('asks for a PIN before it charges a card that has one', async () => {
    const id = await start({ skip_tipping: true })
    await at('present', { card: 'online_pin' })
    expect(await view()).toMatchObject({ screen: 'pin', pin: 'online', wantsCard: false })
    expect((await intent(id)).latest_charge).toBeNull()
    await at('enter_pin')
    expect((await intent(id)).status).toBe('succeeded')
  })

  test('keeps the first decline when the customer leaves the PIN unentered', async () => {
    const id = await start({ skip_tipping: true })
    await at('present', { card: 'online_pin_retry' })
    await at('walk_away')
    expect(await view()).toMatchObject({ screen: 'declined' })
    expect((await intent(id)).last_payment_error?.decline_code).toBe('online_or_offline_pin_required')
    await expect(at('enter_pin')).rejects.toThrow('not asking for a PIN')
  })

  test('forgets a PIN that was asked for when the register cancels', async () => {
    const id = await start({ skip_tipping: true })
    await at('present', { card: 'online_pin_retry' })
    await shop.sdk.terminal.readers.cancelAction(shop.readerId)
    expect(await view()).toMatchObject({ screen: 'idle', pin: null })
    expect((await intent(id)).status).toBe('requires_payment_method')
  })

  test('a scripted customer knows the PIN', async () => {
    await at('auto_present', { card: 'offline_pin_retry', bank_takes_ms: 1_000 })
    const id = await start({ skip_tipping: true })
    for (let second = 0; second < 4; second += 1) {
      shop.advance(1_000)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    await until(async () => (await intent(id)).status === 'succeeded')
  })

  test('takes an Interac card only where the payment does, and says so', async () => {
    const id = await start({ skip_tipping: true })
    expect((await view()).accepts).toBe('cards')
    await expect(at('present', { card: 'interac' })).rejects.toThrow('does not take Interac')
    expect((await view()).screen).toBe('waiting')
    await at('present', { card: 'visa' })
    expect((await intent(id)).status).toBe('succeeded')
    const both = await start({ skip_tipping: true }, inCanada)
    expect((await view()).accepts).toBe('any')
    await at('present', { card: 'interac' })
    expect((await intent(both)).status).toBe('succeeded')
  })

  test('declines a refund on demand, and gives nothing back', async () => {
    const id = await start({ skip_tipping: true }, inCanada)
    await at('present', { card: 'interac' })
    await shop.sdk.terminal.readers.refundPayment(shop.readerId, { payment_intent: id })
    expect(await view()).toMatchObject({ accepts: 'interac', amount: 1250 })
    await at('decline')
    expect((await view()).screen).toBe('declined')
    expect((await shop.sdk.refunds.list()).data).toEqual([])
    await shop.sdk.terminal.readers.refundPayment(shop.readerId, { payment_intent: id })
    await at('present', { card: 'interac' })
    expect((await shop.sdk.refunds.list()).data).toMatchObject([{ amount: 1250, status: 'succeeded' }])
  })

  test('a slow reader takes longer by as much', async () => {
    await at('slow', { ms: 30_000 })
    const id = await start({ skip_tipping: true })
    await at('present', { card: 'visa', bank_takes_ms: 0 })
    expect((await view()).screen).toBe('authorising')
    shop.advance(31_000)
    await until(async () => (await intent(id)).status === 'succeeded')
  })

  test('another register pushes the payment aside', async () => {
    const id = await start({ skip_tipping: true })
    await at('replace')
    expect((await view()).screen).toBe('cart')
    await expect(at('present', { card: 'visa' })).rejects.toThrow('not waiting')
    expect((await intent(id)).status).toBe('requires_payment_method')
  })

  test('a reader from its box registers once with the three words on its screen', async () => {
    const { code } = (await shop.control('registration_codes', { device_type: 'simulated_stripe_s700' })) as {
      code: string
    }
    expect(code).toMatch(/^[a-z]+-[a-z]+-[a-z]+$/)
    const made = await shop.sdk.terminal.readers.create({ registration_code: code })
    expect(made.device_type).toBe('simulated_stripe_s700')
    const again = await stripeError(shop.sdk.terminal.readers.create({ registration_code: code }))
    expect(again).toMatchObject({ statusCode: 400, param: 'registration_code' })
    const wrong = await stripeError(
      shop.sdk.terminal.readers.create({ registration_code: 'wrong-wrong-wrong' }),
    )
    expect(wrong).toMatchObject({ code: 'resource_missing', param: 'registration_code' })
  })

  test('what a key may do, tips and PINs survive a restart', async () => {
    await shop.control('keys', { key: 'rk_test_kept', permissions: [] })
    await start({ skip_tipping: true })
    await at('present', { card: 'online_pin' })
    await shop.restart()
    expect(await view()).toMatchObject({ screen: 'pin' })
    await stripeError(shop.sdk.balance.retrieve({}, { apiKey: 'rk_test_kept' }))
  })
})
