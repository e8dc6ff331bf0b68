import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ExceptionRow } from '../../../../domain/protocol/exceptions.ts'
import type { ExceptionActions } from '../../../../server/exceptions/act-on-exception.ts'
import { actOnException } from '../../../../server/exceptions/act-on-exception.ts'
import { type NewException, raiseException } from '../../../../server/exceptions/raise-exception.ts'
import { resolveException } from '../../../../server/exceptions/resolve-exception.ts'
import { errorOf, startTestServer, type TestServer } from '../http/test-server.ts'
import { dialects, type Postgres, startPostgres } from '../store/postgres.ts'

describe.each(dialects)('the exceptions queue on %s', (dialect) => {
  let postgres: Postgres | undefined
  let server: TestServer
  let storeId: string

  beforeAll(async () => {
    postgres = dialect === 'postgres' ? await startPostgres() : undefined
    server = await startTestServer(
      postgres === undefined ? {} : { databaseUrl: await postgres.newDatabase() },
    )
    const till = await server.pairedTill()
    storeId = till.paired.store.id
  })
  afterAll(async () => {
    await server.close()
    await postgres?.stop()
  })

  const found = (changes: Partial<NewException> = {}): NewException => ({
    storeId,
    kind: 'payment.contradiction',
    subject: 'pay-1',
    summary: 'The record says one thing and the processor another.',
    paymentKey: 'pay-1',
    amountMinor: 2_500,
    currency: 'EUR',
    details: { finding: 'captured-but-canceled' },
    atMs: server.clock.nowMs,
    ...changes,
  })
  const raise = (changes?: Partial<NewException>): Promise<boolean> =>
    server.store.transaction((trx) => raiseException(trx, found(changes)))
  const resolve = (subject: string): Promise<boolean> =>
    server.store.transaction((trx) =>
      resolveException(trx, {
        storeId,
        kind: 'payment.contradiction',
        subject,
        resolution: 'resolved',
        note: null,
        by: 'cashwrap',
        atMs: server.clock.nowMs,
      }),
    )
  const list = async (query = ''): Promise<ExceptionRow[]> => {
    const { status, body } = await server.admin('GET', `/v1/backoffice/exceptions?${query}`)
    expect(status).toBe(200)
    return (body as { exceptions: ExceptionRow[] }).exceptions
  }
  const of = async (subject: string, query = ''): Promise<ExceptionRow> => {
    const row = (await list(query)).find((row) => row.subject === subject)
    if (row === undefined) throw new Error(`no exception about ${subject}`)
    return row
  }
  const act = (id: string, body: object) => server.admin('POST', `/v1/backoffice/exceptions/${id}/act`, body)
  const events = async (kind: string) =>
    (
      await server.store.db
        .selectFrom('events')
        .select('body')
        .where('store_id', '=', storeId)
        .where('kind', '=', kind)
        .execute()
    ).map(({ body }) => JSON.parse(body) as Record<string, unknown>)

  it('holds the same finding once, however often it is found', async () => {
    expect(await raise({ subject: 'same' })).toBe(true)
    server.clock.nowMs += 60_000
    expect(await raise({ subject: 'same', details: { finding: 'still', times: 2 } })).toBe(false)
    const row = await of('same')
    expect(row).toMatchObject({ seenCount: 2, details: { finding: 'still', times: 2 }, amountMinor: 2_500 })
    expect(row.seenAtMs - row.raisedAtMs).toBe(60_000)
    expect((await events('exception.raised')).filter(({ subject }) => subject === 'same')).toHaveLength(1)
  })

  it('raises two of one instant once', async () => {
    const both = await Promise.all([raise({ subject: 'race' }), raise({ subject: 'race' })])
    expect(both.toSorted()).toEqual([false, true])
  })

  it('raises a resolved finding anew, and keeps the resolved one findable', async () => {
    await raise({ subject: 'again' })
    expect(await resolve('again')).toBe(true)
    expect(await resolve('again')).toBe(false)
    expect(await raise({ subject: 'again' })).toBe(true)
    expect((await of('again')).state).toBe('open')
    expect(await of('again', 'state=resolved')).toMatchObject({
      state: 'resolved',
      resolution: 'resolved',
      resolvedBy: 'cashwrap',
      actions: [],
    })
  })

  it('keeps card numbers out of every column', async () => {
    const card = '4242 4242 4242 4242'
    await raise({ subject: 'card', summary: `typed ${card}`, details: { text: `body ${card}` } })
    const row = await of('card')
    const answer = await act(row.exceptionId, { action: 'resolve', note: `it was ${card}`, by: card })
    expect(JSON.stringify(answer.body)).not.toContain('4242 4242')
    expect(JSON.stringify(await events('exception.acted'))).not.toContain('4242 4242')
  })

  it('closes with a note, under the name of who looked', async () => {
    await raise({ subject: 'looked-at' })
    const { exceptionId } = await of('looked-at')
    const answer = await act(exceptionId, { action: 'resolve', note: 'The bank confirmed it.', by: 'Mira' })
    expect(answer.status).toBe(200)
    expect(await of('looked-at', 'state=resolved')).toMatchObject({
      note: 'The bank confirmed it.',
      resolvedBy: 'Mira',
    })
    expect((await events('exception.acted')).at(-1)).toMatchObject({ action: 'resolve', by: 'Mira' })
    expect(errorOf(await act(exceptionId, { action: 'resolve', note: 'Once more.' }))).toBe(
      '409 exception_closed',
    )
  })

  it('does nothing without a reason, and nothing that is not on offer', async () => {
    await raise({ subject: 'strict' })
    const { exceptionId } = await of('strict')
    expect(errorOf(await act(exceptionId, { action: 'resolve', note: ' ' }))).toBe('400 invalid_input')
    expect(errorOf(await act(exceptionId, { action: 'refund', note: 'Give it back.' }))).toBe(
      '400 invalid_input',
    )
    expect(errorOf(await act('0'.repeat(32), { action: 'resolve', note: 'Nobody.' }))).toBe('404 not_found')
    expect((await of('strict')).state).toBe('open')
  })

  it('keeps an exception open when what was decided could not be done', async () => {
    await raise({ kind: 'webhook.dead', subject: 'evt_1' })
    const { exceptionId } = await of('evt_1')
    const asked: string[] = []
    const actions = (answer: boolean): ExceptionActions => ({
      'webhook.dead': {
        replay: async ({ subject }) => {
          asked.push(subject)
          return answer
            ? { ok: true, value: 'replayed' }
            : { ok: false, error: { code: 'processor_unavailable', message: 'not now' } }
        },
      },
    })
    const replay = (answer: boolean) =>
      actOnException(server.deps, actions(answer), storeId, exceptionId, {
        action: 'replay',
        note: 'Try it again.',
        by: 'Mira',
      })
    expect(await replay(false)).toMatchObject({ ok: false, error: { code: 'processor_unavailable' } })
    expect((await of('evt_1')).state).toBe('open')
    expect(await replay(true)).toMatchObject({ ok: true, value: { resolution: 'replayed' } })
    expect(asked).toEqual(['evt_1', 'evt_1'])
  })

  it('pages without losing or repeating one', async () => {
    const seen: string[] = []
    let after = ''
    for (let pages = 0; pages < 20; pages += 1) {
      const { body } = await server.admin('GET', `/v1/backoffice/exceptions?limit=2${after}`)
      const page = body as { exceptions: ExceptionRow[]; nextCursor: string | null }
      seen.push(...page.exceptions.map(({ exceptionId }) => exceptionId))
      if (page.nextCursor === null) break
      after = `&after=${page.nextCursor}`
    }
    expect(seen).toEqual((await list('limit=200')).map(({ exceptionId }) => exceptionId))
    expect(new Set(seen).size).toBe(seen.length)
    expect((await list('kind=webhook.dead')).map(({ kind }) => kind)).not.toContain('payment.contradiction')
  })
})
