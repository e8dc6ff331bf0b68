import { firstPrevHash, type Operation } from '../../domain/journal/operation.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { ReadableDb } from '../store/db.ts'
import { openScratch } from '../store/scratch.ts'
import { canonicalText } from './canonical-text.ts'
import { insertOperation, type JournalHead, operationOfRow, readRows } from './journal-rows.ts'
import { applyProjections, type Projection } from './projection.ts'

/** A row that only one side has. */
export type Difference = { readonly table: string; readonly row: string; readonly side: 'live' | 'replayed' }

const pageRows = 500

/** Every operation in order, each checked by itself; `visit` sees it with the one before. */
function walk(db: ReadableDb, visit: (operation: Operation, text: string) => void): Result<JournalHead> {
  let head: JournalHead = { seq: 0, hash: firstPrevHash }
  for (;;) {
    const rows = readRows(db, head.seq + 1, pageRows)
    for (const row of rows) {
      const operation = operationOfRow(row)
      if (!operation.ok) return operation
      if (row.seq !== head.seq + 1)
        return broken(head.seq + 1, `operation ${head.seq + 1} is missing from the journal`)
      if (row.prev_hash !== head.hash)
        return broken(row.seq, `operation ${row.seq} does not follow the one before it`)
      visit(operation.value, row.text)
      head = { seq: row.seq, hash: row.hash }
    }
    if (rows.length < pageRows) return ok(head)
  }
}

const broken = (seq: number, finding: string) =>
  fail(
    'storage_damaged',
    `The journal is damaged: ${finding}. Keep a copy of the data folder and call support.`,
    {
      seq,
    },
  )

export function verifyChain(db: ReadableDb): Result<JournalHead> {
  const walked = walk(db, () => {})
  if (!walked.ok) return walked
  const forgotten = db
    .prepare<{ seq: number }>(
      `SELECT seq FROM journal WHERE seq > (SELECT acknowledged_seq FROM sync_state)
       AND seq NOT IN (SELECT seq FROM outbox) ORDER BY seq LIMIT 1`,
    )
    .get()
  return forgotten === undefined
    ? walked
    : broken(forgotten.seq, `operation ${forgotten.seq} is neither at the server nor waiting to be sent`)
}

/** Replays the journal into an empty database in memory and compares every projected table, row by row. */
export function replayAndCompare(
  db: ReadableDb,
  projections: readonly Projection[],
): Result<readonly Difference[]> {
  const scratch = openScratch()
  if (!scratch.ok) return scratch
  const fresh = scratch.value
  try {
    fresh.exec('BEGIN')
    const walked = walk(db, (operation, text) => {
      insertOperation(fresh, operation, text)
      applyProjections(projections, fresh, operation, canonicalText)
    })
    fresh.exec('COMMIT')
    if (!walked.ok) return walked
    return ok(projections.flatMap(({ tables }) => tables.flatMap((table) => compareTable(db, fresh, table))))
  } finally {
    fresh.close()
  }
}

function compareTable(live: ReadableDb, fresh: ReadableDb, table: string): readonly Difference[] {
  const replayed = countRows(fresh, table)
  const differences: Difference[] = []
  for (const [row, count] of countRows(live, table)) {
    const same = Math.min(count, replayed.get(row) ?? 0)
    for (let n = same; n < count; n++) differences.push({ table, row, side: 'live' })
    replayed.set(row, (replayed.get(row) ?? 0) - same)
  }
  for (const [row, count] of replayed) {
    for (let n = 0; n < count; n++) differences.push({ table, row, side: 'replayed' })
  }
  return differences
}

function countRows(db: ReadableDb, table: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const row of db.prepare<Record<string, unknown>>(`SELECT * FROM "${table}"`).all()) {
    const text = canonicalText(row)
    counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  return counts
}
