import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ReaderTest, readerTestResponseSchema } from '../../../domain/protocol/readers.ts'
import { type Answer, errorOf } from '../../unit/server/http/test-server.ts'
import { type Counter, openCounter, paymentOf, taken } from './counter.ts'

let counter: Counter
beforeEach(async () => {
  counter = await openCounter()
})
afterEach(async () => {
  await counter.close()
})

const start = () => counter.till.request('POST', `/v1/readers/${counter.readerId}/test`)
const testOf = (answer: Answer): ReaderTest => readerTestResponseSchema.parse(answer.body).test
const look = async ({ id }: ReaderTest): Promise<ReaderTest> =>
  testOf(await counter.till.request('GET', `/v1/reader-tests/${id}`))
const cancel = async ({ id }: ReaderTest): Promise<ReaderTest> =>
  testOf(await counter.till.request('POST', `/v1/reader-tests/${id}/cancel`))
const tap = (card = 'visa') => counter.reader('present', { card, bank_takes_ms: 0 })
const nothingIsLeft = async () => {
  expect((await counter.intents()).filter(({ status }) => status !== 'canceled')).toEqual([])
  expect((await counter.charges()).filter(({ captured }) => captured)).toEqual([])
}

describe('a test payment', () => {
  it('asks for 1.00, reads the card, and gives back what was authorised; no sale and no payment comes of it', async () => {
    const test = testOf(await start())
    expect(test).toMatchObject({ amountMinor: 100, state: 'waiting', outcome: null })
    expect(await look(test)).toMatchObject({ state: 'waiting' })
    await tap()
    expect(await look(test)).toMatchObject({
      state: 'ended',
      outcome: 'approved',
      card: { brand: 'visa', last4: '4242' },
    })
    await nothingIsLeft()
    for (const table of ['payments', 'sales'] as const)
      expect(await counter.server.store.db.selectFrom(table).selectAll().execute()).toEqual([])
    const figures = await counter.server.admin('GET', '/v1/backoffice/sales')
    expect(JSON.stringify(figures.body)).not.toContain(test.id)
  })

  it('that the bank declines says so', async () => {
    const test = testOf(await start())
    await tap('visa_declined')
    expect(await look(test)).toMatchObject({ state: 'ended', outcome: 'declined' })
    await nothingIsLeft()
  })

  it('that is cancelled leaves the reader free for a payment', async () => {
    const test = testOf(await start())
    expect(await cancel(test)).toMatchObject({ state: 'ended', outcome: 'cancelled' })
    expect(await cancel(test)).toMatchObject({ state: 'ended', outcome: 'cancelled' })
    expect(await counter.pay(counter.aPayment())).toMatchObject({ state: 'approved' })
  })

  it('that is cancelled after the card was read is approved, and given back all the same', async () => {
    const test = testOf(await start())
    await tap()
    expect(await cancel(test)).toMatchObject({ state: 'ended', outcome: 'approved' })
    await nothingIsLeft()
  })

  it('that nobody pays ends by itself', async () => {
    const test = testOf(await start())
    counter.advance(100_000)
    await counter.jobs()
    await expect
      .poll(() => look(test), { timeout: 10_000 })
      .toMatchObject({
        state: 'ended',
        outcome: 'timed-out',
      })
    await nothingIsLeft()
    expect(await counter.pay(counter.aPayment())).toMatchObject({ state: 'approved' })
  })

  it('that nobody looks at any more is given back by the job', async () => {
    await start()
    await tap()
    counter.advance(60_000)
    await counter.jobs()
    await expect
      .poll(async () => (await counter.intents()).map(({ status }) => status), { timeout: 10_000 })
      .toEqual(['canceled'])
  })

  it('gives way to a customer’s payment', async () => {
    const test = testOf(await start())
    const sale = counter.aPayment()
    await counter.create(sale)
    expect(paymentOf(await counter.process(sale.idempotencyKey))).toMatchObject({ state: 'processing' })
    expect(await look(test)).toMatchObject({ state: 'ended', outcome: 'replaced' })
    await tap()
    expect(await counter.read(sale.idempotencyKey)).toMatchObject({ state: 'approved' })
    expect(taken(await counter.charges())).toHaveLength(1)
  })

  it('never takes a reader from a payment, nor from another test', async () => {
    const sale = counter.aPayment()
    await counter.create(sale)
    await counter.process(sale.idempotencyKey)
    expect(errorOf(await start())).toBe('409 reader_busy')
    await tap()
    expect(await counter.read(sale.idempotencyKey)).toMatchObject({ state: 'approved' })
    const answers = await Promise.all([start(), start(), start()])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
  })

  it('keeps the cart off the reader while it waits', async () => {
    const test = testOf(await start())
    const display = {
      currency: test.currency,
      lines: [{ description: 'Espresso', amountMinor: 300, quantity: 1 }],
      taxMinor: 0,
      totalMinor: 300,
    }
    const path = `/v1/readers/${counter.readerId}/display`
    expect(errorOf(await counter.till.request('POST', path, display))).toBe('409 reader_busy')
    await tap()
    expect(await look(test)).toMatchObject({ outcome: 'approved' })
    expect((await counter.till.request('POST', path, display)).status).toBe(200)
  })

  it('on a reader that is off is refused, and leaves nothing behind', async () => {
    await counter.reader('unplug')
    expect(errorOf(await start())).toBe('409 reader_offline')
    expect(await counter.intents()).toEqual([])
  })

  it('whose reader goes off says so, and is over when it is back', async () => {
    const test = testOf(await start())
    await counter.reader('unplug')
    expect(await look(test)).toMatchObject({ state: 'waiting', readerOffline: true })
    await counter.reader('plug_in')
    await tap()
    expect(await look(test)).toMatchObject({ state: 'ended', outcome: 'approved', readerOffline: false })
  })

  it.each([
    ['of its creation', 'drop', '/v1/payment_intents'],
    ['of the reader’s command', 'reader_timeout', '/process_payment_intent'],
    ['of taking it back', 'error_500', '/cancel'],
  ] as const)('the answer %s being lost leaves no money behind', async (_, kind, path) => {
    await counter.fault({ kind, when: 'after', method: 'POST', count: 1, path })
    const test = testOf(await start())
    await tap()
    await expect
      .poll(() => look(test), { timeout: 10_000 })
      .toMatchObject({ state: 'ended', outcome: 'approved' })
    await nothingIsLeft()
    expect(await counter.intents()).toHaveLength(1)
  })

  it('that cannot be made is over at once when nothing was', async () => {
    await counter.fault({ kind: 'lock_timeout', when: 'before', count: 50, path: '/v1/payment_intents' })
    expect((await start()).status).toBeGreaterThanOrEqual(500)
    await counter.clearFaults()
    counter.advance(60_000)
    await counter.jobs()
    await expect.poll(async () => (await start()).status, { timeout: 10_000, interval: 500 }).toBe(200)
  })

  it('is told in the event log with its calls', async () => {
    const test = testOf(await start())
    await tap()
    await look(test)
    const kinds = (await counter.trace(`test-${test.id}`)).map(({ kind, body }) =>
      kind === 'processor.called' ? body.verb : kind,
    )
    expect(kinds[0]).toBe('reader.test-started')
    expect(kinds).toEqual(expect.arrayContaining(['create', 'processOnReader', 'cancel']))
    expect(kinds.at(-1)).toBe('reader.test-ended')
  })
})
