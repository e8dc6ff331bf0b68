import { expect, test } from 'vitest'
import type { Change } from '../../../../domain/protocol/sync.ts'
import type { ChangeApplier } from '../../../../till/sync/pull.ts'
import { readCursor } from '../../../../till/sync/pull.ts'
import type { Seen } from '../server-link/loopback-server.ts'
import { openSyncedTill, until } from './test-sync.ts'

const category = (n: number) => ({
  kind: 'category',
  id: `c${n}`,
  value: { id: `c${n}`, name: `Category ${n}`, hue: 10, position: n },
})

/** Keeps what it is given in `meta`, so that a page and its cursor can be seen to be one transaction. */
function keeper(fails: () => boolean = () => false) {
  const seen: Change[] = []
  let applied = 0
  const applier: ChangeApplier = {
    applyChanges(db, changes) {
      for (const change of changes) {
        db.prepare('INSERT OR REPLACE INTO meta VALUES (?, ?)').run(`kept ${change.id}`, 'x')
      }
      if (fails()) throw new Error('a bug in an applier')
      seen.push(...changes)
    },
    changesApplied() {
      applied += 1
    },
  }
  return { applier, seen, timesApplied: () => applied }
}

const page = (changes: readonly unknown[], cursor: string, more: boolean) => ({
  status: 200,
  body: { changes, cursor, more },
})

const cursorOf = ({ path }: Seen) => new URL(path, 'http://x').searchParams.get('after')

test('pages are taken in order until there are no more, each with its cursor', async () => {
  const kept = keeper()
  const till = await openSyncedTill({ appliers: [kept.applier] })
  till.server.answer((seen) => {
    switch (cursorOf(seen)) {
      case '':
        return page([category(1), category(2)], 'after 2', true)
      case 'after 2':
        return page([category(3)], 'after 3', false)
      default:
        return page([], 'after 3', false)
    }
  })
  till.sync.start()
  await until(() => readCursor(till.store.db) === 'after 3')
  expect(kept.seen.map(({ id }) => id)).toEqual(['c1', 'c2', 'c3'])
  await until(() => kept.timesApplied() === 2)
  // And then now and again, from where it stands.
  await until(() => till.server.seen.filter((seen) => cursorOf(seen) === 'after 3').length >= 2)
  expect(kept.seen).toHaveLength(3)
})

test('a page whose rows cannot be kept moves no cursor, and comes again', async () => {
  let failing = true
  const kept = keeper(() => failing)
  const till = await openSyncedTill({ appliers: [kept.applier] })
  till.server.answer((seen) => page(cursorOf(seen) === 'after 1' ? [] : [category(1)], 'after 1', false))
  till.sync.start()
  await until(() => till.logged.includes('sync.pull-bug'))
  expect(readCursor(till.store.db)).toBe('')
  expect(till.store.db.prepare("SELECT 1 FROM meta WHERE key = 'kept c1'").get()).toBeUndefined()
  failing = false
  till.sync.wake()
  await until(() => readCursor(till.store.db) === 'after 1')
  expect(kept.seen.map(({ id }) => id)).toEqual(['c1'])
})

test('a change that this till does not know is left out and the others are taken', async () => {
  const kept = keeper()
  const till = await openSyncedTill({ appliers: [kept.applier] })
  const unknown = { kind: 'loyalty-card', id: 'l1', value: {} }
  const broken = { kind: 'category', id: 'c9', value: { id: 'c9', name: 'no hue' } }
  const changes = [category(1), unknown, broken, category(2)]
  till.server.answer((seen) => page(cursorOf(seen) === 'after 2' ? [] : changes, 'after 2', false))
  till.sync.start()
  await until(() => readCursor(till.store.db) === 'after 2')
  expect(kept.seen.map(({ id }) => id)).toEqual(['c1', 'c2'])
  expect(till.logged.filter((event) => event === 'sync.change-not-understood')).toHaveLength(2)
})

test('a server that says "more" without moving on is not asked in a circle', async () => {
  const till = await openSyncedTill()
  till.server.answer(() => page([], '', true))
  till.sync.start()
  await until(() => till.scheduler.waits.includes(10_000))
  // Once, and once more because the connection had just come.
  expect(till.server.seen.length).toBeLessThanOrEqual(2)
})
