import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openShop, type PracticeShop, stripeError, until } from './practice-shop.ts'

describe('refunds', () => {
  let shop: PracticeShop
  beforeEach(async () => {
    shop = await openShop()
  })
  afterEach(() => shop.close())

  const paid = async (
    payment_method = 'pm_card_visa',
    capture_method: 'automatic' | 'manual' = 'automatic',
  ) => {
    const { id } = await shop.sdk.paymentIntents.create({
      amount: 1000,
      currency: 'usd',
      confirm: true,
      payment_method,
      capture_method,
    })
    return id
  }
  const refund = (payment_intent: string, amount?: number) =>
    shop.sdk.refunds.create(amount === undefined ? { payment_intent } : { payment_intent, amount })
  const charge = async (payment_intent: string) => (await shop.sdk.charges.list({ payment_intent })).data[0]

  test('in parts up to the whole, and not a cent more', async () => {
    const id = await paid()
    await refund(id, 300)
    expect(await charge(id)).toMatchObject({ amount_refunded: 300, refunded: false })
    const error = await stripeError(refund(id, 701))
    expect(error).toMatchObject({ statusCode: 400, param: 'amount' })
    expect(error.message).toBe(
      'Refund amount (701 usd) is greater than unrefunded amount on charge (700 usd).',
    )
    await refund(id)
    expect(await charge(id)).toMatchObject({ amount_refunded: 1000, refunded: true })
    expect((await stripeError(refund(id, 1))).code).toBe('charge_already_refunded')
    expect((await shop.sdk.refunds.list({ payment_intent: id })).data.map(({ amount }) => amount)).toEqual([
      700, 300,
    ])
  })

  test('twenty at once never give back more than was taken', async () => {
    const id = await paid()
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => refund(id, 300)))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
    expect(await charge(id)).toMatchObject({ amount_refunded: 900 })
  })

  test('only what was captured: the released part is gone already', async () => {
    const id = await paid('pm_card_visa', 'manual')
    expect((await stripeError(refund(id))).code).toBe('charge_not_refundable')
    await shop.sdk.paymentIntents.capture(id, { amount_to_capture: 600 })
    expect((await stripeError(refund(id, 601))).param).toBe('amount')
    expect((await refund(id)).amount).toBe(600)
  })

  test('need something to refund', async () => {
    expect((await stripeError(shop.sdk.refunds.create({}))).code).toBe('parameter_missing')
    const { id } = await shop.sdk.paymentIntents.create({ amount: 1000, currency: 'usd' })
    expect((await stripeError(refund(id))).message).toContain('does not have a successful charge')
  })

  test('a succeeded refund can fail later: the charge counts it no longer and the balance gets it back', async () => {
    const id = await paid('pm_card_refundFail')
    const made = await refund(id)
    expect(made.status).toBe('succeeded')
    shop.advance(61_000)
    await until(async () => (await shop.sdk.refunds.retrieve(made.id)).status === 'failed')
    expect(await shop.sdk.refunds.retrieve(made.id)).toMatchObject({
      failure_reason: 'expired_or_canceled_card',
    })
    expect(await charge(id)).toMatchObject({ amount_refunded: 0, refunded: false })
    const { data } = await shop.sdk.balanceTransactions.list()
    expect(data.map(({ type, amount }) => [type, amount])).toEqual([
      ['refund_failure', 1000],
      ['refund', -1000],
      ['charge', 1000],
    ])
  })

  test('a pending refund can be canceled, a done one cannot', async () => {
    const id = await paid('pm_card_pendingRefund')
    const pending = await refund(id, 400)
    expect(pending.status).toBe('pending')
    expect((await shop.sdk.refunds.cancel(pending.id)).status).toBe('canceled')
    expect(await charge(id)).toMatchObject({ amount_refunded: 0 })
    const done = await refund(await paid())
    expect((await stripeError(shop.sdk.refunds.cancel(done.id))).statusCode).toBe(400)
  })

  test('the balance is what came in, less fees and refunds, and becomes available after two days', async () => {
    await refund(await paid(), 250)
    const fee = 59 // 2.9 % of 1000 + 30
    expect(await shop.sdk.balance.retrieve()).toMatchObject({
      pending: [{ amount: 750 - fee }],
      available: [{ amount: 0 }],
    })
    shop.advance(2 * 86_400_000 + 1_000)
    expect(await shop.sdk.balance.retrieve()).toMatchObject({
      pending: [{ amount: 0 }],
      available: [{ amount: 750 - fee }],
    })
    const { data } = await shop.sdk.balanceTransactions.list()
    expect(data.every(({ net, amount, fee }) => net === amount - fee)).toBe(true)
  })
})
