import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { errorOf } from '../../unit/server/http/test-server.ts'
import { type Counter, openCounter, paymentOf, taken } from './counter.ts'

let counter: Counter
beforeEach(async () => {
  counter = await openCounter()
})
afterEach(async () => {
  await counter.close()
})

describe('a card sale', () => {
  it('is approved, captured once and carries what the receipt needs', async () => {
    const sale = counter.aPayment()
    const created = paymentOf(await counter.create(sale))
    expect(created).toMatchObject({ state: 'created', processor: 'stripe', capturedMinor: 0, reader: null })
    expect(created.processorPaymentId).toMatch(/^pi_/)
    const waiting = paymentOf(await counter.process(sale.idempotencyKey))
    expect(waiting).toMatchObject({
      state: 'processing',
      reader: { id: counter.readerId, status: 'waiting' },
    })
    expect(await counter.read(sale.idempotencyKey)).toMatchObject({ state: 'processing' })
    await counter.reader('present', { card: 'visa', bank_takes_ms: 0 })

    const paid = await counter.read(sale.idempotencyKey)
    expect(paid).toMatchObject({ state: 'approved', capturedMinor: 2500, refundedMinor: 0, reader: null })
    expect(paid.card).toMatchObject({ brand: 'visa', last4: '4242' })
    expect(paid.card?.applicationCryptogram).not.toBeNull()
    const charges = taken(await counter.charges())
    expect(charges).toMatchObject([{ amount: 2500, captured: true, payment_intent: paid.processorPaymentId }])
    const [intent] = await counter.intents()
    expect(intent?.metadata).toEqual({
      cashwrap_key: sale.idempotencyKey,
      store_id: counter.till.paired.store.id,
      register_id: counter.till.paired.register.id,
      sale_id: sale.saleId,
      tender_no: '1',
      attempt: '1',
    })
  })

  it('asked for a hundred times at once makes one intent', async () => {
    const sale = counter.aPayment()
    const answers = await Promise.all(Array.from({ length: 100 }, () => counter.create(sale)))
    const ids = new Set(answers.map((answer) => paymentOf(answer).processorPaymentId))
    expect(ids.size).toBe(1)
    expect(await counter.intents()).toHaveLength(1)
  })

  it('refuses the same key with another body and changes nothing', async () => {
    const sale = counter.aPayment()
    const first = paymentOf(await counter.create(sale))
    for (const changes of [{ amountMinor: 2600 }, { tenderNo: 2 }, { attempt: 2 }]) {
      expect(errorOf(await counter.create({ ...sale, ...changes }))).toBe('409 idempotency_conflict')
    }
    expect(paymentOf(await counter.create(sale))).toEqual(first)
    expect(await counter.intents()).toHaveLength(1)
  })

  it('in a currency the shop does not take is refused before the processor hears of it', async () => {
    const other = counter.till.paired.store.currency === 'JPY' ? 'EUR' : 'JPY'
    expect(errorOf(await counter.create(counter.aPayment({ currency: other })))).toBe('422 currency_not_used')
    expect(await counter.intents()).toEqual([])
  })

  it('too small for the processor is never recorded, and the next attempt is taken', async () => {
    const sale = counter.aPayment({ amountMinor: 1 })
    expect(errorOf(await counter.create(sale))).toBe('422 amount_invalid')
    const path = `/v1/payments/${sale.idempotencyKey}`
    expect(errorOf(await counter.till.request('GET', path))).toBe('404 payment_not_found')
    const next = counter.aPayment({ saleId: sale.saleId, attempt: 2 })
    expect(paymentOf(await counter.create(next)).state).toBe('created')
  })

  it('declined cancels its intent before it says so, tells no more than a counter may hear, and is then paid by another card', async () => {
    const sale = counter.aPayment()
    const declined = await counter.pay(sale, 'lost_card')
    expect(declined).toMatchObject({
      state: 'declined',
      declineReason: 'generic',
      capturedMinor: 0,
      card: null,
    })
    expect(JSON.stringify(declined)).not.toContain('lost')
    expect(await counter.intents()).toMatchObject([{ status: 'canceled' }])

    const second = counter.aPayment({ saleId: sale.saleId, attempt: 2 })
    expect(await counter.pay(second)).toMatchObject({ state: 'approved' })
    expect(taken(await counter.charges())).toHaveLength(1)
    expect((await counter.intents()).filter(({ status }) => status !== 'canceled')).toHaveLength(1)
    const story = await counter.trace(sale.idempotencyKey)
    expect(story.some(({ body }) => body.declineCode === 'lost_card')).toBe(true)
  })

  it.each([
    ['insufficient_funds', 'insufficient_funds'],
    ['expired_card', 'expired_card'],
    ['processing_error', 'try_again'],
    ['stolen_card', 'generic'],
  ])('declined for %s says %s', async (card, reason) => {
    expect(await counter.pay(counter.aPayment(), card)).toMatchObject({
      state: 'declined',
      declineReason: reason,
    })
  })

  it('takes no second attempt while the first is alive, nor after it was paid', async () => {
    const sale = counter.aPayment()
    await counter.create(sale)
    const second = counter.aPayment({ saleId: sale.saleId, attempt: 2 })
    expect(errorOf(await counter.create(second))).toBe('409 payment_in_progress')
    await counter.process(sale.idempotencyKey)
    expect(errorOf(await counter.create(second))).toBe('409 payment_in_progress')
    await counter.reader('present', { card: 'visa', bank_takes_ms: 0 })
    await counter.read(sale.idempotencyKey)
    expect(errorOf(await counter.create(second))).toBe('409 payment_in_progress')
    expect(await counter.intents()).toHaveLength(1)
  })

  it('in two tenders makes two charges', async () => {
    const first = counter.aPayment({ amountMinor: 1000 })
    const second = counter.aPayment({ saleId: first.saleId, tenderNo: 2, amountMinor: 1500 })
    expect(await counter.pay(first)).toMatchObject({ state: 'approved', capturedMinor: 1000 })
    expect(await counter.pay(second, 'mastercard')).toMatchObject({ state: 'approved', capturedMinor: 1500 })
    expect(taken(await counter.charges())).toHaveLength(2)
  })

  it('that nobody recorded is not found', async () => {
    const sale = counter.aPayment()
    await counter.create(sale)
    expect(errorOf(await counter.till.request('GET', '/v1/payments/pay-unknown'))).toBe(
      '404 payment_not_found',
    )
    expect(errorOf(await counter.till.request('POST', '/v1/payments/pay-unknown/cancel'))).toBe(
      '404 payment_not_found',
    )
  })

  it('leaves every call, answer and move as an event', async () => {
    const sale = counter.aPayment()
    await counter.pay(sale)
    const story = await counter.trace(sale.idempotencyKey)
    const moves = story
      .filter(({ kind }) => kind === 'payment.moved')
      .map(({ body }) => `${body.from}>${body.to}`)
    expect(moves).toEqual(['requested>created', 'created>processing', 'processing>approved'])
    const calls = story
      .filter(({ kind }) => kind === 'processor.called')
      .map(({ body }) => [body.verb, body.key])
    expect(calls).toContainEqual(['create', sale.idempotencyKey])
    expect(calls).toContainEqual(['processOnReader', `${sale.idempotencyKey}:process:1`])
    expect(story[0]).toMatchObject({ kind: 'payment.requested', body: { amountMinor: 2500 } })
  })
})
