import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readersResponseSchema } from '../../../domain/protocol/server-api.ts'
import { errorOf } from '../../unit/server/http/test-server.ts'
import { type Counter, openCounter, paymentOf, taken } from './counter.ts'

let counter: Counter
beforeEach(async () => {
  counter = await openCounter()
})
afterEach(async () => {
  await counter.close()
})

const aDisplay = (currency: string) => ({
  currency,
  lines: [{ description: 'Espresso', amountMinor: 300, quantity: 1 }],
  taxMinor: 0,
  totalMinor: 300,
})

describe('the reader', () => {
  it('is listed, and shows the cart', async () => {
    const { body } = await counter.till.request('GET', '/v1/readers')
    expect(readersResponseSchema.parse(body).readers).toMatchObject([{ id: counter.readerId, online: true }])
    const shown = await counter.till.request(
      'POST',
      `/v1/readers/${counter.readerId}/display`,
      aDisplay(counter.till.paired.store.currency),
    )
    expect(shown.status).toBe(200)
  })

  it('gives a connection token that is in no event', async () => {
    const { body } = await counter.till.request('POST', '/v1/terminal/connection-tokens')
    const { secret } = body as { secret: string }
    expect(secret.length).toBeGreaterThan(10)
    const events = await counter.server.store.db.selectFrom('events').select('body').execute()
    expect(JSON.stringify(events)).not.toContain(secret)
    expect(counter.server.logLines.join('')).not.toContain(secret)
  })

  it('shows no cart while a payment is on it, so that the payment is not pushed aside', async () => {
    const sale = counter.aPayment()
    await counter.create(sale)
    await counter.process(sale.idempotencyKey)
    const path = `/v1/readers/${counter.readerId}/display`
    const refused = await counter.till.request('POST', path, aDisplay(sale.currency))
    expect(errorOf(refused)).toBe('409 reader_busy')
    await counter.reader('present', { card: 'visa', bank_takes_ms: 0 })
    expect(await counter.read(sale.idempotencyKey)).toMatchObject({ state: 'approved' })
    expect((await counter.till.request('POST', path, aDisplay(sale.currency))).status).toBe(200)
  })

  it('is offline: the payment is not sent, and is sent when the reader is back', async () => {
    const sale = counter.aPayment()
    await counter.create(sale)
    await counter.reader('unplug')
    expect(errorOf(await counter.process(sale.idempotencyKey))).toBe('409 reader_offline')
    expect(await counter.read(sale.idempotencyKey)).toMatchObject({ state: 'created' })
    await counter.reader('plug_in')
    expect(await counter.pay(sale)).toMatchObject({ state: 'approved' })
    expect(taken(await counter.charges())).toHaveLength(1)
  })

  it('is unplugged while the customer is asked: unknown, cancelled for certain, then paid by a second attempt once', async () => {
    const sale = counter.aPayment()
    await counter.create(sale)
    await counter.process(sale.idempotencyKey)
    await counter.reader('unplug')
    expect(await counter.read(sale.idempotencyKey)).toMatchObject({
      state: 'unknown',
      reader: { status: 'offline' },
    })
    const second = counter.aPayment({ saleId: sale.saleId, attempt: 2 })
    expect(errorOf(await counter.create(second))).toBe('409 payment_unknown')
    expect(await counter.cancel(sale.idempotencyKey)).toMatchObject({ state: 'voided' })
    await counter.reader('plug_in')
    expect(await counter.pay(second)).toMatchObject({ state: 'approved' })
    expect(taken(await counter.charges())).toHaveLength(1)
  })

  it('is unplugged after the bank said yes: approved, and cancelling does not pretend otherwise', async () => {
    const sale = counter.aPayment()
    await counter.create(sale)
    await counter.process(sale.idempotencyKey)
    await counter.reader('unplug', { when: 'after_authorised' })
    await counter.reader('present', { card: 'visa', bank_takes_ms: 0 })
    expect(await counter.cancel(sale.idempotencyKey)).toMatchObject({
      state: 'approved',
      capturedMinor: 2500,
    })
    expect(taken(await counter.charges())).toHaveLength(1)
  })

  it('comes back with the customer still waiting: the payment goes on', async () => {
    const sale = counter.aPayment()
    await counter.create(sale)
    await counter.process(sale.idempotencyKey)
    await counter.reader('unplug')
    await counter.read(sale.idempotencyKey)
    await counter.reader('plug_in')
    expect(await counter.read(sale.idempotencyKey)).toMatchObject({ state: 'processing' })
    await counter.reader('present', { card: 'visa', bank_takes_ms: 0 })
    expect(await counter.read(sale.idempotencyKey)).toMatchObject({ state: 'approved' })
    expect(taken(await counter.charges())).toHaveLength(1)
  })

  it('holds one payment: a second register is told to wait, and gets its turn', async () => {
    const first = counter.aPayment()
    const second = counter.aPayment()
    await counter.create(first)
    await counter.create(second)
    await counter.process(first.idempotencyKey)
    expect(errorOf(await counter.process(second.idempotencyKey))).toBe('409 reader_busy')
    await counter.reader('present', { card: 'visa', bank_takes_ms: 0 })
    // Nobody asked about the first one since; the second register's command finds out that it is over.
    expect(paymentOf(await counter.process(second.idempotencyKey))).toMatchObject({ state: 'processing' })
    expect(await counter.read(first.idempotencyKey)).toMatchObject({ state: 'approved' })
  })

  it('asked twice for the same payment is commanded once', async () => {
    const sale = counter.aPayment()
    await counter.create(sale)
    await Promise.all([counter.process(sale.idempotencyKey), counter.process(sale.idempotencyKey)])
    const story = await counter.trace(sale.idempotencyKey)
    const commands = story.filter(({ body }) => body.verb === 'processOnReader')
    expect(commands).toHaveLength(1)
  })

  it('was taken over by something else: the payment says so and can be sent again', async () => {
    const sale = counter.aPayment()
    await counter.create(sale)
    await counter.process(sale.idempotencyKey)
    // Somebody else's program, past this server.
    const url = `${counter.stripe.url()}/v1/terminal/readers/${counter.readerId}/cancel_action`
    await fetch(url, { method: 'POST', headers: { authorization: 'Bearer sk_test_other' } })
    expect(await counter.read(sale.idempotencyKey)).toMatchObject({
      state: 'created',
      reader: { status: 'replaced' },
    })
    expect(await counter.pay(sale)).toMatchObject({ state: 'approved' })
    expect(taken(await counter.charges())).toHaveLength(1)
  })
})

describe('cancelling', () => {
  it('before the reader, and while the customer is asked, moves no money', async () => {
    const before = counter.aPayment()
    await counter.create(before)
    expect(await counter.cancel(before.idempotencyKey)).toMatchObject({ state: 'voided' })
    const during = counter.aPayment()
    await counter.create(during)
    await counter.process(during.idempotencyKey)
    expect(await counter.cancel(during.idempotencyKey)).toMatchObject({ state: 'voided', reader: null })
    expect(await counter.cancel(during.idempotencyKey)).toMatchObject({ state: 'voided' })
    await expect(counter.reader('present', { card: 'visa', bank_takes_ms: 0 })).rejects.toThrow()
    expect(await counter.charges()).toEqual([])
    expect((await counter.intents()).map(({ status }) => status)).toEqual(['canceled', 'canceled'])
  })

  it('after the card was approved answers approved', async () => {
    const sale = counter.aPayment()
    await counter.create(sale)
    await counter.process(sale.idempotencyKey)
    await counter.reader('present', { card: 'visa', bank_takes_ms: 0 })
    expect(await counter.cancel(sale.idempotencyKey)).toMatchObject({
      state: 'approved',
      capturedMinor: 2500,
    })
  })

  it('while the bank is asked does not interrupt: the payment goes on and is approved', async () => {
    const sale = counter.aPayment()
    await counter.create(sale)
    await counter.process(sale.idempotencyKey)
    await counter.reader('present', { card: 'visa', bank_takes_ms: 5_000 })
    expect(await counter.cancel(sale.idempotencyKey)).toMatchObject({ state: 'processing' })
    counter.advance(6_000)
    await expect
      .poll(() => counter.read(sale.idempotencyKey), { timeout: 10_000 })
      .toMatchObject({
        state: 'approved',
      })
    expect(taken(await counter.charges())).toHaveLength(1)
  })

  it('races the approval, polls and itself, and all of them agree in the end', async () => {
    for (let round = 0; round < 5; round += 1) {
      const sale = counter.aPayment()
      await counter.create(sale)
      await counter.process(sale.idempotencyKey)
      await Promise.allSettled([
        counter.cancel(sale.idempotencyKey),
        counter.reader('present', { card: 'visa', bank_takes_ms: 0 }),
        counter.read(sale.idempotencyKey),
        counter.read(sale.idempotencyKey),
        counter.cancel(sale.idempotencyKey),
      ])
      const end = await counter.read(sale.idempotencyKey)
      const charged = taken(await counter.charges()).filter(
        (c) => c.payment_intent === end.processorPaymentId,
      )
      expect(end.state).toBe(charged.length === 1 ? 'approved' : 'voided')
      const moves = (await counter.trace(sale.idempotencyKey)).filter(({ kind }) => kind === 'payment.moved')
      expect(moves.filter(({ body }) => body.to === end.state)).toHaveLength(1)
    }
  })

  it.each(['drop', 'error_500'] as const)('whose answer is lost (%s) still ends voided', async (kind) => {
    const sale = counter.aPayment()
    const { processorPaymentId } = paymentOf(await counter.create(sale))
    await counter.process(sale.idempotencyKey)
    await counter.fault({ kind, when: 'after', path: '/cancel_action' })
    await counter.fault({ kind, when: 'after', path: `${processorPaymentId ?? ''}/cancel` })
    expect(await counter.cancel(sale.idempotencyKey)).toMatchObject({ state: 'voided' })
    expect(await counter.intents()).toMatchObject([{ status: 'canceled' }])
    const calls = (await counter.trace(sale.idempotencyKey)).filter(({ body }) => body.verb === 'cancel')
    expect(calls.length).toBeGreaterThan(1)
    expect(new Set(calls.map(({ body }) => body.key))).toEqual(new Set([`${sale.idempotencyKey}:cancel:0`]))
  })

  it('that never gets through stays unknown and is finished by the next look', async () => {
    const sale = counter.aPayment()
    await counter.create(sale)
    await counter.fault({ kind: 'drop', when: 'before', count: 50, path: '/v1/payment_intents' })
    expect(await counter.cancel(sale.idempotencyKey)).toMatchObject({ state: 'unknown' })
    await counter.clearFaults()
    expect(await counter.read(sale.idempotencyKey)).toMatchObject({ state: 'voided' })
  })

  it('never takes another payment off the reader', async () => {
    const ours = counter.aPayment()
    const other = counter.aPayment()
    await counter.create(ours)
    await counter.create(other)
    await counter.process(ours.idempotencyKey)
    await counter.cancel(other.idempotencyKey)
    await counter.reader('present', { card: 'visa', bank_takes_ms: 0 })
    expect(await counter.read(ours.idempotencyKey)).toMatchObject({ state: 'approved' })
  })

  it('of a payment whose place on the reader was taken leaves the one that took it alone', async () => {
    const ours = counter.aPayment()
    await counter.create(ours)
    await counter.process(ours.idempotencyKey)
    // Another program of the same account, past this server.
    const raw = async (path: string, body: string) => {
      const answer = await fetch(`${counter.stripe.url()}/v1/${path}`, {
        method: 'POST',
        headers: {
          authorization: 'Bearer sk_test_other',
          'content-type': 'application/x-www-form-urlencoded',
        },
        body,
      })
      return (await answer.json()) as { id: string; action?: { status: string } }
    }
    const other = await raw(
      'payment_intents',
      'amount=1000&currency=eur&allowed_payment_method_types[]=card_present',
    )
    await raw(`terminal/readers/${counter.readerId}/process_payment_intent`, `payment_intent=${other.id}`)
    expect(await counter.cancel(ours.idempotencyKey)).toMatchObject({ state: 'voided' })
    await counter.reader('present', { card: 'visa', bank_takes_ms: 0 })
    const intents = await counter.intents()
    expect(intents.find(({ id }) => id === other.id)?.status).toBe('succeeded')
    expect(taken(await counter.charges())).toMatchObject([{ payment_intent: other.id }])
  })
})
