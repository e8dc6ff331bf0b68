import { expect, onTestFinished, test } from 'vitest'
import type { Agenda } from '../../../sandbox/stripe/agenda/agenda.ts'
import { runAgenda } from '../../../sandbox/stripe/agenda/run-agenda.ts'
import { storageSentence } from '../../../sandbox/stripe/store/storage-sentence.ts'

const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })

/** One piece of work that is due and stays due until it is performed. */
function oneDue(): Agenda {
  let isDue = true
  return {
    plan: () => undefined,
    due: () => (isDue ? [{ id: 1, work: { kind: 'refund_settles', refund: 're_1' } }] : []),
    done: () => {
      isDue = false
    },
    nextDueMs: () => (isDue ? 0 : undefined),
  }
}

test('work that meets a full disk is told once and done when there is room again', () => {
  const agenda = oneDue()
  const told: unknown[] = []
  let hasRoom = false
  const runner = runAgenda(
    agenda,
    { nowMs: () => 0 },
    (id) => {
      if (!hasRoom) throw full
      agenda.done(id)
    },
    (error) => told.push(error),
  )
  onTestFinished(() => runner.stop())
  runner.poke()
  runner.poke()
  expect(told).toEqual([full])
  expect(agenda.due()).toHaveLength(1)
  hasRoom = true
  runner.poke()
  expect(agenda.due()).toHaveLength(0)
})

test('what the disk said becomes one sentence with a way out, and a bug becomes none', () => {
  expect(storageSentence(full)).toMatch(
    /^The disk .* is full: free some space and try again\. Nothing was done\.$/,
  )
  for (const code of [
    'SQLITE_READONLY_DBMOVED',
    'SQLITE_IOERR_WRITE',
    'SQLITE_CORRUPT_INDEX',
    'SQLITE_NOTADB',
  ]) {
    expect(storageSentence(Object.assign(new Error(code), { code }))).toMatch(/^The .+: .+\.$/)
  }
  expect(storageSentence(new TypeError('x'))).toBeUndefined()
  expect(storageSentence(Object.assign(new Error('x'), { code: 'SQLITE_CONSTRAINT' }))).toBeUndefined()
})
