import { tmpdir } from 'node:os'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ExceptionRow } from '../../../domain/protocol/exceptions.ts'
import { readConfig } from '../../../server/config.ts'
import { actOnException } from '../../../server/exceptions/act-on-exception.ts'
import { isLost } from '../../../server/payments/is-lost.ts'
import { createPaymentsRoom, type PaymentsRoom } from '../../../server/payments/payments-room.ts'
import { adminToken } from '../../unit/server/http/test-server.ts'
import { type Counter, openCounter } from './counter.ts'

/** The shop's server, its database as it was, and a processor's world in which nothing of it ever happened. */
let counter: Counter
let emptied: Counter
let room: PaymentsRoom
let storeId: string
beforeEach(async () => {
  counter = await openCounter()
  emptied = await openCounter()
  storeId = counter.till.paired.store.id
  const config = readConfig({
    CASHWRAP_ADMIN_TOKEN: adminToken,
    CASHWRAP_SERVER_DATA: tmpdir(),
    STRIPE_API_BASE: emptied.stripeUrl,
  })
  if (!config.ok) throw new Error(config.error.message)
  room = createPaymentsRoom({ ...counter.server.deps, config: config.value })
})
afterEach(async () => {
  await room.close?.()
  await counter.close()
  await emptied.close()
})

/** A customer is being asked for the card when the processor forgets everything. */
async function lostPayment(): Promise<string> {
  const sale = counter.aPayment()
  await counter.create(sale)
  await counter.process(sale.idempotencyKey)
  const seen = await room.payments.refresh(storeId, sale.idempotencyKey)
  expect(seen).toMatchObject({ ok: true, value: { state: 'unknown' } })
  return sale.idempotencyKey
}

async function exceptions(state = 'open'): Promise<ExceptionRow[]> {
  const { body } = await counter.server.admin('GET', `/v1/backoffice/exceptions?state=${state}`)
  return (body as { exceptions: ExceptionRow[] }).exceptions
}

const said = { note: 'The dashboard of the bank shows it.', by: 'Mira' }

async function say(act: { action: 'not-charged' } | { action: 'charged'; processorPaymentId: string }) {
  const [exception] = await exceptions()
  if (exception === undefined) throw new Error('nothing waits for a person')
  return actOnException(counter.server.deps, room.exceptionActions, storeId, exception.exceptionId, {
    ...act,
    ...said,
  })
}

describe('a payment the processor no longer knows', () => {
  it('is unknown, goes before a person once however often it is asked for, and never ends by itself', async () => {
    const key = await lostPayment()
    const before = (await counter.trace(key)).length
    for (let looks = 0; looks < 5; looks += 1) await room.payments.refresh(storeId, key)
    expect(await room.payments.cancel(storeId, key)).toMatchObject({ value: { state: 'unknown' } })
    counter.server.clock.nowMs += 400 * 86_400_000
    expect(await room.payments.refresh(storeId, key)).toMatchObject({ value: { state: 'unknown' } })
    expect(await exceptions()).toMatchObject([
      { kind: 'payment.lost', subject: key, amountMinor: 2500, actions: ['not-charged', 'charged'] },
    ])
    const kinds = (await counter.trace(key)).slice(before).map(({ kind }) => kind)
    expect(kinds).not.toContain('exception.raised')
    expect(await isLost(counter.server.store.db, { store_id: storeId, key })).toBe(true)
  })

  it('cannot be waved through without saying what happened', async () => {
    await lostPayment()
    const [exception] = await exceptions()
    const answer = await counter.server.admin(
      'POST',
      `/v1/backoffice/exceptions/${exception?.exceptionId ?? ''}/act`,
      { action: 'resolve', ...said },
    )
    expect(answer.status).toBe(400)
  })

  it('that was not charged ends voided on a person’s word, and the till learns it by its ordinary read', async () => {
    const key = await lostPayment()
    expect(await say({ action: 'not-charged' })).toMatchObject({ value: { resolution: 'not charged' } })
    expect(await room.payments.refresh(storeId, key)).toMatchObject({ value: { state: 'voided' } })
    expect(await counter.read(key)).toMatchObject({ state: 'voided', capturedMinor: 0 })
    expect(await isLost(counter.server.store.db, { store_id: storeId, key })).toBe(false)
    expect(await exceptions()).toEqual([])
    expect(await exceptions('resolved')).toMatchObject([{ note: said.note, resolvedBy: 'Mira' }])
    const acted = (await counter.trace(key)).find(({ kind }) => kind === 'exception.acted')
    expect(acted?.body).toMatchObject({ action: 'not-charged', ...said })
  })

  it('that was charged ends approved with the charge the person names', async () => {
    const key = await lostPayment()
    expect(await say({ action: 'charged', processorPaymentId: 'pi_in_another_account' })).toMatchObject({
      value: { resolution: 'charged' },
    })
    expect(await counter.read(key)).toMatchObject({
      state: 'approved',
      capturedMinor: 2500,
      processorPaymentId: 'pi_in_another_account',
    })
  })

  it('is not settled with a charge of another amount, or of another payment', async () => {
    const key = await lostPayment()
    const other = emptied.aPayment({ amountMinor: 999 })
    const paid = await emptied.pay(other)
    const wrong = await say({ action: 'charged', processorPaymentId: paid.processorPaymentId ?? '' })
    expect(wrong).toMatchObject({ ok: false, error: { code: 'invalid_input' } })
    expect(await exceptions()).toHaveLength(1)
    expect(await room.payments.refresh(storeId, key)).toMatchObject({ value: { state: 'unknown' } })
  })

  it('is not settled while the processor cannot be asked', async () => {
    await lostPayment()
    await emptied.fault({ kind: 'error_500', when: 'before', count: 50, path: '/v1/payment_intents' })
    expect(await say({ action: 'not-charged' })).toMatchObject({
      ok: false,
      error: { code: 'processor_unavailable' },
    })
    expect(await exceptions()).toHaveLength(1)
  })

  it('that the processor knows again takes the processor’s word, not the person’s', async () => {
    const key = await lostPayment()
    await counter.reader('present', { card: 'visa', bank_takes_ms: 0 })
    // The server's own room asks the world in which it did happen.
    expect(await counter.read(key)).toMatchObject({ state: 'approved' })
    expect(await exceptions()).toEqual([])
    expect(await exceptions('resolved')).toMatchObject([
      { resolvedBy: 'cashwrap', resolution: 'found again: approved' },
    ])
  })
})
