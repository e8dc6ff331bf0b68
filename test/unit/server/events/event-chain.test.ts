import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { recordEvent, recordEvents } from '../../../../server/events/events.ts'
import { eventQuery } from '../../../../server/events/search-events.ts'
import { verifyEventChain } from '../../../../server/events/verify-event-chain.ts'
import type { Store } from '../../../../server/store/store.ts'
import { dialects, type Postgres, startPostgres } from '../store/postgres.ts'
import { emptyStore } from './event-store.ts'

let postgres: Postgres | null = null
beforeAll(async () => {
  if (dialects.includes('postgres')) postgres = await startPostgres()
}, 60_000)
afterAll(async () => postgres?.stop())

describe.each(dialects)('the event log on %s', (dialect) => {
  let store: Store
  let close: () => Promise<void>
  beforeEach(async () => {
    const opened = await emptyStore(dialect === 'postgres' ? postgres : null)
    store = opened.store
    close = opened.close
  })
  afterEach(() => close())

  const write = (count: number, storeId = 's') =>
    store.transaction((trx) =>
      recordEvents(
        trx,
        Array.from({ length: count }, (_, index) => ({
          storeId,
          at: 1_763_900_000_000 + index,
          kind: 'payment.moved',
          saleId: `sale-${index % 3}`,
          paymentKey: `key-${index % 5}`,
          processorId: [`pi_${index % 5}`, 'tmr_1'],
          outcome: 'approved',
          amountMinor: 100 + index,
          last4: '4242',
          latencyMs: index,
          attempt: 1,
          actor: 'device:d1' as const,
          body: { index, 'né\u0001': '\u{1F4B3} "quoted" \\u0000' },
        })),
      ),
    )
  /** As somebody would who can write the file and takes the triggers off first. */
  const tamper = async (statement: string): Promise<void> => {
    const off =
      dialect === 'sqlite'
        ? ['drop trigger events_no_update', 'drop trigger events_no_delete']
        : ['alter table events disable trigger user']
    for (const line of [...off, statement]) await sql.raw(line).execute(store.db)
  }

  it('is sound after any number of transactions, and each store has a chain of its own', async () => {
    await write(3)
    await write(1_500)
    await write(2, 'other')
    await write(1)
    expect(await verifyEventChain(store.db, 's')).toMatchObject({ kind: 'sound', seq: 1_504, chainFrom: 1 })
    expect(await verifyEventChain(store.db, 'other')).toMatchObject({ kind: 'sound', seq: 2 })
    expect(await verifyEventChain(store.db, 'never')).toMatchObject({ kind: 'sound', seq: 0 })
  })

  it('cannot be changed, shortened or emptied by a statement', async () => {
    await write(2)
    const statements = [
      `update events set body = '{}'`,
      `delete from events where seq = 2`,
      `update event_subjects set subject = 'pi_9'`,
      `delete from event_subjects`,
      ...(dialect === 'postgres' ? ['truncate events', 'truncate event_subjects'] : []),
    ]
    for (const statement of statements)
      await expect(sql.raw(statement).execute(store.db)).rejects.toThrow(/append-only/)
    expect(await verifyEventChain(store.db, 's')).toMatchObject({ kind: 'sound', seq: 2 })
  })

  it.each([
    ['a changed body', `update events set body = '{}' where seq = 4`, 4],
    ['a changed amount', `update events set amount_minor = 1 where seq = 1`, 1],
    ['another actor', `update events set actor = 'admin' where seq = 7`, 7],
    ['a row taken out', `delete from events where seq = 5`, 5],
    ['the first row taken out', `delete from events where seq = 1`, 1],
    ['the last row taken out', `delete from events where seq = 9`, 9],
    ['a hash of its own', `update events set hash = 'f' where seq = 6`, 6],
    ['the head moved back', `update event_heads set seq = 8`, 8],
  ])('names the first broken row: %s', async (_name, statement, seq) => {
    await write(9)
    await tamper(statement)
    expect(await verifyEventChain(store.db, 's')).toMatchObject({ kind: 'broken', seq })
  })

  it('begins its chain behind the rows of an earlier version', async () => {
    await write(2)
    await tamper(`update events set hash = '', prev_hash = ''`)
    await sql.raw(`update event_heads set hash = '', chain_from = seq + 1`).execute(store.db)
    await write(2)
    expect(await verifyEventChain(store.db, 's')).toMatchObject({ kind: 'sound', seq: 4, chainFrom: 3 })
  })

  it('keeps one gap-free chain when many write at once', async () => {
    await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        store.transaction((trx) => recordEvent(trx, { storeId: 's', at: index, kind: 'x', body: {} })),
      ),
    )
    expect(await verifyEventChain(store.db, 's')).toMatchObject({ kind: 'sound', seq: 30 })
  })

  const singles = [
    ['sale', { saleId: 'sale-1' }],
    ['receipt number', { receiptNo: 'R-1' }],
    ['key', { paymentKey: 'key-2' }],
    ['processor id', { processorId: 'pi_3' }],
    ['kind', { kind: 'payment.moved' }],
    ['outcome', { outcome: 'approved' }],
    ['last four digits', { last4: '4242' }],
    ['amount', { amountMinor: 105 }],
    ['time', { fromMs: 1_763_900_000_002, untilMs: 1_763_900_000_009 }],
    ['nothing, page two', { after: { atMs: 1_763_900_000_005, seq: 6 } }],
  ] as const

  it('is searched by each condition alone without reading all of it, and without sorting', async () => {
    await write(20)
    for (const [name, search] of singles) {
      const query = eventQuery(store.db, { storeId: 's', limit: 50, ...search }).compile()
      if (dialect === 'sqlite') {
        const plan = await sql<{ detail: string }>`explain query plan ${sql.raw(inline(query))}`.execute(
          store.db,
        )
        const steps = plan.rows.map((row) => row.detail)
        expect(steps.filter((step) => step.startsWith('SCAN'))).toEqual([])
        // The sales of a receipt number are found one by one; everything else is read off its index in order.
        if (name !== 'receipt number') expect(steps.join('\n')).not.toContain('TEMP B-TREE')
      } else {
        // Twenty rows are read faster whole; the question is what is chosen when that is not an option.
        await store.transaction(async (trx) => {
          await sql.raw('set local enable_seqscan = off').execute(trx)
          const plan = await sql<{ 'QUERY PLAN': string }>`explain ${sql.raw(inline(query))}`.execute(trx)
          const text = plan.rows.map((row) => row['QUERY PLAN']).join('\n')
          expect(text).not.toContain('Seq Scan')
          expect(text).toMatch(/Index (Only )?Scan|Bitmap Index Scan/)
        })
      }
    }
  })

  it('answers what a search asks for, combined, page by page, the same on every database', async () => {
    await write(20)
    const seqs = async (search: object): Promise<number[]> =>
      (await eventQuery(store.db, { storeId: 's', limit: 50, ...search }).execute()).map((row) => row.seq)
    expect(await seqs({ saleId: 'sale-1', paymentKey: 'key-2' })).toEqual([8])
    expect(await seqs({ processorId: 'pi_3', amountMinor: 108 })).toEqual([9])
    expect(await seqs({ processorId: 'tmr_1', limit: 3 })).toEqual([20, 19, 18])
    expect(
      await seqs({ processorId: 'tmr_1', limit: 2, after: { atMs: 1_763_900_000_017, seq: 18 } }),
    ).toEqual([17, 16])
    expect(await seqs({ fromMs: 1_763_900_000_002, untilMs: 1_763_900_000_004 })).toEqual([4, 3])
    expect(await seqs({ last4: '1111' })).toEqual([])
    expect(await seqs({ outcome: 'approved', limit: 1 })).toEqual([20])
  })
})

/** The statement with its parameters in it: plans are asked for without them. */
const inline = ({
  sql: text,
  parameters,
}: {
  readonly sql: string
  readonly parameters: readonly unknown[]
}): string => {
  let next = 0
  return text.replace(/\?|\$\d+/g, () => {
    const value = parameters[next++]
    return typeof value === 'number' ? String(value) : `'${String(value)}'`
  })
}
