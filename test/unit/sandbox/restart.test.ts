import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { aCardSale, openShop, type PracticeShop, until } from './practice-shop.ts'

describe('a restart is not amnesia', () => {
  let shop: PracticeShop
  beforeEach(async () => {
    shop = await openShop()
  })
  afterEach(() => shop.close())

  const intentStatus = async (id: string) => (await shop.sdk.paymentIntents.retrieve(id)).status

  test('everything that was answered is still there, byte for byte', async () => {
    const { id } = await shop.sdk.paymentIntents.create({
      amount: 900,
      currency: 'usd',
      confirm: true,
      payment_method: 'pm_card_visa',
    })
    await shop.sdk.refunds.create({ payment_intent: id, amount: 100 })
    const everything = async () => [
      (await shop.sdk.paymentIntents.list({ expand: ['data.latest_charge.balance_transaction'] })).data,
      (await shop.sdk.refunds.list()).data,
      (await shop.sdk.balanceTransactions.list()).data,
      (await shop.sdk.events.list()).data,
      (await shop.sdk.terminal.locations.list()).data,
      await shop.sdk.balance.retrieve(),
    ]
    const before = JSON.stringify(await everything())
    await shop.restart()
    expect(JSON.stringify(await everything())).toBe(before)
    expect((await shop.sdk.terminal.readers.list()).data.map(({ id }) => id)).toEqual([shop.readerId])
  })

  test('a payment that waits for its card is still waiting, and can be paid', async () => {
    const { id } = await shop.sdk.paymentIntents.create(aCardSale)
    await shop.sdk.terminal.readers.processPaymentIntent(shop.readerId, { payment_intent: id })
    await shop.restart()
    expect(await shop.sdk.terminal.readers.retrieve(shop.readerId)).toMatchObject({
      action: { status: 'in_progress', process_payment_intent: { payment_intent: id } },
    })
    await shop.sdk.testHelpers.terminal.readers.presentPaymentMethod(shop.readerId)
    expect(await intentStatus(id)).toBe('succeeded')
  })

  test('a bank that was asked before the restart answers after it, once', async () => {
    const { id } = await shop.sdk.paymentIntents.create(aCardSale)
    await shop.sdk.terminal.readers.processPaymentIntent(shop.readerId, { payment_intent: id })
    await shop.control(`readers/${shop.readerId}/present`, { bank_takes_ms: 60_000 })
    await shop.restart()
    expect(await intentStatus(id)).toBe('requires_payment_method')
    shop.advance(61_000)
    await until(async () => (await intentStatus(id)) === 'succeeded')
    expect((await shop.sdk.charges.list({ payment_intent: id })).data).toHaveLength(1)
  })

  test('a reader that was unplugged is still unplugged', async () => {
    await shop.control(`readers/${shop.readerId}/unplug`)
    await shop.restart()
    expect(await shop.sdk.terminal.readers.retrieve(shop.readerId)).toMatchObject({ status: 'offline' })
  })

  test('faults do not survive it: a restart repairs the practice world', async () => {
    await shop.control('faults', { kind: 'error_500', count: 1000 })
    await shop.restart()
    await shop.sdk.balance.retrieve()
  })
})
