import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Payment } from '../../../domain/protocol/server-api.ts'
import { type Counter, openCounter, paymentOf, taken } from './counter.ts'

const secret = 'whsec_contract_test_secret_0000000000'
let counter: Counter
beforeEach(async () => {
  counter = await openCounter({ env: { STRIPE_WEBHOOK_SECRET: secret } })
})
afterEach(async () => {
  await counter.close()
})

/** Hands the payment to the reader in two commands. */
const collect = async (key: string): Promise<Payment> =>
  paymentOf(
    await counter.till.request('POST', `/v1/payments/${key}/process`, {
      readerId: counter.readerId,
      flow: 'collect-confirm',
    }),
  )
const begun = async () => {
  const sale = counter.aPayment()
  await counter.create(sale)
  expect(await collect(sale.idempotencyKey)).toMatchObject({
    state: 'processing',
    reader: { status: 'waiting' },
  })
  return sale.idempotencyKey
}
const tap = (card = 'visa') => counter.reader('present', { card, bank_takes_ms: 0 })
const commands = async (key: string, verb: string) =>
  (await counter.trace(key)).filter(({ body }) => body.verb === verb).map(({ body }) => String(body.key))
/** As the processor delivers: the signature by hand, from its description. */
const deliver = async (event: object): Promise<void> => {
  const text = JSON.stringify(event)
  const t = Math.floor(counter.server.clock.nowMs / 1000)
  const v1 = createHmac('sha256', secret).update(`${t}.${text}`).digest('hex')
  const { statusCode } = await counter.server.server.app.inject({
    method: 'POST',
    url: '/v1/webhooks/stripe',
    headers: { 'content-type': 'application/json', 'stripe-signature': `t=${t},v1=${v1}` },
    payload: text,
  })
  expect(statusCode).toBe(200)
}
const oneIntentOneCharge = async () => {
  expect(await counter.intents()).toHaveLength(1)
  expect(taken(await counter.charges())).toHaveLength(1)
}

describe('a payment in two commands, the card first and its charge afterwards', () => {
  it('is charged by the look that finds the card read', async () => {
    const key = await begun()
    expect(await counter.read(key)).toMatchObject({ state: 'processing', reader: { status: 'waiting' } })
    expect(await commands(key, 'confirmOnReader')).toEqual([])
    await tap()
    expect(taken(await counter.charges())).toEqual([])
    expect(await counter.read(key)).toMatchObject({ state: 'approved', capturedMinor: 2500 })
    expect(await commands(key, 'processOnReader')).toEqual([])
    await oneIntentOneCharge()
  })

  it('is charged by the reader’s webhook when no till looks any more', async () => {
    const key = await begun()
    await tap()
    const news = (await counter.events()).filter(({ type }) => type === 'terminal.reader.action_succeeded')
    expect(news).toHaveLength(1)
    for (const event of news) await deliver(event)
    await counter.jobs()
    expect(taken(await counter.charges())).toHaveLength(1)
    expect(await counter.read(key)).toMatchObject({ state: 'approved' })
    await oneIntentOneCharge()
  })

  it('is charged by the janitor when neither a till nor a webhook comes', async () => {
    await begun()
    await tap()
    counter.advance(6_000)
    await counter.jobs()
    expect(taken(await counter.charges())).toHaveLength(1)
    await oneIntentOneCharge()
  })

  it('is confirmed once, however many look at the same time', async () => {
    const key = await begun()
    await tap()
    await Promise.all([counter.read(key), counter.read(key), counter.read(key), counter.jobs()])
    expect(await counter.read(key)).toMatchObject({ state: 'approved' })
    expect(new Set(await commands(key, 'confirmOnReader'))).toEqual(new Set([`${key}:confirm:1:0`]))
    await oneIntentOneCharge()
  })

  it('declined by the bank is declined, and its intent is over', async () => {
    const key = await begun()
    await tap('visa_declined')
    expect(await counter.read(key)).toMatchObject({ state: 'declined' })
    expect(await counter.intents()).toMatchObject([{ status: 'canceled' }])
    expect(taken(await counter.charges())).toEqual([])
  })

  it('cancelled after the card was read is never charged', async () => {
    const key = await begun()
    await tap()
    expect(await counter.cancel(key)).toMatchObject({ state: 'voided' })
    expect(await counter.read(key)).toMatchObject({ state: 'voided' })
    expect(await commands(key, 'confirmOnReader')).toEqual([])
    expect(taken(await counter.charges())).toEqual([])
  })

  it('found only after the 30 s are over is collected again under the next number, for the same intent', async () => {
    const key = await begun()
    await tap()
    counter.advance(40_000)
    expect(await counter.read(key)).toMatchObject({ state: 'processing', reader: { status: 'waiting' } })
    expect(taken(await counter.charges())).toEqual([])
    await tap()
    expect(await counter.read(key)).toMatchObject({ state: 'approved' })
    expect(await commands(key, 'collectOnReader')).toEqual([`${key}:process:1`, `${key}:process:2`])
    await oneIntentOneCharge()
  })

  it('whose confirmation never arrived within the 30 s is not confirmed late: the card is asked for again', async () => {
    const key = await begun()
    await tap()
    await counter.fault({ kind: 'drop', when: 'before', count: 50, path: '/confirm_payment_intent' })
    expect(await counter.read(key)).toMatchObject({ state: 'processing' })
    await counter.clearFaults()
    const sent = (await commands(key, 'confirmOnReader')).length
    counter.advance(26_000)
    expect(await counter.read(key)).toMatchObject({ state: 'processing', reader: { status: 'waiting' } })
    expect((await commands(key, 'confirmOnReader')).length).toBe(sent)
    await tap()
    expect(await counter.read(key)).toMatchObject({ state: 'approved' })
    await oneIntentOneCharge()
  })

  it.each(['drop', 'error_500', 'reader_timeout'] as const)(
    'whose confirmation’s answer is lost (%s) is charged once',
    async (kind) => {
      const key = await begun()
      await tap()
      await counter.fault({ kind, when: 'after', path: '/confirm_payment_intent' })
      await counter.read(key)
      expect(await counter.read(key)).toMatchObject({ state: 'approved' })
      expect(new Set(await commands(key, 'confirmOnReader'))).toEqual(new Set([`${key}:confirm:1:0`]))
      await oneIntentOneCharge()
    },
  )

  it.each(['drop', 'error_500', 'reader_timeout'] as const)(
    'whose collection’s answer is lost (%s) is seen on the reader and charged once',
    async (kind) => {
      const sale = counter.aPayment()
      const key = sale.idempotencyKey
      await counter.create(sale)
      await counter.fault({ kind, when: 'after', path: '/collect_payment_method' })
      expect(await collect(key)).toMatchObject({ state: 'processing' })
      await tap()
      expect(await counter.read(key)).toMatchObject({ state: 'approved' })
      await oneIntentOneCharge()
    },
  )

  it('whose confirmation a busy reader refuses is confirmed by the next look under a new key', async () => {
    const key = await begun()
    await tap()
    await counter.fault({ kind: 'reader_busy', when: 'before', path: '/confirm_payment_intent' })
    expect(await counter.read(key)).toMatchObject({ state: 'processing' })
    expect(await counter.read(key)).toMatchObject({ state: 'approved' })
    expect(await commands(key, 'confirmOnReader')).toEqual([`${key}:confirm:1:0`, `${key}:confirm:1:1`])
    await oneIntentOneCharge()
  })

  it('whose reader is unplugged after the card was read is unknown until it is back, then charged once', async () => {
    const key = await begun()
    await tap()
    await counter.reader('unplug')
    await counter.read(key)
    expect(taken(await counter.charges())).toEqual([])
    await counter.reader('plug_in')
    await counter.read(key)
    expect(await counter.read(key)).toMatchObject({ state: 'approved' })
    await oneIntentOneCharge()
  })
})
