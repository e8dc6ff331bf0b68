import fc from 'fast-check'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deviceIdSchema, registerIdSchema, storeIdSchema } from '../../../../domain/ids/ids.ts'
import type { PushResponse } from '../../../../domain/protocol/sync.ts'
import type { RequestDevice } from '../../../../server/devices/authenticate.ts'
import { headOf } from '../../../../server/sync/head.ts'
import { ingest } from '../../../../server/sync/ingest.ts'
import { errorOf, startTestServer, type TestServer } from '../http/test-server.ts'
import { dialects, type Postgres, startPostgres } from '../store/postgres.ts'
import { Journal } from './journal.ts'

const storeId = storeIdSchema.parse('store-linden-kade')

const aDevice = (): RequestDevice => ({
  storeId,
  registerId: registerIdSchema.parse(`register-${uuidv7()}`),
  deviceId: deviceIdSchema.parse(uuidv7()),
})

describe.each(dialects)('taking operations on %s', (dialect) => {
  let postgres: Postgres | undefined
  let server: TestServer

  beforeAll(async () => {
    postgres = dialect === 'postgres' ? await startPostgres() : undefined
    server = await startTestServer(
      postgres === undefined ? {} : { databaseUrl: await postgres.newDatabase() },
    )
  })
  afterAll(async () => {
    await server.close()
    await postgres?.stop()
  })

  const push = async (device: RequestDevice, texts: readonly string[]): Promise<PushResponse> => {
    const result = await ingest(server.deps, device, texts)
    if (!result.ok) throw new Error(result.error.message)
    return result.value
  }
  const resultsOf = async (device: RequestDevice, texts: readonly string[]) =>
    (await push(device, texts)).results.map(({ seq, result }) => `${seq} ${result}`)

  /** All that the server keeps of a register, without what depends on the clock or on chance. */
  const stateOf = async ({ registerId }: RequestDevice) => {
    const { db } = server.store
    return {
      head: await headOf(db, storeId, registerId),
      operations: await db
        .selectFrom('operations')
        .select(['seq', 'hash', 'prev_hash', 'text', 'sale_id', 'kind'])
        .where('register_id', '=', registerId)
        .orderBy('seq')
        .execute(),
      exceptions: await db
        .selectFrom('sync_exceptions')
        .select(['seq', 'took_slot', 'reason', 'digest', 'text'])
        .where('register_id', '=', registerId)
        .orderBy('seq')
        .orderBy('digest')
        .execute(),
      sales: await db
        .selectFrom('sales')
        .innerJoin('sale_tenders', 'sale_tenders.sale_id', 'sales.sale_id')
        .select(['sales.sale_id', 'sales.total_minor', 'sales.operation_seq', 'sale_tenders.amount_minor'])
        .where('sales.register_id', '=', registerId)
        .orderBy('sales.operation_seq')
        .execute(),
    }
  }

  it('accepts a batch, moves the head and projects its sales', async () => {
    const device = aDevice()
    const journal = new Journal(storeId, device.registerId)
    journal.signIn()
    const sale = journal.cashSale(1_250, { givenMinor: 2_000 })
    const answer = await push(device, journal.texts)
    expect(answer).toMatchObject({
      acknowledgedSeq: 2,
      results: [
        { seq: 1, result: 'accepted', reason: null },
        { seq: 2, result: 'accepted', reason: null },
      ],
    })
    const state = await stateOf(device)
    expect(state.head).toEqual({ seq: 2, hash: sale.hash })
    expect(state.operations.map(({ text }) => text)).toEqual(journal.texts)
    expect(state.sales).toMatchObject([{ total_minor: 1_250, amount_minor: 1_250, operation_seq: 2 }])
  })

  it('answers `exists` for what it has and takes the rest', async () => {
    const device = aDevice()
    const journal = new Journal(storeId, device.registerId)
    for (let count = 0; count < 4; count += 1) journal.signIn()
    await push(device, journal.texts.slice(0, 2))
    expect(await resultsOf(device, journal.texts)).toEqual([
      '1 exists',
      '2 exists',
      '3 accepted',
      '4 accepted',
    ])
  })

  it('answers a gap with the number it expects, and takes nothing beyond it', async () => {
    const device = aDevice()
    const journal = new Journal(storeId, device.registerId)
    for (let count = 0; count < 5; count += 1) journal.signIn()
    await push(device, journal.texts.slice(0, 2))
    const gap = await ingest(server.deps, device, journal.texts.slice(3))
    expect(gap).toMatchObject({ ok: false, error: { code: 'sync_gap', details: { expectedSeq: 3 } } })
    expect((await stateOf(device)).head.seq).toBe(2)
  })

  it('keeps what came before a gap inside a batch', async () => {
    const device = aDevice()
    const journal = new Journal(storeId, device.registerId)
    for (let count = 0; count < 4; count += 1) journal.signIn()
    const [one, two, , four] = journal.texts as [string, string, string, string]
    const gap = await ingest(server.deps, device, [one, two, four])
    expect(gap).toMatchObject({ ok: false, error: { details: { expectedSeq: 3 } } })
    expect((await stateOf(device)).operations).toHaveLength(2)
  })

  it('parks a fork beside what it has, once, and leaves the head', async () => {
    const device = aDevice()
    const journal = new Journal(storeId, device.registerId)
    journal.cashSale(100)
    journal.cashSale(200)
    await push(device, journal.texts)
    const before = await stateOf(device)
    const fork = new Journal(storeId, device.registerId)
    fork.cashSale(999)
    expect(await resultsOf(device, fork.texts)).toEqual(['1 parked'])
    expect(await resultsOf(device, fork.texts)).toEqual(['1 parked'])
    const after = await stateOf(device)
    expect(after).toEqual({
      ...before,
      exceptions: [expect.objectContaining({ seq: 1, reason: 'fork', took_slot: 0 })],
    })
  })

  it('parks what does not link to its head and takes what links to that', async () => {
    const device = aDevice()
    const journal = new Journal(storeId, device.registerId)
    journal.signIn()
    await push(device, journal.texts)
    const other = new Journal(storeId, device.registerId, { seq: 1, hash: 'a'.repeat(64) })
    other.signIn()
    other.cashSale(500)
    expect(await resultsOf(device, other.texts)).toEqual(['2 parked', '3 accepted'])
    expect((await stateOf(device)).sales).toHaveLength(1)
  })

  it.each([
    ['not JSON', (text: string) => text.slice(0, -10)],
    ['changed after it was written', (text: string) => text.replace('Sanne', 'Someone else')],
    ['of an unknown kind', (text: string) => text.replace('staff.signed-in', 'staff.teleported')],
    ['not canonical', (text: string) => ` ${text}`],
    ['an empty object', () => '{}'],
    ['a number', () => '42'],
    ['half a character and a NUL', () => '"\ud83d \u0000"'],
    ['a key of NUL', () => '{"\\u0000":1}'],
  ])('parks an operation that is %s, and the rest goes on', async (_what, spoil) => {
    const device = aDevice()
    const journal = new Journal(storeId, device.registerId)
    journal.cashSale(100)
    journal.signIn()
    journal.cashSale(200)
    const [one, two, three] = journal.texts as [string, string, string]
    const texts = [one, spoil(two), three]
    expect(await resultsOf(device, texts)).toEqual(['1 accepted', '2 parked', '3 accepted'])
    const state = await stateOf(device)
    expect(state.head.seq).toBe(3)
    expect(state.sales).toHaveLength(2)
    expect(state.exceptions).toMatchObject([{ seq: 2, took_slot: 1, reason: 'unreadable' }])
    expect(await resultsOf(device, texts)).toEqual(['1 exists', '2 parked', '3 exists'])
    expect(await stateOf(device)).toEqual(state)
    const events = await server.store.db
      .selectFrom('events')
      .select(['kind', 'body'])
      .where('device_id', '=', device.deviceId)
      .execute()
    expect(events).toMatchObject([{ kind: 'operation.parked', body: expect.stringContaining('"seq":2') }])
  })

  it('parks an unreadable operation that comes alone, and takes the next', async () => {
    const device = aDevice()
    const journal = new Journal(storeId, device.registerId)
    journal.signIn()
    journal.signIn()
    const [, two] = journal.texts as [string, string]
    expect(await resultsOf(device, ['not JSON at all'])).toEqual(['1 parked'])
    expect(await resultsOf(device, ['not JSON at all'])).toEqual(['1 parked'])
    expect(await resultsOf(device, [two])).toEqual(['2 accepted'])
  })

  it('parks operations of another register or store', async () => {
    const device = aDevice()
    const foreign = new Journal(storeId, 'register-of-somebody-else')
    foreign.cashSale(100)
    const otherStore = new Journal('another-store', device.registerId, {
      seq: 1,
      hash: foreign.operations[0]?.hash ?? '',
    })
    otherStore.cashSale(100)
    expect(await resultsOf(device, [...foreign.texts, ...otherStore.texts])).toEqual(['1 parked', '2 parked'])
    const state = await stateOf(device)
    expect(state.sales).toEqual([])
    expect(state.operations).toEqual([])
    expect(state.exceptions.map(({ reason }) => reason)).toEqual(['foreign', 'foreign'])
  })

  it('keeps an operation whose sale does not add up, and parks its projection', async () => {
    const device = aDevice()
    const journal = new Journal(storeId, device.registerId)
    const sound = new Journal(storeId, device.registerId).cashSale(100)
    if (sound.kind !== 'sale.completed') throw new Error('not a sale')
    const [tender] = sound.body.tenders
    if (tender?.kind !== 'cash') throw new Error('not cash')
    journal.write('sale.completed', { ...sound.body, tenders: [{ ...tender, amountMinor: 90 }] })
    journal.signIn()
    expect(await resultsOf(device, journal.texts)).toEqual(['1 parked', '2 accepted'])
    const state = await stateOf(device)
    expect(state.operations).toHaveLength(2)
    expect(state.sales).toEqual([])
    expect(state.exceptions).toMatchObject([{ reason: 'projection', took_slot: 0 }])
  })

  it('takes the same batch pushed ten times at once with one effect', async () => {
    const device = aDevice()
    const journal = new Journal(storeId, device.registerId)
    for (let count = 0; count < 20; count += 1) journal.cashSale(100 + count)
    const answers = await Promise.all(Array.from({ length: 10 }, () => push(device, journal.texts)))
    const results = answers.flatMap((answer) => answer.results.map(({ result }) => result))
    expect(results.filter((result) => result === 'accepted')).toHaveLength(20)
    expect(results.filter((result) => result === 'exists')).toHaveLength(180)
    const state = await stateOf(device)
    expect(state.sales).toHaveLength(20)
    expect(state.exceptions).toEqual([])
  })

  it('ends in the same state however a journal is cut, repeated and sent again', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('sale', 'sign-in', 'garbage', 'tampered'), { minLength: 1, maxLength: 8 }),
        fc.array(fc.record({ from: fc.nat(8), count: fc.integer({ min: 1, max: 9 }) }), { maxLength: 12 }),
        async (kinds, cuts) => {
          const once = aDevice()
          const texts = spoiledJournal(kinds, once.registerId)
          await push(once, texts)
          const expected = await stateOf(once)
          await clear(once)

          // In pieces, from anywhere at or before the head, each piece perhaps many times; then the rest.
          for (const { from, count } of cuts) {
            const head = (await headOf(server.store.db, storeId, once.registerId)).seq
            const start = Math.min(from, head)
            const piece = texts.slice(start, start + count)
            if (piece.length > 0) await push(once, piece)
          }
          await push(once, texts)
          expect(await stateOf(once)).toEqual(expected)
        },
      ),
      { numRuns: dialect === 'sqlite' ? 150 : 40 },
    )
  })

  it('ends in the same state when pieces from anywhere arrive at once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('sale', 'sign-in', 'tampered'), { minLength: 1, maxLength: 8 }),
        fc.array(fc.record({ from: fc.nat(7), count: fc.integer({ min: 1, max: 8 }) }), { maxLength: 10 }),
        async (kinds, cuts) => {
          const device = aDevice()
          const texts = spoiledJournal(kinds, device.registerId)
          await push(device, texts)
          const expected = await stateOf(device)
          await clear(device)
          // A piece beyond the head is refused as a gap and changes nothing; the others interleave as they like.
          const pieces = cuts.map(({ from, count }) => texts.slice(from, from + count))
          const answers = await Promise.all(
            pieces.filter((piece) => piece.length > 0).map((piece) => ingest(server.deps, device, piece)),
          )
          for (const answer of answers) expect(answer.ok || answer.error.code === 'sync_gap').toBe(true)
          await push(device, texts)
          expect(await stateOf(device)).toEqual(expected)
        },
      ),
      { numRuns: 40 },
    )
  })

  if (dialect === 'sqlite') {
    it('takes nothing while the disk is full, says so, and takes it all when there is room again', async () => {
      const till = await server.pairedTill('Full disk')
      const journal = new Journal(till.paired.store.id, till.paired.register.id)
      for (let count = 0; count < 100; count += 1) journal.cashSale(100 + count)
      const { db } = server.store
      const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db)
      await sql`pragma max_page_count = ${sql.lit((rows[0]?.page_count ?? 0) + 8)}`.execute(db)
      const full = await till.request('POST', '/v1/sync/operations', { operations: journal.texts })
      await sql`pragma max_page_count = 1073741823`.execute(db)
      expect(errorOf(full)).toBe('507 storage_full')
      const device = { ...aDevice(), registerId: till.paired.register.id }
      expect((await stateOf(device)).operations).toEqual([])
      const taken = await till.request('POST', '/v1/sync/operations', { operations: journal.texts })
      expect(taken.body).toMatchObject({ acknowledgedSeq: 100 })
      expect((await stateOf(device)).sales).toHaveLength(100)
    })
  }

  function spoiledJournal(kinds: readonly string[], registerId: string): string[] {
    const journal = new Journal(storeId, registerId)
    return kinds.map((kind, index) => {
      const operation = kind === 'sale' ? journal.cashSale(100 + index) : journal.signIn('Sanne')
      const text = journal.texts.at(-1) ?? ''
      if (kind === 'garbage') return `garbage ${index}`
      if (kind === 'tampered') return text.replace('Sanne', `Nobody ${index}`)
      return operation.seq > 0 ? text : ''
    })
  }

  async function clear({ registerId }: RequestDevice): Promise<void> {
    const { db } = server.store
    const sales = db.selectFrom('sales').select('sale_id').where('register_id', '=', registerId)
    await db.deleteFrom('sale_lines').where('sale_id', 'in', sales).execute()
    await db.deleteFrom('sale_tenders').where('sale_id', 'in', sales).execute()
    for (const table of ['sales', 'operations', 'sync_exceptions', 'sync_heads'] as const) {
      await db.deleteFrom(table).where('register_id', '=', registerId).execute()
    }
  }

  it('is reached by signed requests, and answers a gap with 409', async () => {
    const till = await server.pairedTill()
    const journal = new Journal(till.paired.store.id, till.paired.register.id)
    journal.signIn()
    journal.cashSale(700)
    const [one, two] = journal.texts as [string, string]
    const gap = await till.request('POST', '/v1/sync/operations', { operations: [two] })
    expect(errorOf(gap)).toBe('409 sync_gap')
    expect(gap.body).toMatchObject({ error: { details: { expectedSeq: 1 } } })
    const taken = await till.request('POST', '/v1/sync/operations', { operations: [one, two] })
    expect(taken.body).toMatchObject({ acknowledgedSeq: 2 })
  })

  it('is paired again with its head, so that a replaced till goes on where the register stands', async () => {
    const till = await server.pairedTill('Replaced till')
    const { store, register } = till.paired
    const journal = new Journal(store.id, register.id)
    journal.signIn()
    await till.request('POST', '/v1/sync/operations', { operations: journal.texts })
    const code = await server.admin('POST', '/v1/backoffice/pairing-codes', { registerId: register.id })
    const again = await server.pair((code.body as { code: string }).code)
    expect(again.body).toMatchObject({ headSeq: 1, headHash: journal.operations[0]?.hash })
  })
})
