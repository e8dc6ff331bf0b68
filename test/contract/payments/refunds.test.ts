import { uuidv7 } from 'uuidv7'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Payment } from '../../../domain/protocol/server-api.ts'
import { errorOf } from '../../unit/server/http/test-server.ts'
import { type Counter, type Fault, openCounter, refundOf } from './counter.ts'

let counter: Counter
let paid: Payment
beforeEach(async () => {
  counter = await openCounter()
  paid = await counter.pay(counter.aPayment({ amountMinor: 2500 }))
})
afterEach(async () => {
  await counter.close()
})

const sum = (amounts: readonly { readonly amount: number }[]): number =>
  amounts.reduce((total, { amount }) => total + amount, 0)

describe('a refund', () => {
  it('sends the money back once, however often it is asked for under its key', async () => {
    const key = `ref-${uuidv7()}`
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => counter.refund(paid.idempotencyKey, 1000, key)),
    )
    expect(new Set(answers.map((answer) => refundOf(answer).processorRefundId)).size).toBe(1)
    expect(await counter.refunds()).toMatchObject([{ amount: 1000, status: 'succeeded' }])
    const again = await counter.till.request('GET', `/v1/refunds/${key}`)
    expect(refundOf(again)).toMatchObject({ state: 'succeeded', amountMinor: 1000 })
  })

  it('with the same key and another amount is refused', async () => {
    const key = `ref-${uuidv7()}`
    await counter.refund(paid.idempotencyKey, 1000, key)
    expect(errorOf(await counter.refund(paid.idempotencyKey, 999, key))).toBe('409 idempotency_conflict')
    expect(sum(await counter.refunds())).toBe(1000)
  })

  it('by a hundred tills at once never sends back more than was captured', async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => counter.refund(paid.idempotencyKey, 400)),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(6)
    expect(answers.filter((answer) => errorOf(answer) === '422 amount_too_large')).toHaveLength(94)
    expect(sum(await counter.refunds())).toBe(2400)
    // The cap is this server's own: those that were too many were never reserved, nor sent for the processor to refuse.
    const reserved = await counter.server.store.db.selectFrom('refunds').select('state').execute()
    expect(reserved).toEqual(Array.from({ length: 6 }, () => ({ state: 'succeeded' })))
    const left = await counter.refund(paid.idempotencyKey, 101)
    expect(left.body).toMatchObject({ error: { details: { refundableMinor: 100 } } })
  })

  it('counts what was refunded past this server', async () => {
    const url = `${counter.stripe.url()}/v1/refunds`
    await fetch(url, {
      method: 'POST',
      headers: {
        authorization: 'Bearer sk_test_dashboard',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: `payment_intent=${paid.processorPaymentId ?? ''}&amount=2000`,
    })
    expect(errorOf(await counter.refund(paid.idempotencyKey, 1000))).toBe('422 amount_too_large')
    expect(sum(await counter.refunds())).toBe(2000)
  })

  it.each<Fault>([
    { kind: 'drop', when: 'before' },
    { kind: 'drop', when: 'after' },
    { kind: 'error_500', when: 'after' },
    { kind: 'lock_timeout' },
  ])('whose answer is lost ($kind $when) is made once', async (fault) => {
    await counter.fault({ ...fault, method: 'POST', path: '/v1/refunds' })
    const key = `ref-${uuidv7()}`
    expect(refundOf(await counter.refund(paid.idempotencyKey, 1000, key))).toMatchObject({
      state: 'succeeded',
    })
    expect(await counter.refunds()).toMatchObject([{ amount: 1000 }])
  })

  it('that stays without an answer keeps its reserve, and the janitor finishes it', async () => {
    await counter.fault({ kind: 'drop', when: 'before', count: 50, path: '/v1/refunds' })
    const key = `ref-${uuidv7()}`
    expect(refundOf(await counter.refund(paid.idempotencyKey, 2000, key))).toMatchObject({ state: 'unknown' })
    expect(errorOf(await counter.refund(paid.idempotencyKey, 1000))).toBe('422 amount_too_large')
    await counter.clearFaults()
    counter.advance(6_000)
    await counter.jobs()
    expect(await counter.refunds()).toMatchObject([{ amount: 2000, status: 'succeeded' }])
  })

  it('that fails after it had succeeded is noticed without a webhook, frees its reserve and goes before a person', async () => {
    const sale = counter.aPayment()
    await counter.pay(sale, 'refund_fails')
    const key = `ref-${uuidv7()}`
    expect(refundOf(await counter.refund(sale.idempotencyKey, 2500, key)).state).toBe('succeeded')
    counter.advance(60_000)
    await expect
      .poll(async () => (await counter.refunds()).some(({ status }) => status === 'failed'), {
        timeout: 10_000,
      })
      .toBe(true)
    await counter.jobs()
    expect(errorOf(await counter.refund(sale.idempotencyKey, 100))).toBe('422 amount_too_large')
    counter.advance(24 * 3_600_000)
    await counter.jobs()
    const { body } = await counter.server.admin('GET', '/v1/backoffice/exceptions?kind=refund.failed')
    expect(body).toMatchObject({
      exceptions: [
        {
          subject: key,
          amountMinor: 2500,
          paymentKey: sale.idempotencyKey,
          details: { finding: 'failed-late' },
        },
      ],
    })
    expect(refundOf(await counter.refund(sale.idempotencyKey, 100)).state).toBe('succeeded')
  })

  it('of a payment that is not paid, unknown or not there is refused', async () => {
    const open = counter.aPayment()
    await counter.create(open)
    expect(errorOf(await counter.refund(open.idempotencyKey, 100))).toBe('409 payment_in_progress')
    expect(errorOf(await counter.refund('pay-unknown', 100))).toBe('404 payment_not_found')
    expect(await counter.refunds()).toEqual([])
  })
})
