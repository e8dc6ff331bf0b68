import { uuidv7 } from 'uuidv7'
import { afterEach, describe, expect, it } from 'vitest'
import { type Counter, openCounter, paymentOf, taken } from '../payments/counter.ts'
import { seededRandom } from './orders.ts'
import { deliverText, signatureOf, webhookSecret } from './signed.ts'

/**
 * Webhooks that come whenever they like, doubled or not, while the till goes on with its own calls: create, reader, card, polls, refund, cancel. However
 * they fall, in the end the server says what the processor's books say, and says it once.
 */

let counter: Counter
afterEach(async () => {
  await counter.close()
})

const dueAt = (random: () => number, step: number): number => step + Math.floor(random() ** 2 * 12)

/** Everything that is waiting to be delivered, each at a step of its own. */
function postOffice(random: () => number) {
  const known = new Set<string>()
  let waiting: { body: string; step: number }[] = []
  return {
    collect: async (step: number): Promise<void> => {
      for (const event of await counter.events()) {
        if (known.has(event.id)) continue
        known.add(event.id)
        const copies = 1 + Math.floor(random() * 3)
        for (let copy = 0; copy < copies; copy += 1)
          waiting.push({ body: JSON.stringify(event), step: dueAt(random, step) })
      }
    },
    deliverUntil: async (step: number): Promise<void> => {
      const due = waiting.filter((one) => one.step <= step)
      waiting = waiting.filter((one) => one.step > step)
      due.sort(() => random() - 0.5)
      for (const { body } of due) {
        const signature = signatureOf(body, counter.server.clock.nowMs)
        expect((await deliverText(counter.server.server, body, signature)).status).toBe(200)
        if (random() < 0.4) await counter.jobs()
      }
    },
    count: () => known.size,
  }
}

const seeds = Array.from({ length: 12 }, (_, index) => index + 1)

describe('webhooks with delays of their own, among the till’s calls', () => {
  it.each(seeds)('end where the processor is: seed %i', async (seed) => {
    counter = await openCounter({ env: { STRIPE_WEBHOOK_SECRET: webhookSecret } })
    const random = seededRandom(seed)
    const post = postOffice(random)
    const sale = counter.aPayment()
    const key = sale.idempotencyKey
    const refundKey = `ref-${uuidv7()}`
    const card = ['visa', 'visa', 'visa', 'insufficient_funds'][Math.floor(random() * 4)] ?? 'visa'
    const lostAnswers = random() < 0.3

    const acts: (() => Promise<unknown>)[] = [
      async () => {
        if (lostAnswers) await counter.fault({ kind: 'drop', when: 'after', path: '/v1/payment_intents' })
        await counter.create(sale)
      },
      () => counter.process(key),
      () => counter.reader('present', { card, bank_takes_ms: 0 }),
      async () => random() < 0.5 && counter.read(key),
      async () => random() < 0.3 && counter.cancel(key),
      () => counter.refund(key, 700, refundKey),
      async () => {
        counter.advance(10_000)
        await counter.jobs()
      },
    ]
    let step = 0
    for (const act of acts) {
      // Sometimes the post comes in the very middle of a call.
      await Promise.all([act(), random() < 0.5 ? post.deliverUntil(step) : null])
      await post.collect(step)
      await post.deliverUntil(step)
      step += 1 + Math.floor(random() * 3)
    }
    await post.collect(step)
    await post.deliverUntil(Number.POSITIVE_INFINITY)
    counter.advance(3_600_000)
    await counter.jobs()

    const charges = taken(await counter.charges())
    const refunded = (await counter.refunds()).reduce((total, { amount }) => total + amount, 0)
    const end = await counter.read(key)
    expect(await counter.intents()).toHaveLength(1)
    expect(charges.length).toBeLessThanOrEqual(1)
    if (charges.length === 1)
      expect(end).toMatchObject({ state: 'approved', capturedMinor: 2500, refundedMinor: refunded })
    else expect(['declined', 'voided']).toContain(end.state)
    expect(paymentOf(await counter.till.request('GET', `/v1/payments/${key}`))).toEqual(end)
    const moves = (await counter.trace(key)).filter(({ kind }) => kind === 'payment.moved')
    expect(moves.filter(({ body }) => body.to === end.state)).toHaveLength(1)
    const inbox = await counter.server.store.db
      .selectFrom('webhook_events')
      .select(['outcome', 'source'])
      .execute()
    expect(inbox).toHaveLength(post.count())
    expect(new Set(inbox.map(({ outcome }) => outcome))).toEqual(new Set(['processed']))
  })
})
