import { join } from 'node:path'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { shiftIdSchema } from '../../../../domain/ids/ids.ts'
import { canonicalText, sealOperation } from '../../../../domain/journal/chain.ts'
import {
  firstPrevHash,
  type OperationHeader,
  operationHeaderSchema,
  operationKinds,
} from '../../../../domain/journal/operation.ts'
import { fail } from '../../../../domain/result.ts'
import { canonicalText as fastCanonicalText } from '../../../../till/journal/canonical-text.ts'
import type { Entry } from '../../../../till/journal/journal.ts'
import { sealWithText } from '../../../../till/journal/seal.ts'
import { openConnection } from '../../../../till/store/connection.ts'
import { databaseFileName, type StoreOptions } from '../../../../till/store/till-store.ts'
import { bodies } from '../../domain/journal/operations.ts'
import { createFailingDisk } from '../store/failing-disk.ts'
import { tempFolder } from '../store/temp-folder.ts'
import { journalOn, openStoreOrThrow, unpaired } from './test-journal.ts'

const signIn: Entry = { kind: 'staff.signed-in', body: { name: 'Ada' } }
const signOut: Entry = { kind: 'staff.signed-out', body: {} }

function open(options: StoreOptions = {}, folder = tempFolder()) {
  const store = openStoreOrThrow(folder, options)
  onTestFinished(() => store.close())
  return { folder, store, journal: journalOn(store) }
}

const countRows = (store: ReturnType<typeof open>['store'], table: string): number =>
  store.db.prepare<{ n: number }>(`SELECT count(*) AS n FROM ${table}`).get()?.n ?? 0

test('operations are numbered without a gap and each carries the hash of the one before', () => {
  const { journal } = open()
  const first = journal.write([signIn])
  const next = journal.write([signOut, signIn])
  const operations = [...(first.ok ? first.value : []), ...(next.ok ? next.value : [])]
  expect(operations.map(({ seq }) => seq)).toEqual([1, 2, 3])
  expect(operations.map(({ prevHash }) => prevHash)).toEqual([
    firstPrevHash,
    operations[0]?.hash,
    operations[1]?.hash,
  ])
  expect(journal.head()).toEqual({ seq: 3, hash: operations[2]?.hash })
  expect(journal.verify()).toEqual({ ok: true, value: journal.head() })
  expect(journal.read(2, 10)).toEqual({ ok: true, value: operations.slice(1) })
})

test('an operation, its rows, its outbox entry and what else belongs to it are there together or not at all', () => {
  const { store, journal } = open()
  const written = journal.write([signIn], (db) => {
    db.prepare("INSERT INTO meta VALUES ('draft', 'x')").run()
  })
  expect(written.ok).toBe(true)
  expect(() =>
    journal.write([signOut], (db) => {
      db.prepare("INSERT INTO meta VALUES ('draft', 'again')").run()
    }),
  ).toThrow()
  expect(countRows(store, 'journal')).toBe(1)
  expect(countRows(store, 'outbox')).toBe(1)
  // The head was not lost by it.
  const after = journal.write([signOut])
  expect(after.ok ? after.value[0]?.seq : 0).toBe(2)
})

test('the journal refuses changes, removals and anything that does not follow its head, even past this code', () => {
  const { store, journal } = open()
  journal.write([signIn, signOut])
  const attempt = (sql: string) => () => store.transaction((db) => db.exec(sql))
  expect(attempt("UPDATE journal SET text = '{}' WHERE seq = 1")).toThrow('append-only')
  expect(attempt('DELETE FROM journal WHERE seq = 2')).toThrow('append-only')
  const row = `'b', 'staff.signed-out', 1, '${journal.head().hash}', '${'a'.repeat(64)}', '{}'`
  expect(attempt(`INSERT INTO journal VALUES (4, ${row})`)).toThrow('does not follow')
  expect(attempt(`INSERT INTO journal VALUES (2, ${row})`)).toThrow()
  expect(
    attempt(`INSERT INTO journal VALUES (3, 'b', 'staff.signed-out', 1, '${firstPrevHash}', 'x', '{}')`),
  ).toThrow('does not follow')
  expect(journal.verify().ok).toBe(true)
})

test('every kind of tampering is found by verifying', () => {
  const tamperings = [
    `UPDATE journal SET text = replace(text, 'Ada', 'Eve') WHERE seq = 2`,
    `UPDATE journal SET at_ms = 5 WHERE seq = 2`,
    `UPDATE journal SET text = text || ' ' WHERE seq = 2`,
    `UPDATE journal SET prev_hash = hash WHERE seq = 2`,
    `DELETE FROM journal WHERE seq = 2`,
    `DELETE FROM outbox WHERE seq = 3`,
    `UPDATE journal SET seq = 9 WHERE seq = 3`,
  ]
  for (const tampering of tamperings) {
    const folder = tempFolder()
    const store = openStoreOrThrow(folder)
    journalOn(store).write([signOut, signIn, signOut])
    store.close()
    const raw = openConnection(join(folder, databaseFileName), { timeoutMs: 0 })
    raw.exec(
      'PRAGMA foreign_keys = OFF; DROP TRIGGER journal_refuses_update; DROP TRIGGER journal_refuses_delete',
    )
    raw.exec(tampering)
    raw.close()
    const verified = open({}, folder).journal.verify()
    expect(verified.ok ? tampering : verified.error.code).toBe('storage_damaged')
  }
})

test('a replay of the journal gives the live tables, and a row that does not follow from it is named', () => {
  const { store, journal } = open()
  const shiftId = shiftIdSchema.parse('0190163d-8694-739b-aea5-0000000000ff')
  journal.write([{ kind: 'shift.opened', body: { floatMinor: 500, currency: 'EUR' }, shiftId }, signIn])
  expect(countRows(store, 'shifts')).toBe(1)
  expect(journal.rebuild()).toEqual({ ok: true, value: [] })
  store.transaction((db) => {
    db.exec("INSERT INTO shifts VALUES ('made-up', 77, 1, NULL, 0, 'EUR')")
  })
  const rebuilt = journal.rebuild()
  expect(rebuilt.ok ? rebuilt.value.map(({ table, side }) => ({ table, side })) : []).toEqual([
    { table: 'shifts', side: 'live' },
  ])
})

test('nothing is journalled before the till is paired', () => {
  const { store } = open()
  const journal = journalOn(store, { identity: unpaired })
  const written = journal.write([signIn])
  expect(written.ok ? '' : written.error.code).toBe('not_paired')
  expect(journal.mayWrite().ok).toBe(false)
  expect(countRows(store, 'journal')).toBe(0)
})

test('an entry that could not be read back is a bug and is never written', () => {
  const { store, journal } = open()
  const wrong = { kind: 'staff.signed-in', body: { name: 5 } } as never
  expect(() => journal.write([wrong])).toThrow('staff.signed-in')
  expect(() => journal.write([{ kind: 'staff.signed-in', body: { name: 'half \ud800' } }])).toThrow(
    'half a character',
  )
  expect(countRows(store, 'journal')).toBe(0)
})

test('a commit that reported an I/O error is looked up: what landed is acknowledged, once', () => {
  const disk = createFailingDisk()
  const { store, journal } = open({ open: disk.open })
  disk.failNextCommit('landed')
  const landed = journal.write([signIn])
  expect(landed.ok).toBe(true)
  disk.failNextCommit('lost')
  const lost = journal.write([signOut])
  expect(lost.ok ? '' : lost.error.code).toBe('storage_failed')
  const again = journal.write([signOut])
  expect(again.ok ? again.value[0]?.seq : 0).toBe(2)
  expect(countRows(store, 'journal')).toBe(2)
  expect(journal.verify().ok).toBe(true)
})

test('a till that is blocked writes nothing, says why, and still does after a restart, until it is lifted', () => {
  const { folder, store, journal } = open()
  journal.write([signIn])
  journal.block(fail('storage_damaged', 'Put back from an older copy.'))
  expect(journal.write([signOut])).toEqual(fail('storage_damaged', 'Put back from an older copy.'))
  expect(journalOn(store).mayWrite()).toEqual(fail('storage_damaged', 'Put back from an older copy.'))
  expect(folder).not.toBe('')
  const restarted = journalOn(store)
  restarted.unblock()
  expect(restarted.write([signOut]).ok).toBe(true)
})

test('listeners hear of each commit, in order, until they leave', () => {
  const { journal } = open()
  const heard: number[] = []
  const off = journal.onWritten((operations) => heard.push(...operations.map(({ seq }) => seq)))
  journal.write([signIn, signOut])
  journal.write([signIn])
  off()
  journal.write([signOut])
  expect(heard).toEqual([1, 2, 3])
})

test('an operation is found by its id', () => {
  const { journal } = open()
  const written = journal.write([signIn, signOut])
  const operation = written.ok ? written.value[1] : undefined
  if (operation === undefined) throw new Error('nothing was written')
  expect(journal.find(operation.id)).toEqual({ ok: true, value: operation })
})

const header: OperationHeader = operationHeaderSchema.parse({
  id: '0190163d-8694-739b-aea5-000000000001',
  storeId: 'store-1',
  registerId: 'register-1',
  seq: 1,
  atMs: 1_700_000_000_000,
  shiftId: null,
  staffId: 'ada',
  kind: 'staff.signed-in',
  v: 1,
  prevHash: firstPrevHash,
})

test('the fast seal makes the very operation and bytes of the domain, for every kind', () => {
  for (const kind of operationKinds) {
    const expected = sealOperation({ ...header, kind }, bodies[kind])
    const { operation, text } = sealWithText({ ...header, kind }, bodies[kind])
    expect(operation).toEqual(expected)
    expect(text).toBe(canonicalText(expected))
  }
})

test('the fast canonical text is RFC 8785, whatever the value', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }), (value) => {
      expect(fastCanonicalText(value)).toBe(canonicalText(value))
    }),
    { numRuns: 200 },
  )
  for (const value of [
    -0,
    1e21,
    1e-7,
    0.1,
    5e-324,
    '\u2028"\\\b\u007f',
    { b: 1, a: undefined, 10: 0, 9: 0, é: 1, '😀': 2, '\ufb33': 3 },
  ]) {
    expect(fastCanonicalText(value)).toBe(canonicalText(value))
  }
  expect(() => fastCanonicalText(Number.NaN)).toThrow()
  expect(() => fastCanonicalText('\ud800')).toThrow()
})
