import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CreatePayment } from '../../../domain/protocol/server-api.ts'
import { clientSecretResponseSchema } from '../../../domain/protocol/terminal.ts'
import { errorOf } from '../../unit/server/http/test-server.ts'
import { type Counter, openCounter, taken } from './counter.ts'

let counter: Counter
beforeEach(async () => {
  counter = await openCounter()
})
afterEach(async () => {
  await counter.close()
})

const askForSecret = (key: string) =>
  counter.till.request('POST', `/v1/payments/${key}/client-secret`, { readerId: counter.readerId })

async function handed(sale: CreatePayment) {
  await counter.create(sale)
  const answer = await askForSecret(sale.idempotencyKey)
  expect(answer.status).toBe(200)
  return clientSecretResponseSchema.parse(answer.body)
}

/** What the SDK does to the reader, as the processor sees it: nothing of it goes through our server. */
async function bySdk(command: string, paymentId: string): Promise<void> {
  const response = await fetch(`${counter.stripeUrl}/v1/terminal/readers/${counter.readerId}/${command}`, {
    method: 'POST',
    headers: { authorization: 'Bearer sk_test_sdk', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ payment_intent: paymentId }),
  })
  expect(response.status, await response.text()).toBe(200)
}
async function collectedBySdk(paymentId: string, card = 'visa'): Promise<void> {
  await bySdk('collect_payment_method', paymentId)
  await counter.reader('present', { card, bank_takes_ms: 0 })
}

describe('a payment that a reader SDK collects', () => {
  it('is approved by reading it back, though no reader ever held it for the server', async () => {
    const sale = counter.aPayment()
    const { paymentId } = await handed(sale)
    expect(await counter.read(sale.idempotencyKey)).toMatchObject({ state: 'created' })
    await collectedBySdk(paymentId)
    expect(await counter.read(sale.idempotencyKey)).toMatchObject({ state: 'created' })
    await bySdk('confirm_payment_intent', paymentId)
    expect(await counter.read(sale.idempotencyKey)).toMatchObject({
      state: 'approved',
      capturedMinor: sale.amountMinor,
      processorPaymentId: paymentId,
    })
    expect(taken(await counter.charges())).toHaveLength(1)
  })

  it('is declined for good when the card is, and the next attempt is paid once', async () => {
    const sale = counter.aPayment()
    const { paymentId } = await handed(sale)
    await collectedBySdk(paymentId, 'visa_declined')
    await bySdk('confirm_payment_intent', paymentId)
    expect(await counter.read(sale.idempotencyKey)).toMatchObject({ state: 'declined' })
    const second = counter.aPayment({ saleId: sale.saleId, attempt: 2 })
    const again = await handed(second)
    expect(again.paymentId).not.toBe(paymentId)
    await collectedBySdk(again.paymentId)
    await bySdk('confirm_payment_intent', again.paymentId)
    expect(await counter.read(second.idempotencyKey)).toMatchObject({ state: 'approved' })
    expect(taken(await counter.charges())).toHaveLength(1)
  })

  it('is voided by a cancellation, and a page that goes on with the secret charges nothing', async () => {
    const sale = counter.aPayment()
    const { paymentId } = await handed(sale)
    await collectedBySdk(paymentId)
    expect(await counter.cancel(sale.idempotencyKey)).toMatchObject({ state: 'voided' })
    await expect(bySdk('confirm_payment_intent', paymentId)).rejects.toThrow()
    expect(taken(await counter.charges())).toEqual([])
    expect(errorOf(await askForSecret(sale.idempotencyKey))).toBe('409 payment_in_progress')
  })

  it('is approved by a cancellation that came too late', async () => {
    const sale = counter.aPayment()
    const { paymentId } = await handed(sale)
    await collectedBySdk(paymentId)
    await bySdk('confirm_payment_intent', paymentId)
    expect(await counter.cancel(sale.idempotencyKey)).toMatchObject({ state: 'approved' })
  })

  it('is unknown, not untouched, while the processor cannot be read: the page may have charged it', async () => {
    const sale = counter.aPayment()
    const { paymentId } = await handed(sale)
    await collectedBySdk(paymentId)
    await bySdk('confirm_payment_intent', paymentId)
    await counter.fault({ kind: 'error_500', method: 'GET', path: '/v1/payment_intents', count: 50 })
    expect(await counter.read(sale.idempotencyKey)).toMatchObject({ state: 'unknown' })
    await counter.clearFaults()
    expect(await counter.read(sale.idempotencyKey)).toMatchObject({ state: 'approved' })
  })

  it('gives the same secret again for the same intent, and none for a payment that is on a reader or over', async () => {
    const sale = counter.aPayment()
    const first = await handed(sale)
    expect(clientSecretResponseSchema.parse((await askForSecret(sale.idempotencyKey)).body)).toEqual(first)
    const other = counter.aPayment()
    await counter.create(other)
    await counter.process(other.idempotencyKey)
    expect(errorOf(await askForSecret(other.idempotencyKey))).toBe('409 payment_in_progress')
    expect(errorOf(await askForSecret('pay-nobody-knows'))).toBe('404 payment_not_found')
    expect(await counter.intents()).toHaveLength(2)
  })

  it('has a secret that is in no table and in no log line, whatever became of the payment', async () => {
    const sale = counter.aPayment()
    const { paymentId, clientSecret } = await handed(sale)
    await collectedBySdk(paymentId)
    await bySdk('confirm_payment_intent', paymentId)
    await counter.read(sale.idempotencyKey)
    await counter.jobs()
    const { db } = counter.server.store
    const tables = await db.introspection.getTables()
    expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining(['events', 'payments', 'jobs']))
    for (const { name } of tables) {
      const { rows } = await sql`SELECT * FROM ${sql.table(name)}`.execute(db)
      expect(JSON.stringify(rows), name).not.toContain(clientSecret)
    }
    expect(counter.server.logLines.join('')).not.toContain(clientSecret)
    // The search itself can find: the intent's id is there.
    const { rows } = await sql`SELECT * FROM events`.execute(db)
    expect(JSON.stringify(rows)).toContain(paymentId)
    expect((await counter.trace(sale.idempotencyKey)).map(({ kind }) => kind)).toContain('payment.moved')
  })
})
