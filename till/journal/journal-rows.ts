import { canonicalText, parseOperation } from '../../domain/journal/chain.ts'
import { firstPrevHash, type Operation } from '../../domain/journal/operation.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { ReadableDb, WritableDb } from '../store/db.ts'

export type JournalHead = { readonly seq: number; readonly hash: string }

type Row = {
  readonly seq: number
  readonly id: string
  readonly kind: string
  readonly at_ms: number
  readonly prev_hash: string
  readonly hash: string
  readonly text: string
}

export function insertOperation(db: WritableDb, operation: Operation, text: string): void {
  db.prepare(
    'INSERT INTO journal (seq, id, kind, at_ms, prev_hash, hash, text) VALUES (?, ?, ?, ?, ?, ?, ?)',
  ).run(operation.seq, operation.id, operation.kind, operation.atMs, operation.prevHash, operation.hash, text)
}

export function readHead(db: ReadableDb): JournalHead {
  return (
    db.prepare<JournalHead>('SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1').get() ?? {
      seq: 0,
      hash: firstPrevHash,
    }
  )
}

export function hasOperation(db: ReadableDb, id: string): boolean {
  return db.prepare('SELECT 1 FROM journal WHERE id = ?').get(id) !== undefined
}

export function readRows(db: ReadableDb, fromSeq: number, limit: number): readonly Row[] {
  return db.prepare<Row>('SELECT * FROM journal WHERE seq >= ? ORDER BY seq LIMIT ?').all(fromSeq, limit)
}

export function readRowById(db: ReadableDb, id: string): Row | undefined {
  return db.prepare<Row>('SELECT * FROM journal WHERE id = ?').get(id)
}

/** Reads a row back as the operation it must be: same bytes, same hash, same columns. */
export function operationOfRow(row: Row): Result<Operation> {
  let value: unknown
  try {
    value = JSON.parse(row.text)
  } catch {
    return damagedRow(row, 'it is not readable')
  }
  const parsed = parseOperation(value)
  if (!parsed.ok) return damagedRow(row, parsed.error.message)
  const operation = parsed.value
  const agrees =
    operation.seq === row.seq &&
    operation.id === row.id &&
    operation.kind === row.kind &&
    operation.atMs === row.at_ms &&
    operation.prevHash === row.prev_hash &&
    operation.hash === row.hash &&
    canonicalText(operation) === row.text
  return agrees ? ok(operation) : damagedRow(row, 'its columns and its text differ')
}

const damagedRow = (row: Row, reason: string) =>
  fail('storage_damaged', `Operation ${row.seq} of the journal was changed after it was written: ${reason}`, {
    seq: row.seq,
  })
