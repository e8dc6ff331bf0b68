import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  eventsResponseSchema,
  type TraceResponse,
  traceResponseSchema,
} from '../../../domain/protocol/events.ts'
import type { Payment } from '../../../domain/protocol/server-api.ts'
import { verifyEventChain } from '../../../server/events/verify-event-chain.ts'
import { errorOf } from '../../unit/server/http/test-server.ts'
import { type Counter, openCounter, refundOf } from '../payments/counter.ts'

let counter: Counter
let paid: Payment
let declined: Payment
let refundKey: string
let refundId: string
beforeAll(async () => {
  counter = await openCounter()
  const sale = counter.aPayment({ amountMinor: 1250 })
  paid = await counter.pay(sale)
  counter.advance(65_000)
  const refund = refundOf(await counter.refund(paid.idempotencyKey, 400))
  refundKey = refund.idempotencyKey
  refundId = refund.processorRefundId ?? ''
  declined = await counter.pay(counter.aPayment({ amountMinor: 990 }), 'lost_card')
})
afterAll(() => counter.close())

const events = async (query: string) => {
  const answer = await counter.server.admin('GET', `/v1/events?${query}`)
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
  return eventsResponseSchema.parse(answer.body)
}
const trace = async (find: string): Promise<TraceResponse> =>
  traceResponseSchema.parse(
    (await counter.server.admin('GET', `/v1/trace?find=${encodeURIComponent(find)}`)).body,
  )

describe('the event log of a sale', () => {
  it('holds every call with its key, objects, time, attempt and outcome, and every move', async () => {
    const { events: rows } = await events(`key=${paid.idempotencyKey}&limit=200`)
    const calls = rows.filter(({ kind }) => kind === 'processor.called').toReversed()
    const verbs = calls.map(({ bodyText }) => (JSON.parse(bodyText) as { verb: string }).verb)
    expect(verbs).toEqual(expect.arrayContaining(['create', 'processOnReader', 'retrieve', 'refund']))
    for (const call of calls) {
      const body = JSON.parse(call.bodyText) as Record<string, unknown>
      expect(call).toMatchObject({ outcome: 'done', attempt: 1, saleId: paid.saleId })
      expect(call.latencyMs).toBeGreaterThanOrEqual(0)
      expect(call.processorIds.length).toBeGreaterThan(0)
      expect(body).toMatchObject({ asked: expect.anything(), answered: expect.anything(), replayed: false })
    }
    const moves = rows.filter(({ kind }) => kind === 'payment.moved').toReversed()
    expect(moves.map(({ outcome }) => outcome)).toEqual(['created', 'processing', 'approved'])
    expect(moves.at(-1)).toMatchObject({ amountMinor: 1250, last4: '4242' })
    const asked = rows.find(({ kind }) => kind === 'payment.requested')
    expect(asked?.actor).toBe(`device:${counter.till.paired.deviceId}`)
  })

  it('is found by whatever a customer or a bank may name', async () => {
    const charges = await counter.charges()
    const charge = charges.find(({ payment_intent }) => payment_intent === paid.processorPaymentId)
    const finds = [
      paid.saleId,
      paid.idempotencyKey,
      `${paid.idempotencyKey}:process:1`,
      paid.processorPaymentId ?? '',
      charge?.id ?? '',
      refundId,
      refundKey,
      '12.50',
      `12,50 ${paid.currency}`,
    ]
    for (const find of finds) {
      const { matches, story } = await trace(find)
      expect([find, matches.map(({ saleId }) => saleId)]).toEqual([find, [paid.saleId]])
      expect(story?.length).toBeGreaterThan(8)
      const page = await events(`find=${encodeURIComponent(find)}&limit=3`)
      expect(page.events.length).toBeGreaterThan(0)
    }
    expect((await trace('4242')).matches.map(({ saleId }) => saleId)).toEqual([paid.saleId])
    // The reader had both.
    expect((await trace(counter.readerId)).matches.map(({ saleId }) => saleId)).toEqual([
      declined.saleId,
      paid.saleId,
    ])
    expect(await trace('pi_nothing')).toMatchObject({ matches: [], story: null })
    expect(await trace('12.50 JPY')).toMatchObject({ matches: [], story: null })
  })

  it('is told in the order of time, in plain words, with the silence between', async () => {
    const { story } = await trace(paid.saleId)
    const texts = story?.map(({ text }) => text) ?? []
    expect(texts[0]).toContain(`The server recorded a card payment of 12.50 ${paid.currency}`)
    expect(texts.join('\n')).toMatch(/Asked the processor to make the payment: it answered/)
    expect(texts.join('\n')).toContain('The payment went from processing to approved.')
    expect(texts.join('\n')).toContain(`A refund of 4.00 ${paid.currency} was reserved.`)
    const times = story?.map(({ atMs }) => atMs) ?? []
    expect(times).toEqual([...times].sort((a, b) => a - b))
  })

  it('is read page by page, with every filter at once', async () => {
    const whole = (await events(`saleId=${paid.saleId}&limit=200`)).events.map(({ seq }) => seq)
    const paged: number[] = []
    for (let after = ''; ; ) {
      const page = await events(`saleId=${paid.saleId}&limit=3${after}`)
      paged.push(...page.events.map(({ seq }) => seq))
      if (page.nextCursor === null) break
      after = `&after=${page.nextCursor}`
    }
    expect(paged).toEqual(whole)
    const day = '2026-11-23'
    const one = await events(
      `saleId=${paid.saleId}&key=${paid.idempotencyKey}&processorId=${paid.processorPaymentId}&kind=payment.moved&outcome=approved&last4=4242&amountMinor=1250&fromDay=${day}&toDay=${day}`,
    )
    expect(one.events).toHaveLength(1)
    expect((await events(`kind=payment.moved&outcome=declined`)).events).toHaveLength(1)
    expect((await events(`fromDay=2026-11-24`)).events).toEqual([])
  })

  it('refuses a cursor or a day that is none, and whoever is not signed in', async () => {
    const { admin, server } = counter.server
    for (const query of ['after=x', 'fromDay=2026-02-31', 'last4=42', 'limit=0', 'nothing=1'])
      expect([query, errorOf(await admin('GET', `/v1/events?${query}`))]).toEqual([
        query,
        '400 invalid_input',
      ])
    for (const path of ['/v1/events', '/v1/trace?find=x'])
      expect((await server.app.inject({ method: 'GET', url: path })).statusCode).toBe(401)
  })

  it('holds a read that failed, although nothing changed by it', async () => {
    const sale = counter.aPayment({ amountMinor: 700 })
    await counter.create(sale)
    await counter.fault({ kind: 'error_500', method: 'GET', path: '/v1/payment_intents', count: 20 })
    await counter.read(sale.idempotencyKey)
    await counter.clearFaults()
    const { events: rows } = await events(`key=${sale.idempotencyKey}&outcome=unknown`)
    expect(rows.map(({ kind }) => kind)).toContain('processor.called')
    expect(JSON.parse(rows.at(-1)?.bodyText ?? '')).toMatchObject({ verb: 'retrieve', httpStatus: 500 })
  })

  it('is one unbroken chain', async () => {
    for (const store of [counter.till.paired.store.id, ''])
      expect(await verifyEventChain(counter.server.store.db, store)).toMatchObject({ kind: 'sound' })
  })
})

describe('npm run trace', () => {
  const run = (args: readonly string[]): Promise<{ code: number | null; out: string; err: string }> => {
    const { storage } = counter.server.deps.config
    if (storage.dialect !== 'sqlite') throw new Error('this reads a folder')
    const root = resolve(import.meta.dirname, '../../..')
    const child = spawn(
      process.execPath,
      [
        '--disable-warning=ExperimentalWarning',
        resolve(root, 'tools/run/trace.ts'),
        '--data',
        storage.folder,
        ...args,
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    )
    const read = { out: '', err: '' }
    child.stdout.on('data', (chunk: Buffer) => {
      read.out += chunk.toString()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      read.err += chunk.toString()
    })
    return new Promise((done) => child.once('close', (code) => done({ code, ...read })))
  }

  it('tells the story from the data folder while the server has it open, and lists what fits several', async () => {
    const told = await run([paid.processorPaymentId ?? '', '--verify'])
    expect(told).toMatchObject({ code: 0, err: '' })
    expect(told.out).toContain(`sale ${paid.saleId}`)
    expect(told.out).toMatch(/\+0 ms {2}server {5}The server recorded a card payment of 12\.50/)
    expect(told.out).toMatch(/··· 1 min 5 s of nothing/)
    expect(told.out).toMatch(/The event log is unbroken up to number \d+/)

    const several = await run([counter.readerId])
    expect(several.code).toBe(2)
    expect(several.out).toContain(declined.saleId)
    expect(several.out).toContain(paid.saleId)
  })

  it('says plainly what it cannot find or read', async () => {
    const [none, noArgument, json] = await Promise.all([
      run(['re_nothing']),
      run([]),
      run(['9.90', '--json']),
    ])
    expect(none).toMatchObject({ code: 1 })
    expect(none.out).toContain('Nothing is known of "re_nothing"')
    expect(noArgument).toMatchObject({ code: 1, out: '' })
    expect(noArgument.err).toContain('Name what to look for')
    expect(traceResponseSchema.parse(JSON.parse(json.out)).matches.map(({ saleId }) => saleId)).toEqual([
      declined.saleId,
    ])
  })
})
