import { expect, onTestFinished, test } from 'vitest'
import { createOutbox } from '../../../../till/outbox/outbox.ts'
import { journalOn, openStoreOrThrow } from '../journal/test-journal.ts'
import { createFailingDisk } from '../store/failing-disk.ts'
import { tempFolder } from '../store/temp-folder.ts'

function open(operations: number) {
  const disk = createFailingDisk()
  const store = openStoreOrThrow(tempFolder(), { open: disk.open })
  onTestFinished(() => store.close())
  const journal = journalOn(store)
  for (let n = 0; n < operations; n++) journal.write([{ kind: 'staff.signed-out', body: {} }])
  return { store, journal, disk, outbox: createOutbox(store) }
}

const seqs = (entries: readonly { readonly seq: number }[]) => entries.map(({ seq }) => seq)

test('what waits is counted, with the age of the oldest, and leaves when it is acknowledged', () => {
  const { outbox, journal } = open(4)
  const read = journal.read(1, 1)
  const first = read.ok ? read.value[0] : undefined
  expect(outbox.counts()).toEqual({ pending: 4, oldestAtMs: first?.atMs, needsPerson: 0 })
  expect(seqs(outbox.nextBatch(3))).toEqual([1, 2, 3])
  expect(outbox.acknowledged(3, []).ok).toBe(true)
  expect(seqs(outbox.nextBatch(100))).toEqual([4])
  expect(outbox.acknowledgedSeq()).toBe(3)
  expect(journal.verify().ok).toBe(true)
})

test('what the server parked stays in sight, before what waits, until everything is asked for again', () => {
  const { outbox, journal } = open(3)
  outbox.acknowledged(2, [{ seq: 1, reason: 'a fork' }])
  expect(outbox.entries()).toMatchObject([
    { seq: 1, state: 'needs-person', reason: 'a fork' },
    { seq: 3, state: 'pending', reason: null },
  ])
  expect(seqs(outbox.nextBatch(100))).toEqual([3])
  outbox.takeBack(0)
  expect(outbox.acknowledgedSeq()).toBe(0)
  expect(seqs(outbox.nextBatch(100))).toEqual([1, 2, 3])
  expect(outbox.counts().needsPerson).toBe(0)
  expect(journal.verify().ok).toBe(true)
})

test('an acknowledgement that is not on disk does not count', () => {
  const { outbox, disk } = open(2)
  disk.failNextCommit('lost')
  expect(outbox.acknowledged(2, []).ok).toBe(false)
  expect(outbox.acknowledgedSeq()).toBe(0)
  expect(seqs(outbox.nextBatch(100))).toEqual([1, 2])
})
