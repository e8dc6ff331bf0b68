import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createStripeProcessor } from '../../../../../server/processors/stripe/index.ts'
import { aRequest, doneOf } from '../../../../contract/processors/requests.ts'
import { openShop, type PracticeShop } from '../../../sandbox/practice-shop.ts'

describe('a bank that agrees to a part of the amount', () => {
  let shop: PracticeShop
  beforeEach(async () => {
    shop = await openShop()
  })
  afterEach(() => shop.close())

  /** Taken with a card that holds 70 % of what is asked for. */
  const taken = async (partialApproval: boolean) => {
    const processor = createStripeProcessor({
      mode: 'practice',
      secretKey: 'sk_test_practice',
      apiBase: shop.url(),
      partialApproval: true,
    })
    const request = aRequest(1, { partialApproval, amountMinor: 1255, capture: 'manual' })
    const { id } = doneOf(await processor.create(request))
    const onReader = { key: `${request.key}:process`, readerId: shop.readerId, paymentId: id, tipping: null }
    doneOf(await processor.processOnReader(onReader))
    await shop.control(`readers/${shop.readerId}/present`, { card: 'partial' })
    return { processor, payment: doneOf(await processor.retrieve({ paymentId: id })) }
  }

  it('is read as approved for that part, with what was asked for beside it', async () => {
    const { payment } = await taken(true)
    expect(payment).toMatchObject({
      standing: 'approved',
      status: 'requires_capture',
      amountMinor: 878,
      authorizedMinor: 878,
      partialOf: 1255,
    })
  })

  it('declines where only the whole will do', async () => {
    const { payment } = await taken(false)
    expect(payment).toMatchObject({ standing: 'awaiting-card', amountMinor: 1255, partialOf: null })
    expect(payment.decline).not.toBeNull()
  })

  it('is no part when more is captured than was authorised, for a tip on the receipt', async () => {
    const paid = await shop.sdk.paymentIntents.create({
      amount: 2000,
      currency: 'usd',
      capture_method: 'manual',
      allowed_payment_method_types: ['card_present'],
    })
    const { processor } = await taken(true)
    await shop.sdk.terminal.readers.processPaymentIntent(shop.readerId, { payment_intent: paid.id })
    await shop.control(`readers/${shop.readerId}/present`, { card: 'visa' })
    await shop.sdk.paymentIntents.capture(paid.id, { amount_to_capture: 2400 })
    expect(doneOf(await processor.retrieve({ paymentId: paid.id }))).toMatchObject({
      capturedMinor: 2400,
      authorizedMinor: 2000,
      partialOf: null,
    })
  })
})
