import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { errorOf } from '../../unit/server/http/test-server.ts'
import { type Counter, type Fault, openCounter, paymentOf, taken } from './counter.ts'

let counter: Counter
beforeEach(async () => {
  counter = await openCounter()
})
afterEach(async () => {
  await counter.close()
})

/** The first request is carried out and its answer lost; whatever is asked afterwards gets no answer either. */
const madeButNeverAnswered = async (): Promise<void> => {
  await counter.fault({ kind: 'drop', when: 'after', path: '/v1/payment_intents' })
  await counter.fault({ kind: 'drop', when: 'before', count: 50, path: '/v1/payment_intents' })
}

const creation = { method: 'POST', path: '/v1/payment_intents' } as const
const hour = 3_600_000

describe('a creation whose answer is lost', () => {
  const faults: Fault[] = [
    { kind: 'drop', when: 'before' },
    { kind: 'drop', when: 'after' },
    { kind: 'error_500', when: 'before' },
    { kind: 'error_500', when: 'after' },
    { kind: 'lock_timeout' },
    { kind: 'rate_limit' },
  ]
  it.each(faults)('by $kind $when still makes exactly one intent and one charge', async (fault) => {
    await counter.fault({ ...fault, ...creation })
    const sale = counter.aPayment()
    const made = paymentOf(await counter.create(sale))
    expect(made.state).toBe('created')
    expect(await counter.intents()).toHaveLength(1)
    expect(await counter.pay(sale)).toMatchObject({ state: 'approved' })
    expect(taken(await counter.charges())).toHaveLength(1)
    expect((await counter.intents()).filter(({ status }) => status !== 'canceled')).toHaveLength(1)
  })

  it('every time is unknown, blocks the next attempt, and is found again when the processor answers', async () => {
    await madeButNeverAnswered()
    const sale = counter.aPayment()
    expect(paymentOf(await counter.create(sale))).toMatchObject({ state: 'unknown', declineReason: null })
    const second = counter.aPayment({ saleId: sale.saleId, attempt: 2 })
    expect(errorOf(await counter.create(second))).toBe('409 payment_unknown')
    await counter.clearFaults()
    expect(await counter.read(sale.idempotencyKey)).toMatchObject({ state: 'created' })
    expect(await counter.intents()).toHaveLength(1)
  })

  it('because the processor is away is safe to ask again, and to cancel', async () => {
    await counter.fault({ kind: 'rate_limit', count: 50, ...creation })
    const sale = counter.aPayment()
    expect(errorOf(await counter.create(sale))).toBe('503 processor_unavailable')
    expect(await counter.cancel(sale.idempotencyKey)).toMatchObject({ state: 'voided' })
    await counter.clearFaults()
    const second = counter.aPayment({ saleId: sale.saleId, attempt: 2 })
    expect(paymentOf(await counter.create(second)).state).toBe('created')
    expect(await counter.intents()).toHaveLength(1)
  })

  it('and then cancelled finds its intent and cancels that', async () => {
    await madeButNeverAnswered()
    const sale = counter.aPayment()
    await counter.create(sale)
    expect(await counter.cancel(sale.idempotencyKey)).toMatchObject({ state: 'unknown' })
    await counter.clearFaults()
    expect(await counter.read(sale.idempotencyKey)).toMatchObject({ state: 'voided' })
    expect(await counter.intents()).toMatchObject([{ status: 'canceled' }])
  })

  it('is never sent again after 23 hours: it is looked up, and adopted when it is there', async () => {
    await madeButNeverAnswered()
    const sale = counter.aPayment()
    await counter.create(sale)
    await counter.clearFaults()
    counter.advance(25 * hour)
    expect(await counter.read(sale.idempotencyKey)).toMatchObject({ state: 'created' })
    expect(await counter.intents()).toHaveLength(1)
  })

  it('is never sent again after 23 hours: when it is not there it is over', async () => {
    await counter.fault({ kind: 'drop', when: 'before', count: 50, path: '/v1/payment_intents' })
    const sale = counter.aPayment()
    expect(paymentOf(await counter.create(sale)).state).toBe('unknown')
    await counter.clearFaults()
    counter.advance(25 * hour)
    expect(await counter.read(sale.idempotencyKey)).toMatchObject({ state: 'voided' })
    expect(await counter.intents()).toEqual([])
  })
})

describe('a reader command whose answer is lost', () => {
  it.each<Fault>([
    { kind: 'reader_timeout', when: 'after' },
    { kind: 'drop', when: 'after' },
    { kind: 'error_500', when: 'after' },
  ])('by $kind after it arrived is seen on the reader and paid once', async (fault) => {
    const sale = counter.aPayment()
    await counter.create(sale)
    await counter.fault({ ...fault, method: 'POST', path: '/process_payment_intent' })
    expect(paymentOf(await counter.process(sale.idempotencyKey))).toMatchObject({ state: 'processing' })
    await counter.reader('present', { card: 'visa', bank_takes_ms: 0 })
    expect(await counter.read(sale.idempotencyKey)).toMatchObject({ state: 'approved' })
    expect(taken(await counter.charges())).toHaveLength(1)
  })

  it('before it arrived leaves the payment off the reader, ready to be sent again', async () => {
    const sale = counter.aPayment()
    await counter.create(sale)
    await counter.fault({ kind: 'reader_timeout', when: 'before', path: '/process_payment_intent' })
    const unsent = paymentOf(await counter.process(sale.idempotencyKey))
    expect(unsent).toMatchObject({ state: 'created', reader: { status: 'failed' } })
    expect(await counter.pay(sale)).toMatchObject({ state: 'approved' })
    expect(taken(await counter.charges())).toHaveLength(1)
  })

  it('while reading back leaves an unknown payment unknown, never declined', async () => {
    const sale = counter.aPayment()
    await counter.create(sale)
    await counter.process(sale.idempotencyKey)
    await counter.reader('present', { card: 'visa', bank_takes_ms: 0 })
    await counter.fault({ kind: 'error_500', count: 50, method: 'GET' })
    expect(await counter.read(sale.idempotencyKey)).toMatchObject({ state: 'unknown' })
    const second = counter.aPayment({ saleId: sale.saleId, attempt: 2 })
    expect(errorOf(await counter.create(second))).toBe('409 payment_unknown')
    await counter.clearFaults()
    expect(await counter.read(sale.idempotencyKey)).toMatchObject({ state: 'approved', capturedMinor: 2500 })
    expect(taken(await counter.charges())).toHaveLength(1)
  })
})

describe('the janitor', () => {
  it('resolves what nobody asks about any more', async () => {
    const sale = counter.aPayment()
    await counter.create(sale)
    await counter.process(sale.idempotencyKey)
    await counter.reader('present', { card: 'visa', bank_takes_ms: 0 })
    counter.advance(6_000)
    await counter.jobs()
    const row = await counter.server.store.db
      .selectFrom('payments')
      .select(['state', 'captured_minor'])
      .where('key', '=', sale.idempotencyKey)
      .executeTakeFirstOrThrow()
    expect(row).toEqual({ state: 'approved', captured_minor: 2500 })
  })

  it('cancels an intent that waited a day for a card', async () => {
    const sale = counter.aPayment()
    await counter.create(sale)
    for (const ms of [6_000, 60_000, 300_000, hour]) {
      counter.advance(ms)
      await counter.jobs()
      expect((await counter.intents())[0]?.status).toBe('requires_payment_method')
    }
    counter.advance(24 * hour)
    await counter.jobs()
    expect(await counter.intents()).toMatchObject([{ status: 'canceled' }])
    expect(await counter.read(sale.idempotencyKey)).toMatchObject({ state: 'voided' })
  })
})
