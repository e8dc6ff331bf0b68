import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createPaymentsRoom, type PaymentsRoom } from '../../../server/payments/payments-room.ts'
import type { ProcessorTransport } from '../../../server/processors/transport.ts'
import { dialects, type Postgres, startPostgres } from '../../unit/server/store/postgres.ts'
import { type Counter, openCounter } from '../payments/counter.ts'
import { inProcess } from './reel.ts'
import { deliverText, signatureOf, webhookSecret } from './signed.ts'

/** Two rooms over one database stand for two server processes that work off the same inbox. */
describe.each(dialects)('events of one object on %s', (dialect) => {
  let postgres: Postgres | undefined
  let counter: Counter
  let rooms: PaymentsRoom[]
  /** Reads of each intent under way now, at most at once, and in all. */
  let now: Map<string, number>
  let most: Map<string, number>
  let reads: Map<string, number>

  const watched =
    (inner: ProcessorTransport): ProcessorTransport =>
    async (request) => {
      const id = /^\/v1\/payment_intents\/(pi_\w+)/.exec(request.path)?.[1]
      if (id === undefined) return inner(request)
      const running = (now.get(id) ?? 0) + 1
      now.set(id, running)
      most.set(id, Math.max(most.get(id) ?? 0, running))
      reads.set(id, (reads.get(id) ?? 0) + 1)
      await pause(5)
      const answer = await inner(request)
      now.set(id, (now.get(id) ?? 0) - 1)
      return answer
    }

  beforeAll(async () => {
    if (dialect === 'postgres') postgres = await startPostgres()
  })
  afterAll(async () => {
    await postgres?.stop()
  })
  beforeEach(async () => {
    const databaseUrl = await postgres?.newDatabase()
    counter = await openCounter({
      ...(databaseUrl === undefined ? {} : { databaseUrl }),
      env: { STRIPE_WEBHOOK_SECRET: webhookSecret },
    })
    now = new Map()
    most = new Map()
    reads = new Map()
    const deps = { ...counter.server.deps, transport: watched(inProcess(counter.stripe)) }
    rooms = [createPaymentsRoom(deps), createPaymentsRoom(deps)]
    // Only the two work: the first server takes webhooks and leaves them.
    const first = counter.server.server.rooms.find((one): one is PaymentsRoom => one.name === 'payments')
    await first?.jobs.close()
  })
  afterEach(async () => {
    for (const room of rooms) await room.close?.()
    await counter.close()
  })

  const bodies = async (): Promise<string[]> => {
    await counter.pay(counter.aPayment())
    await counter.pay(counter.aPayment())
    return (await counter.events()).map((event) => JSON.stringify(event))
  }
  const deliver = async (body: string): Promise<void> => {
    const signature = signatureOf(body, counter.server.clock.nowMs)
    expect((await deliverText(counter.server.server, body, signature)).status).toBe(200)
  }
  const outcomes = async () => {
    const rows = await counter.server.store.db.selectFrom('webhook_events').select('outcome').execute()
    return rows.map(({ outcome }) => outcome)
  }

  it('are dealt with one after the other by two processes, and none is left over', async () => {
    const events = await bodies()
    const copies = events.flatMap((body, index) =>
      [0, 1, 2].map((copy) => JSON.stringify({ ...JSON.parse(body), id: `evt_${index}_${copy}` })),
    )
    await Promise.all(
      copies.map(async (body, index) => {
        await pause(index * 2)
        await deliver(body)
        await Promise.all(rooms.map((room) => room.jobs.runDue()))
      }),
    )
    for (const room of rooms) await room.jobs.runDue()
    expect(await outcomes()).toEqual(copies.map(() => 'processed'))
    expect([...most.values()]).toEqual([1, 1])
  })

  it('that have piled up are read back once', async () => {
    for (const body of await bodies()) await deliver(body)
    await Promise.all(rooms.map((room) => room.jobs.runDue()))
    expect(await outcomes()).toEqual(Array(8).fill('processed'))
    expect([...reads.values()]).toEqual([1, 1])
  })
})
