import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openShop, type PracticeShop, stripeError } from './practice-shop.ts'

describe('what a reader suggests as a tip', () => {
  let shop: PracticeShop
  beforeAll(async () => {
    shop = await openShop()
  })
  afterAll(() => shop.close())

  /** The amounts on the screen for a payment, under a configuration of the reader's own location. */
  const suggested = async (tipping: object, amount: number, currency = 'usd') => {
    const { sdk, readerId } = shop
    const made = await sdk.terminal.configurations.create({ tipping: { [currency]: tipping } })
    const [place] = (await sdk.terminal.locations.list()).data
    await sdk.terminal.locations.update(place?.id ?? '', { configuration_overrides: made.id })
    const { id } = await sdk.paymentIntents.create({
      amount,
      currency,
      allowed_payment_method_types: ['card_present'],
    })
    await sdk.terminal.readers.processPaymentIntent(readerId, { payment_intent: id })
    const view = (await shop.look(`readers/${readerId}`)) as {
      tip: { suggestions: readonly { amount: number }[] } | null
    }
    return view.tip?.suggestions.map((suggestion) => suggestion.amount) ?? null
  }

  test.each([
    ['half a cent is rounded up', { percentages: [15, 18, 22] }, 1250, [188, 225, 275]],
    ['fixed amounts', { fixed_amounts: [100, 250, 500] }, 9900, [100, 250, 500]],
    [
      'below the threshold',
      { fixed_amounts: [50, 75], percentages: [10], smart_tip_threshold: 500 },
      499,
      [50, 75],
    ],
    [
      'from the threshold on',
      { fixed_amounts: [50, 75], percentages: [10], smart_tip_threshold: 500 },
      500,
      [50],
    ],
    ['two of them', { percentages: [10, 20] }, 1000, [100, 200]],
  ] as const)('%s', async (_name, tipping, amount, expected) => {
    expect(await suggested(tipping, amount)).toEqual(expected)
  })

  test('in yen, which have no decimals', async () => {
    expect(await suggested({ percentages: [10, 15, 20] }, 1235, 'jpy')).toEqual([124, 185, 247])
  })

  test('nothing in a currency that was not configured', async () => {
    await suggested({ percentages: [10] }, 1000, 'eur')
    const { sdk, readerId } = shop
    const { id } = await sdk.paymentIntents.create({
      amount: 1000,
      currency: 'usd',
      allowed_payment_method_types: ['card_present'],
    })
    await sdk.terminal.readers.processPaymentIntent(readerId, { payment_intent: id })
    expect(await shop.look(`readers/${readerId}`)).toMatchObject({ screen: 'waiting', tip: null })
  })

  test('every currency must be told the same kinds', async () => {
    const mixed = { usd: { percentages: [10, 15, 20] }, eur: { fixed_amounts: [100, 200, 300] } }
    const error = await stripeError(shop.sdk.terminal.configurations.create({ tipping: mixed }))
    expect(error.param).toBe('tipping')
  })

  test('at most three suggestions', async () => {
    const four = { usd: { percentages: [5, 10, 15, 20] } }
    await stripeError(shop.sdk.terminal.configurations.create({ tipping: four }))
  })

  test('the default of the account stays', async () => {
    const [standard] = (await shop.sdk.terminal.configurations.list({ is_account_default: true })).data
    await stripeError(shop.sdk.terminal.configurations.del(standard?.id ?? ''))
  })
})
