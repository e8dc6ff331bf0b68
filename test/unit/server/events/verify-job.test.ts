import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { recordEvent } from '../../../../server/events/events.ts'
import { createEventVerifier, nextNightMs, verifyEventsKind } from '../../../../server/events/verify-job.ts'
import { createLogger } from '../../../../server/http/logger.ts'
import type { Store } from '../../../../server/store/store.ts'
import { emptyStore } from './event-store.ts'

const nowMs = Date.parse('2026-11-23T10:00:00Z')
let store: Store
let close: () => Promise<void>
let lines: string[]
beforeEach(async () => {
  ;({ store, close } = await emptyStore(null))
  lines = []
  for (const storeId of ['shop', '', 'shop'])
    await store.transaction((trx) => recordEvent(trx, { storeId, at: nowMs, kind: 'x', body: {} }))
})
afterEach(() => close())

const night = () =>
  createEventVerifier({
    store,
    clock: { nowMs: () => nowMs, monotonicMs: () => nowMs },
    logger: createLogger('info', { write: (line: string) => void lines.push(line) }),
    storeForNone: async () => 'shop',
  })({ storeId: '', kind: verifyEventsKind, subject: 'all', attempts: 1, createdAtMs: nowMs })
const exceptions = () =>
  store.db.selectFrom('exceptions').select(['store_id', 'kind', 'summary', 'state']).execute()

it('a sound log leaves its anchor outside of the database, and the next night is waited for', async () => {
  expect(await night()).toEqual({ kind: 'again', atMs: Date.parse('2026-11-24T03:00:00Z') })
  expect(await exceptions()).toEqual([])
  const [head] = await store.db
    .selectFrom('event_heads')
    .select('hash')
    .where('store_id', '=', 'shop')
    .execute()
  expect(lines.join('\n')).toContain(head?.hash)
})

it('a broken one goes before a person, by store, and names the first row', async () => {
  await sql`drop trigger events_no_update`.execute(store.db)
  await sql`update events set body = '{"a":1}' where seq = 1`.execute(store.db)
  await night()
  expect(await exceptions()).toMatchObject([
    {
      store_id: 'shop',
      kind: 'event-log.broken',
      summary: expect.stringContaining('row 1') as string,
      state: 'open',
    },
    { store_id: 'shop', kind: 'event-log.broken', state: 'open' },
  ])
  await night()
  expect(await exceptions()).toHaveLength(2)
})

it('the night is the next three o’clock', () => {
  expect(nextNightMs(Date.parse('2026-11-23T02:59:59Z'))).toBe(Date.parse('2026-11-23T03:00:00Z'))
  expect(nextNightMs(Date.parse('2026-11-23T03:00:00Z'))).toBe(Date.parse('2026-11-24T03:00:00Z'))
})
