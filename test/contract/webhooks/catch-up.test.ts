import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { PaymentsRoom } from '../../../server/payments/payments-room.ts'
import { createServer } from '../../../server/server.ts'
import { dialects, type Postgres, startPostgres } from '../../unit/server/store/postgres.ts'
import { type Counter, openCounter } from '../payments/counter.ts'
import { deliverText, signatureOf, webhookSecret } from './signed.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

describe.each(dialects)('catching up on %s', (dialect) => {
  let postgres: Postgres | undefined
  let counter: Counter
  beforeAll(async () => {
    if (dialect === 'postgres') postgres = await startPostgres()
  })
  afterAll(async () => {
    await postgres?.stop()
  })
  afterEach(async () => {
    await counter.close()
  })

  /** A server that has looked at the list once, as every running server has. */
  const start = async (): Promise<void> => {
    const databaseUrl = await postgres?.newDatabase()
    counter = await openCounter({
      ...(databaseUrl === undefined ? {} : { databaseUrl }),
      env: { STRIPE_WEBHOOK_SECRET: webhookSecret },
    })
    await counter.jobs()
  }
  const db = () => counter.server.store.db
  const inbox = () => db().selectFrom('webhook_events').select(['event_id', 'source', 'outcome']).execute()
  const cursor = () => db().selectFrom('webhook_cursors').selectAll().executeTakeFirstOrThrow()
  const deliver = async (type: string): Promise<void> => {
    const event = (await counter.events()).find((one) => one.type === type) ?? {}
    const body = JSON.stringify(event)
    const signature = signatureOf(body, counter.server.clock.nowMs)
    expect((await deliverText(counter.server.server, body, signature)).status).toBe(200)
  }
  const logged = async (kind: string): Promise<Record<string, unknown>[]> => {
    const rows = await db().selectFrom('events').select('body').where('kind', '=', kind).execute()
    return rows.map(({ body }) => JSON.parse(body) as Record<string, unknown>)
  }

  it('takes from the list what never arrived, once, and a live event meanwhile hides nothing', async () => {
    await start()
    const sale = counter.aPayment()
    await counter.create(sale)
    await counter.process(sale.idempotencyKey)
    await counter.reader('present', { card: 'visa', bank_takes_ms: 0 })
    // Of four events one arrives, the newest.
    counter.advance(2_000)
    await deliver('terminal.reader.action_succeeded')
    counter.advance(61 * minute)
    await counter.jobs()
    const rows = await inbox()
    expect(rows.map(({ source }) => source).sort()).toEqual([
      'caught-up',
      'caught-up',
      'caught-up',
      'delivered',
    ])
    expect(new Set(rows.map(({ outcome }) => outcome))).toEqual(new Set(['processed']))
    expect(await logged('webhook.caught-up')).toMatchObject([{ taken: 3 }])
    // Late after all: known.
    for (const { type } of await counter.events()) await deliver(type)
    counter.advance(61 * minute)
    await counter.jobs()
    expect(await inbox()).toHaveLength(4)
    expect(await logged('webhook.caught-up')).toHaveLength(1)
  })

  it('asks at once when a server starts again', async () => {
    await start()
    await counter.pay(counter.aPayment())
    counter.advance(2 * minute)
    await counter.jobs()
    expect(await inbox()).toEqual([])
    const again = await createServer(counter.server.deps)
    expect((await again.start()).ok).toBe(true)
    const room = again.rooms.find((one): one is PaymentsRoom => one.name === 'payments')
    await expect
      .poll(async () => {
        await room?.jobs.runDue()
        return (await inbox()).map(({ outcome }) => outcome)
      })
      .toEqual(Array(4).fill('processed'))
    await room?.close?.()
  })

  it('asks when nothing has come for a quarter of an hour, and not before', async () => {
    await start()
    await counter.pay(counter.aPayment())
    counter.advance(10 * minute)
    await counter.jobs()
    expect(await inbox()).toEqual([])
    counter.advance(6 * minute)
    await counter.jobs()
    expect(await inbox()).toHaveLength(4)
  })

  it('keeps its place when the list cannot be read, and goes on from there', async () => {
    await start()
    await counter.pay(counter.aPayment())
    const before = await cursor()
    await counter.fault({ kind: 'error_500', method: 'GET', count: 5, path: '/v1/events' })
    counter.advance(61 * minute)
    await counter.jobs()
    expect(await inbox()).toEqual([])
    expect((await cursor()).cursor_ms).toBe(before.cursor_ms)
    await counter.clearFaults()
    counter.advance(2 * minute)
    await counter.jobs()
    expect(await inbox()).toHaveLength(4)
    expect((await cursor()).cursor_ms).toBeGreaterThan(before.cursor_ms)
  })

  it('after more than thirty days takes what there is and says plainly what there is not', async () => {
    await start()
    await counter.pay(counter.aPayment())
    counter.advance(20 * day)
    await counter.pay(counter.aPayment())
    await db().deleteFrom('webhook_events').execute()
    await db()
      .updateTable('webhook_cursors')
      .set({ cursor_ms: counter.server.clock.nowMs - 20 * day })
      .execute()
    counter.advance(15 * day)
    await counter.jobs()
    expect(await inbox()).toHaveLength(4)
    const [said] = await logged('webhook.catch-up-limit')
    expect(said?.['sentence']).toMatch(/older than thirty days/)
    expect(counter.server.logLines.join('')).toMatch(/older than thirty days/)
    // Said once: the place has moved on.
    counter.advance(61 * minute)
    await counter.jobs()
    expect(await logged('webhook.catch-up-limit')).toHaveLength(1)
  })
})
