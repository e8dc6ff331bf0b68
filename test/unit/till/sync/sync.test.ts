import { expect, test } from 'vitest'
import { pushRequestSchema, syncBatchBytesMax, syncBatchCountMax } from '../../../../domain/protocol/sync.ts'
import type { Entry } from '../../../../till/journal/journal.ts'
import { createOutbox } from '../../../../till/outbox/outbox.ts'
import { failure } from '../server-link/loopback-server.ts'
import { tempFolder } from '../store/temp-folder.ts'
import { openSyncedTill, type SyncedTill, until } from './test-sync.ts'

const signIn: Entry = { kind: 'staff.signed-in', body: { name: 'Ada' } }

function journalled({ journal }: SyncedTill, count: number, name = 'Ada'): void {
  for (let n = 0; n < count; n++) {
    const written = journal.write([{ kind: 'staff.signed-in', body: { name } }])
    if (!written.ok) throw new Error(written.error.message)
  }
}

const pushes = ({ server }: SyncedTill) =>
  server.seen
    .filter(({ path }) => path === '/v1/sync/operations')
    .map(({ body }) => pushRequestSchema.parse(body).operations)

const texts = ({ store }: SyncedTill) =>
  store.db
    .prepare<{ text: string }>('SELECT text FROM journal ORDER BY seq')
    .all()
    .map(({ text }) => text)

test('everything journalled reaches the server in order, as the very bytes that were hashed', async () => {
  const till = await openSyncedTill()
  journalled(till, 3)
  till.sync.start()
  await until(() => till.outbox.counts().pending === 0)
  journalled(till, 2)
  await until(() => till.outbox.acknowledgedSeq() === 5)
  expect([...till.rules.taken.values()]).toEqual(texts(till))
  expect(till.outbox.counts()).toEqual({ pending: 0, oldestAtMs: null, needsPerson: 0 })
  expect(till.sync.isOnline()).toBe(true)
})

test('a batch is bounded in number and in bytes', async () => {
  const till = await openSyncedTill()
  journalled(till, syncBatchCountMax + 50)
  journalled(till, 5, 'x'.repeat(300_000))
  till.sync.start()
  await until(() => till.outbox.counts().pending === 0)
  const batches = pushes(till)
  expect(batches.map(({ length }) => length)).toEqual([200, 53, 2])
  for (const batch of batches) {
    expect(batch.reduce((bytes, text) => bytes + Buffer.byteLength(text), 0)).toBeLessThanOrEqual(
      syncBatchBytesMax,
    )
  }
})

test('an answer that was lost is asked for again, and what the server had already counts as taken', async () => {
  const till = await openSyncedTill()
  journalled(till, 3)
  let lost = 0
  till.server.answer((seen) => {
    const answer = till.rules.answer(seen)
    if (seen.method === 'POST' && lost < 2) {
      lost += 1
      return 'drop'
    }
    return answer
  })
  till.sync.start()
  await until(() => till.outbox.counts().pending === 0)
  expect(lost).toBe(2)
  expect([...till.rules.taken.values()]).toEqual(texts(till))
})

test('the acknowledgement is on disk: a restart sends nothing twice', async () => {
  const till = await openSyncedTill()
  journalled(till, 4)
  till.sync.start()
  await until(() => till.outbox.counts().pending === 0)
  const again = createOutbox(till.store)
  expect(again.acknowledgedSeq()).toBe(4)
  expect(again.nextBatch(100)).toEqual([])
})

test('a server that misses operations is sent them from the one it expects', async () => {
  const till = await openSyncedTill()
  journalled(till, 6)
  till.sync.start()
  await until(() => till.outbox.acknowledgedSeq() === 6)
  // The server was put back from yesterday's copy.
  for (const seq of [4, 5, 6]) till.rules.taken.delete(seq)
  journalled(till, 1)
  await until(() => till.outbox.acknowledgedSeq() === 7)
  expect([...till.rules.taken.values()]).toEqual(texts(till))
  expect(till.journal.verify().ok).toBe(true)
})

test('an operation the server parks needs a person, with its reason, and those behind it go on', async () => {
  const till = await openSyncedTill()
  till.rules.parks.set(2, 'Another operation already stands at this place.')
  journalled(till, 4)
  till.sync.start()
  await until(() => till.outbox.acknowledgedSeq() === 4)
  expect(till.outbox.counts()).toMatchObject({ pending: 0, needsPerson: 1 })
  expect(till.outbox.entries()).toMatchObject([
    { seq: 2, state: 'needs-person', reason: 'Another operation already stands at this place.' },
  ])
  expect(pushes(till)).toHaveLength(1)
})

test('what is being sent right now is shown as such, and is not on disk as such', async () => {
  const till = await openSyncedTill()
  journalled(till, 2)
  till.server.answer((seen) => (seen.method === 'POST' ? 'hang' : till.rules.answer(seen)))
  till.sync.start()
  await until(() => till.server.seen.some(({ method }) => method === 'POST'))
  journalled(till, 1)
  expect(till.outbox.entries().map(({ state }) => state)).toEqual(['sending', 'sending', 'pending'])
  expect(
    createOutbox(till.store)
      .entries()
      .map(({ state }) => state),
  ).toEqual(['pending', 'pending', 'pending'])
})

test('a server that knows more of this register than the till stops the till: its folder is an old copy', async () => {
  const till = await openSyncedTill()
  journalled(till, 1)
  till.server.answer((seen) =>
    seen.method === 'POST'
      ? { status: 200, body: { acknowledgedSeq: 9, results: [], serverTimeMs: 1 } }
      : till.rules.answer(seen),
  )
  till.sync.start()
  await until(() => !till.journal.mayWrite().ok)
  const refused = till.journal.write([signIn])
  expect(refused.ok ? '' : refused.error.message).toContain('put back from an older copy')
})

test('a gap beyond what the till has stops it as well', async () => {
  const till = await openSyncedTill()
  journalled(till, 1)
  till.server.answer((seen) =>
    seen.method === 'POST' ? failure(409, 'sync_gap', { expectedSeq: 5 }) : till.rules.answer(seen),
  )
  till.sync.start()
  await until(() => !till.journal.mayWrite().ok)
})

test('a batch that is too much for the server is halved until it fits', async () => {
  const till = await openSyncedTill()
  journalled(till, 10)
  till.server.answer((seen) => {
    const tooMuch = seen.method === 'POST' && pushRequestSchema.parse(seen.body).operations.length > 3
    return tooMuch ? failure(413, 'body_too_large') : till.rules.answer(seen)
  })
  till.sync.start()
  await until(() => till.outbox.acknowledgedSeq() === 10)
  expect([...till.rules.taken.keys()]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
})

test('waits grow with jitter up to a limit while the server is away, and new work does not wait for them', async () => {
  const till = await openSyncedTill()
  journalled(till, 1)
  till.server.answer(() => 'drop')
  till.sync.start()
  await until(() => till.server.seen.filter(({ method }) => method === 'POST').length >= 9)
  // Half of the ceiling each time, as the randomness is 0.5: 500, 1000, … 15000.
  const waits = till.scheduler.waits
  for (const wait of [250, 500, 1_000, 2_000, 4_000, 7_500]) expect(waits).toContain(wait)
  expect(Math.max(...waits)).toBe(7_500)
  expect(till.sync.isOnline()).toBe(false)
  expect(till.outbox.counts().pending).toBe(1)
})

test('work that comes while waiting is sent at once', async () => {
  const till = await openSyncedTill()
  till.server.answer(() => 'drop')
  till.sync.start()
  await until(() => till.scheduler.waits.includes(7_500))
  const before = pushes(till).length
  journalled(till, 1)
  await until(() => pushes(till).length > before)
  expect(till.outbox.counts().pending).toBe(1)
})

test('the connection coming back is told, and everything that waited goes', async () => {
  const till = await openSyncedTill()
  const told: boolean[] = []
  till.sync.onConnection((online) => void told.push(online))
  till.server.answer(() => 'drop')
  journalled(till, 2)
  till.sync.start()
  await until(() => till.server.seen.length >= 2)
  till.server.answer(till.rules.answer)
  await until(() => till.outbox.counts().pending === 0)
  expect(told).toEqual([true])
  till.server.answer(() => 'drop')
  journalled(till, 1)
  await until(() => told.length === 2)
  expect(told).toEqual([true, false])
})

test('while offline, a change of the networks is a reason to try at once', async () => {
  let networks = ''
  const till = await openSyncedTill({ networks: () => networks })
  till.server.answer(() => 'drop')
  till.sync.start()
  await until(() => till.scheduler.waits.includes(7_500))
  const quiet = till.server.seen.length
  networks = 'wlan0 10.0.0.7'
  await until(() => till.server.seen.length > quiet)
})

test('a device that is revoked keeps its operations and asks seldom', async () => {
  const till = await openSyncedTill()
  journalled(till, 1)
  till.server.answer(() => failure(403, 'device_revoked'))
  till.sync.start()
  await until(() => till.scheduler.waits.includes(60_000))
  expect(till.sync.isOnline()).toBe(true)
  expect(till.outbox.counts().pending).toBe(1)
})

test('the server being away for a whole shift loses nothing and doubles nothing', async () => {
  const folder = tempFolder()
  const till = await openSyncedTill({ folder })
  let n = 0
  till.server.answer((seen) => {
    n += 1
    // Every third request is lost on the way in, every fifth on the way back.
    if (n % 3 === 0) return 'drop'
    const answer = till.rules.answer(seen)
    return n % 5 === 0 ? 'half' : answer
  })
  till.sync.start()
  for (let round = 0; round < 20; round++) {
    journalled(till, 7)
    await new Promise((resolve) => setTimeout(resolve, 3))
  }
  await until(() => till.outbox.acknowledgedSeq() === 140)
  expect([...till.rules.taken.values()]).toEqual(texts(till))
})
