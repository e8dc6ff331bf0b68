import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, errorOf } from '../../unit/server/http/test-server.ts'
import { dialects, type Postgres, startPostgres } from '../../unit/server/store/postgres.ts'
import { type Counter, openCounter } from '../payments/counter.ts'
import { deliverText, signatureOf, webhookSecret } from './signed.ts'

const nextSecret = 'whsec_the_next_secret_of_a_rotation_00'

let counter: Counter
afterEach(async () => {
  await counter.close()
})

const db = () => counter.server.store.db
const inbox = () => db().selectFrom('webhook_events').selectAll().orderBy('event_id').execute()
const nowMs = () => counter.server.clock.nowMs

/** Delivers a body signed so many milliseconds from now by the server's clock. */
const deliver = (body: string, agoMs = 0, by = webhookSecret): Promise<Answer> =>
  deliverText(counter.server.server, body, signatureOf(body, nowMs() - agoMs, by))

const eventsOf = async (): Promise<string[]> => (await counter.events()).map((event) => JSON.stringify(event))
const ofType = async (type: string): Promise<string> =>
  (await eventsOf()).find((body) => body.includes(`"type":"${type}"`)) ?? ''
/** The same event under another id. */
const renamed = (body: string, id: string): string => JSON.stringify({ ...(JSON.parse(body) as object), id })

type OpenException = { exceptionId: string; kind: string; subject: string; summary: string; details: object }
const open = async (kind: string): Promise<OpenException[]> => {
  const { body } = await counter.server.admin('GET', `/v1/backoffice/exceptions?kind=${kind}`)
  return (body as { exceptions: OpenException[] }).exceptions
}
const metric = async (name: string): Promise<number | null> => {
  const { payload } = await counter.server.server.app.inject({ method: 'GET', url: '/metrics' })
  const line = payload.split('\n').find((each) => each.startsWith(`${name} `))
  return line === undefined ? null : Number(line.slice(name.length + 1))
}

describe.each(dialects)('the inbox on %s', (dialect) => {
  let postgres: Postgres | undefined
  beforeAll(async () => {
    if (dialect === 'postgres') postgres = await startPostgres()
  })
  afterAll(async () => {
    await postgres?.stop()
  })
  const start = async (): Promise<void> => {
    const databaseUrl = await postgres?.newDatabase()
    counter = await openCounter({
      ...(databaseUrl === undefined ? {} : { databaseUrl }),
      env: { STRIPE_WEBHOOK_SECRET: `${webhookSecret},${nextSecret}` },
    })
    await counter.pay(counter.aPayment())
  }

  it('takes an event id once, whatever store its metadata names', async () => {
    await start()
    const body = await ofType('payment_intent.succeeded')
    const elsewhere = body.replace(counter.till.paired.store.id, '01900000-0000-7000-8000-000000000001')
    expect(elsewhere).not.toBe(body)
    for (const one of [body, elsewhere, body]) expect((await deliver(one)).status).toBe(200)
    await Promise.all([deliver(elsewhere), deliver(body)])
    expect(await inbox()).toMatchObject([{ store_id: counter.till.paired.store.id, source: 'delivered' }])
  })

  it('takes either of two secrets while one replaces the other, and says which by its place only', async () => {
    await start()
    const [first = '', second = ''] = await eventsOf()
    expect((await deliver(first, 0, webhookSecret)).status).toBe(200)
    expect((await deliver(second, 0, nextSecret)).status).toBe(200)
    const kept = await db()
      .selectFrom('events')
      .select('body')
      .where('kind', '=', 'webhook.received')
      .execute()
    expect(kept.map(({ body }) => (JSON.parse(body) as { secretNo: number }).secretNo)).toEqual([1, 2])
    const log = counter.server.logLines.join('')
    for (const secret of [webhookSecret, nextSecret]) {
      expect(log).not.toContain(secret)
      expect(JSON.stringify([kept, await inbox()])).not.toContain(secret)
    }
  })

  it('refuses what is signed 301 seconds ago or ahead, and takes 300', async () => {
    await start()
    const [a = '', b = '', c = '', d = ''] = await eventsOf()
    expect((await deliver(a, 300_000)).status).toBe(200)
    expect((await deliver(b, -300_000)).status).toBe(200)
    const old = await deliver(c, 301_000)
    const early = await deliver(d, -301_000)
    expect([errorOf(old), errorOf(early)]).toEqual(Array(2).fill('400 webhook_signature_invalid'))
    expect(JSON.stringify(old.body)).toContain('301 seconds ago')
    expect(JSON.stringify(early.body)).toContain('301 seconds in the future')
    expect(await inbox()).toHaveLength(2)
  })

  it('keeps what is signed and cannot be read, blotted and dead at once, and goes on with the rest', async () => {
    await start()
    const poisons = [
      '{"id":"evt_broken","object":"event","type":"charge.succeeded","card":"4242424242424242"}',
      'no json at all: 4242 4242 4242 4242',
      '{"id":"evt_thin","object":"v2.core.event","type":"v1.payment_intent.succeeded","livemode":false}',
    ]
    for (const poison of poisons) expect((await deliver(poison)).status).toBe(200)
    expect((await deliver(poisons[0] ?? '')).status).toBe(200)
    for (const body of await eventsOf()) expect((await deliver(body)).status).toBe(200)
    await counter.jobs()
    const rows = await inbox()
    const dead = rows.filter(({ outcome }) => outcome === 'dead')
    expect(dead).toHaveLength(3)
    expect(dead.map(({ event }) => event)).toEqual([null, null, null])
    expect(JSON.stringify(dead)).not.toMatch(/4242 ?4242/)
    expect(rows.filter(({ outcome }) => outcome === 'processed')).toHaveLength(4)
    const exceptions = await open('webhook.dead')
    expect(exceptions.map(({ subject }) => subject).sort()).toEqual(
      dead.map(({ event_id }) => event_id).sort(),
    )
    expect(await metric('cashwrap_webhook_dead')).toBe(3)
    const [exception] = exceptions
    const replay = { action: 'replay', note: 'after the upgrade' }
    const path = `/v1/backoffice/exceptions/${exception?.exceptionId}/act`
    expect(errorOf(await counter.server.admin('POST', path, replay))).toBe('400 invalid_input')
    const resolve = { action: 'resolve', note: 'looked it up in the dashboard' }
    expect((await counter.server.admin('POST', path, resolve)).status).toBe(200)
    expect(await open('webhook.dead')).toHaveLength(2)
  })

  it('gives up an event after its attempts, and replays it on a person’s word', async () => {
    await start()
    const body = await ofType('charge.succeeded')
    await counter.fault({ kind: 'error_500', method: 'GET', count: 1_000, path: '/v1/payment_intents' })
    await deliver(body)
    await counter.jobs()
    // A final payment whose read-back is lost looks as before; its event is not done with.
    expect(await inbox()).toMatchObject([{ outcome: null }])
    expect(await metric('cashwrap_webhook_inbox_depth')).toBe(1)
    counter.advance(90_000)
    expect(await metric('cashwrap_webhook_lag_seconds')).toBe(90)
    await db().updateTable('jobs').set({ attempts: 11 }).where('kind', '=', 'webhook.process').execute()
    await counter.jobs()
    expect(await inbox()).toMatchObject([{ outcome: 'dead' }])
    const [exception] = await open('webhook.dead')
    expect(exception).toMatchObject({ subject: expect.stringMatching(/^pi_/), details: { count: 1 } })

    const act = () =>
      counter.server.admin('POST', `/v1/backoffice/exceptions/${exception?.exceptionId}/act`, {
        action: 'replay',
        note: 'the processor is back',
      })
    expect(errorOf(await act())).toBe('503 processor_unavailable')
    expect(await open('webhook.dead')).toHaveLength(1)
    await counter.clearFaults()
    await expect
      .poll(
        async () => {
          counter.advance(60_000)
          return (await act()).status
        },
        { timeout: 20_000, interval: 300 },
      )
      .not.toBe(503)
    expect(await inbox()).toMatchObject([{ outcome: 'processed' }])
    expect(await open('webhook.dead')).toEqual([])
    expect(await metric('cashwrap_webhook_dead')).toBe(0)
  })

  it('heals a dead event with the next one of the same object', async () => {
    await start()
    await deliver(await ofType('charge.succeeded'))
    await counter.jobs()
    await db().updateTable('webhook_events').set({ outcome: 'dead', reason: 'x' }).execute()
    await deliver(await ofType('payment_intent.succeeded'))
    await counter.jobs()
    expect((await inbox()).map(({ outcome }) => outcome)).toEqual(['processed', 'processed'])
  })

  it('tells that this server’s clock is behind at the first signature from the future, and takes it back', async () => {
    await start()
    const body = await ofType('charge.succeeded')
    await deliver(renamed(body, 'evt_a'), -59_000)
    expect(await open('webhook.clock-skew')).toEqual([])
    await deliver(renamed(body, 'evt_b'), -61_000)
    expect(await open('webhook.clock-skew')).toMatchObject([{ details: { skewSeconds: 61, ahead: false } }])
    expect(await metric('cashwrap_webhook_clock_skew_seconds')).toBe(61)
    for (const id of ['evt_c', 'evt_d', 'evt_e']) await deliver(renamed(body, id))
    expect(await open('webhook.clock-skew')).toEqual([])
    const told = await db()
      .selectFrom('events')
      .select('kind')
      .where('kind', '=', 'webhook.clock-skew')
      .execute()
    expect(told).toHaveLength(1)
  })

  it('tells that this server’s clock is ahead when all signatures are old, refused ones too, but not for replays', async () => {
    await start()
    const body = await ofType('charge.succeeded')
    await deliver(body)
    // Somebody sends a caught webhook again and again.
    const caught = signatureOf(body, nowMs())
    counter.advance(400_000)
    for (let again = 0; again < 4; again += 1)
      expect((await deliverText(counter.server.server, body, caught)).status).toBe(400)
    expect(await open('webhook.clock-skew')).toEqual([])

    for (const id of ['evt_a', 'evt_b', 'evt_c']) {
      expect(await open('webhook.clock-skew')).toEqual([])
      expect((await deliver(renamed(body, id), 400_000)).status).toBe(400)
    }
    expect(await open('webhook.clock-skew')).toMatchObject([{ details: { skewSeconds: -400, ahead: true } }])
    expect(await inbox()).toHaveLength(1)
    // One late delivery among good ones says nothing.
    await deliver(renamed(body, 'evt_d'))
    expect(await open('webhook.clock-skew')).toEqual([])
  })

  it('takes events of its own account, and those that name none; another one is refused by name', async () => {
    await start()
    const body = await ofType('charge.succeeded')
    const of = (id: string, account: string | null): string =>
      JSON.stringify({ ...(JSON.parse(body) as object), id, ...(account === null ? {} : { account }) })
    // Before the account is known, no event can be told to be of another one.
    expect((await deliver(of('evt_early', 'acct_of_this_shop'))).status).toBe(200)
    await db().insertInto('meta').values({ key: 'account:stripe', value: 'acct_of_this_shop' }).execute()
    expect((await deliver(of('evt_direct', null))).status).toBe(200)
    expect((await deliver(of('evt_own', 'acct_of_this_shop'))).status).toBe(200)
    const refused = await deliver(of('evt_foreign', 'acct_of_another_shop'))
    expect(errorOf(refused)).toBe('409 account_mismatch')
    expect(JSON.stringify(refused.body)).toMatch(/acct_of_this_shop.*acct_of_another_shop/)
    expect((await inbox()).map(({ event_id }) => event_id)).toEqual(['evt_direct', 'evt_early', 'evt_own'])
  })

  it('refuses a body of more than half a megabyte', async () => {
    await start()
    const large = JSON.stringify({ padding: 'a'.repeat(500_001) })
    const refused = await deliver(large)
    expect(errorOf(refused)).toBe('413 body_too_large')
    expect(JSON.stringify(refused.body)).toContain('0.5 MB')
  })
})

describe('a full disk', () => {
  it('is never answered with a 2xx: the processor sends it again, and then it is kept', async () => {
    counter = await openCounter({ env: { STRIPE_WEBHOOK_SECRET: webhookSecret } })
    await counter.pay(counter.aPayment())
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db())
    await sql`pragma max_page_count = ${sql.lit(rows[0]?.page_count ?? 0)}`.execute(db())
    const body = await ofType('charge.succeeded')
    const answers: string[] = []
    for (let index = 0; index < 60; index += 1) {
      const answer = await deliver(renamed(body, `evt_${index}`))
      answers.push(answer.status === 200 ? '200' : errorOf(answer))
    }
    expect(answers).toContain('507 storage_full')
    // What was answered is what was kept, to the row.
    expect(await inbox()).toHaveLength(answers.filter((answer) => answer === '200').length)
    await sql`pragma max_page_count = 1073741823`.execute(db())
    for (let index = 0; index < 60; index += 1)
      expect((await deliver(renamed(body, `evt_${index}`))).status).toBe(200)
    await counter.jobs()
    const rowsNow = await inbox()
    expect(rowsNow).toHaveLength(60)
    expect(new Set(rowsNow.map(({ outcome }) => outcome))).toEqual(new Set(['processed']))
  })
})
