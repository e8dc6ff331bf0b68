import { expect, onTestFinished } from 'vitest'
import { type Counter, openCounter, paymentOf, refundOf, taken } from '../payments/counter.ts'
import { permutations, seededRandom, withCopies } from './orders.ts'
import { imageOf, openReel } from './reel.ts'
import { webhookSecret } from './signed.ts'

/**
 * I10: the six events that a card sale with a refund really produces, in all 720 orders, each one, two and three times, from the same database: one end
 * state, byte for byte, in every table but the event log.
 */

type Recording = { readonly image: Buffer; readonly bodies: readonly string[]; readonly key: string }

export type Record = (counter: Counter) => Promise<Recording>

const sixTypes = [
  'charge.refunded',
  'charge.succeeded',
  'payment_intent.created',
  'payment_intent.succeeded',
  'refund.created',
  'terminal.reader.action_succeeded',
]

async function recorded(counter: Counter, image: Buffer, key: string): Promise<Recording> {
  const events = await counter.events()
  expect(events.map(({ type }) => type).sort()).toEqual(sixTypes)
  return { image, key, bodies: events.map((event) => JSON.stringify(event)) }
}

/** The till died with the reader asking, and the refund was made in the processor's dashboard: all the server ever hears is by webhook. */
export async function nobodyAsked(counter: Counter): Promise<Recording> {
  const sale = counter.aPayment()
  paymentOf(await counter.create(sale))
  const { processorPaymentId } = paymentOf(await counter.process(sale.idempotencyKey))
  const image = imageOf(counter)
  await counter.reader('present', { card: 'visa', bank_takes_ms: 0 })
  const made = await fetch(`${counter.stripe.url()}/v1/refunds`, {
    method: 'POST',
    headers: {
      authorization: 'Bearer sk_test_dashboard',
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: `payment_intent=${processorPaymentId ?? ''}&amount=700`,
  })
  expect(made.status).toBe(200)
  return recorded(counter, image, sale.idempotencyKey)
}

/** The sale is known; the answer of its refund was lost, so that the refund is unknown until somebody tells. */
export async function refundUnanswered(counter: Counter): Promise<Recording> {
  const sale = counter.aPayment()
  await counter.pay(sale)
  await counter.fault({ kind: 'drop', when: 'after', path: '/v1/refunds' })
  await counter.fault({ kind: 'drop', when: 'before', count: 50, path: '/v1/refunds' })
  const refund = refundOf(await counter.refund(sale.idempotencyKey, 700))
  expect(refund.state).toBe('unknown')
  const image = imageOf(counter)
  await counter.clearFaults()
  return recorded(counter, image, sale.idempotencyKey)
}

/** Feeds a recording's events in all 720 orders, so many of each, each from the same image, and holds all ends to one, the right one. */
export async function feedEveryOrder(record: Record, copies: number): Promise<void> {
  const counter = await openCounter({
    env: { STRIPE_WEBHOOK_SECRET: webhookSecret, CASHWRAP_RATE_LIMIT: '10000000' },
  })
  onTestFinished(() => counter.close())
  const { image, bodies, key } = await record(counter)
  const reel = await openReel(counter, image)
  onTestFinished(() => reel.close())
  const before = reel.state()

  const ends = new Map<string, string>()
  let runs = 0
  for (const [index, order] of permutations(bodies).entries()) {
    reel.rewind()
    if (index % 60 === 0) expect(reel.state()).toBe(before)
    const random = seededRandom(index * 3 + copies)
    // Processed one by one, all at the end, or whenever it happens to be.
    const chance = [1, 0, 0.5, 0.25][index % 4] ?? 0
    for (const body of withCopies(order, copies, random)) {
      await reel.deliver(body)
      if (random() < chance) await reel.runJobs()
    }
    await reel.runJobs()
    const state = reel.state()
    if (!ends.has(state)) ends.set(state, `order ${index}`)
    runs += 1
  }
  expect(runs).toBe(720)
  expect([...ends.values()]).toEqual(['order 0'])
  const [end = ''] = [...ends.keys()]
  expect(end).not.toBe(before)
  expect(end).not.toMatch(/"(unknown|processing|requested)"/)
  expect(end).toMatch(new RegExp(`"${key}".*"approved",2500,700,`))
  expect(end.match(/"processed",null\]/g)).toHaveLength(6)
  expect(taken(await counter.charges())).toHaveLength(1)
  expect((await counter.refunds()).map(({ amount }) => amount)).toEqual([700])
}
