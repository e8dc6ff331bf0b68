import { uuidv7 } from 'uuidv7'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { deviceIdSchema, registerIdSchema, storeIdSchema } from '../../../domain/ids/ids.ts'
import type { RequestDevice } from '../../../server/devices/authenticate.ts'
import { createPaymentsRoom, type PaymentsRoom } from '../../../server/payments/payments-room.ts'
import { dialects, type Postgres, startPostgres } from '../../unit/server/store/postgres.ts'
import { type Counter, openCounter, taken } from './counter.ts'

const howToAsk = { flow: 'process', tipping: null } as const

/**
 * Two rooms over one database stand for two server processes: each has its own queues, so only rows, versions and unique indexes keep them
 * from doing things twice.
 */
describe.each(dialects)('two server processes on %s', (dialect) => {
  let postgres: Postgres | undefined
  let counter: Counter
  let rooms: readonly [PaymentsRoom, PaymentsRoom]
  let device: RequestDevice

  beforeAll(async () => {
    if (dialect === 'postgres') postgres = await startPostgres()
  })
  afterAll(async () => {
    await postgres?.stop()
  })
  beforeEach(async () => {
    const databaseUrl = await postgres?.newDatabase()
    counter = await openCounter(databaseUrl === undefined ? {} : { databaseUrl })
    const { deps } = counter.server
    rooms = [createPaymentsRoom(deps), createPaymentsRoom(deps)]
    const { deviceId, store, register } = counter.till.paired
    device = {
      deviceId: deviceIdSchema.parse(deviceId),
      storeId: storeIdSchema.parse(store.id),
      registerId: registerIdSchema.parse(register.id),
    }
  })
  afterEach(async () => {
    for (const room of rooms) await room.close?.()
    await counter.close()
  })
  const roomAt = (index: number): PaymentsRoom => rooms[index % 2 === 0 ? 0 : 1]

  it('asked for one key forty times make one intent', async () => {
    const sale = counter.aPayment()
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) => roomAt(index).payments.create(device, sale, uuidv7())),
    )
    for (const answer of answers) expect(answer.ok ? null : answer.error).toBeNull()
    expect(await counter.intents()).toHaveLength(1)
  })

  it('asked for two attempts of one tender at once let one live', async () => {
    const first = counter.aPayment()
    const second = counter.aPayment({ saleId: first.saleId, attempt: 2 })
    const answers = await Promise.all([
      roomAt(0).payments.create(device, first, uuidv7()),
      roomAt(1).payments.create(device, second, uuidv7()),
    ])
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect((await counter.intents()).filter(({ status }) => status !== 'canceled')).toHaveLength(1)
  })

  it('polled and cancelled against an approval agree with the processor', async () => {
    for (let round = 0; round < 5; round += 1) {
      const sale = counter.aPayment()
      const { storeId } = device
      await roomAt(0).payments.create(device, sale, uuidv7())
      await roomAt(1).payments.process(storeId, sale.idempotencyKey, counter.readerId, howToAsk)
      await Promise.allSettled([
        roomAt(0).payments.cancel(storeId, sale.idempotencyKey),
        counter.reader('present', { card: 'visa', bank_takes_ms: 0 }),
        roomAt(1).payments.refresh(storeId, sale.idempotencyKey),
        roomAt(0).payments.refresh(storeId, sale.idempotencyKey),
        roomAt(1).payments.cancel(storeId, sale.idempotencyKey),
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

  it('handed two payments for one reader give it to one of them', async () => {
    const sales = [counter.aPayment(), counter.aPayment()]
    for (const sale of sales) await roomAt(0).payments.create(device, sale, uuidv7())
    const answers = await Promise.all(
      sales.map((sale, index) =>
        roomAt(index).payments.process(device.storeId, sale.idempotencyKey, counter.readerId, howToAsk),
      ),
    )
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ error: { code: 'reader_busy' } })
  })

  it('refund from both sides never more than was captured', async () => {
    const paid = await counter.pay(counter.aPayment({ amountMinor: 2500 }))
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        roomAt(index).refunds.create(
          device,
          {
            idempotencyKey: `ref-${uuidv7()}`,
            paymentKey: paid.idempotencyKey,
            amountMinor: 400,
            reason: 'requested_by_customer',
          },
          uuidv7(),
        ),
      ),
    )
    expect(answers.filter(({ ok }) => ok)).toHaveLength(6)
    expect((await counter.refunds()).reduce((total, { amount }) => total + amount, 0)).toBe(2400)
    expect(await counter.server.store.db.selectFrom('refunds').select('key').execute()).toHaveLength(6)
  })

  it('asked for one refund of everything from both sides make it once', async () => {
    const paid = await counter.pay(counter.aPayment({ amountMinor: 2500 }))
    const body = {
      idempotencyKey: `ref-${uuidv7()}`,
      paymentKey: paid.idempotencyKey,
      amountMinor: 2500,
      reason: 'requested_by_customer',
    } as const
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => roomAt(index).refunds.create(device, body, uuidv7())),
    )
    for (const answer of answers) expect(answer.ok ? null : answer.error).toBeNull()
    expect(await counter.refunds()).toMatchObject([{ amount: 2500 }])
  })

  it('number the events of a store without gaps', async () => {
    await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        roomAt(index).payments.create(device, counter.aPayment(), uuidv7()),
      ),
    )
    const rows = await counter.server.store.db
      .selectFrom('events')
      .select('seq')
      .where('store_id', '=', device.storeId)
      .orderBy('seq')
      .execute()
    expect(rows.length).toBeGreaterThanOrEqual(30)
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 1))
  })
})

describe('capture later', () => {
  let counter: Counter
  beforeEach(async () => {
    counter = await openCounter()
  })
  afterEach(async () => {
    await counter.close()
  })

  it('authorises first, captures once whatever is lost, and refunds only what was captured', async () => {
    const room = createPaymentsRoom(counter.server.deps, { capture: 'manual' })
    const { store, register, deviceId } = counter.till.paired
    const device = { deviceId, storeId: store.id, registerId: register.id }
    const sale = counter.aPayment()
    const { idempotencyKey: key } = sale
    await room.payments.create(device, sale, uuidv7())
    await room.payments.process(store.id, key, counter.readerId, howToAsk)
    expect(await room.payments.capture(store.id, key)).toMatchObject({
      error: { code: 'payment_in_progress' },
    })
    await counter.reader('present', { card: 'visa', bank_takes_ms: 0 })
    expect(await counter.read(key)).toMatchObject({ state: 'approved', capturedMinor: 0 })
    expect((await counter.refund(key, 100)).status).toBe(422)

    await counter.fault({ kind: 'drop', when: 'after', path: '/capture' })
    await Promise.all([room.payments.capture(store.id, key), room.payments.capture(store.id, key)])
    const again = await counter.till.request('POST', `/v1/payments/${key}/capture`)
    expect(again.body).toMatchObject({ payment: { state: 'approved', capturedMinor: 2500 } })
    expect(taken(await counter.charges())).toMatchObject([{ amount: 2500, captured: true }])
    await room.close?.()
  })
})
