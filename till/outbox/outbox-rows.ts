import type { QueueEntry } from '../../domain/protocol/views.ts'
import type { ReadableDb, WritableDb } from '../store/db.ts'

/** In the transaction that journals the operation. */
export function addToOutbox(db: WritableDb, seq: number): void {
  db.prepare("INSERT INTO outbox (seq, state, reason) VALUES (?, 'pending', NULL)").run(seq)
}

export function readAcknowledgedSeq(db: ReadableDb): number {
  return (
    db.prepare<{ acknowledged_seq: number }>('SELECT acknowledged_seq FROM sync_state').get()
      ?.acknowledged_seq ?? 0
  )
}

export type PendingOperation = { readonly seq: number; readonly text: string }

/** The oldest pending operations in order, at most `countMax` of them. */
export function readPending(db: ReadableDb, countMax: number): readonly PendingOperation[] {
  return db
    .prepare<PendingOperation>(
      `SELECT outbox.seq, journal.text FROM outbox JOIN journal USING (seq)
       WHERE outbox.state = 'pending' ORDER BY outbox.seq LIMIT ?`,
    )
    .all(countMax)
}

/** Everything up to `seq` is at the server; what it parked stays here until a person has seen it. */
export function acknowledge(
  db: WritableDb,
  seq: number,
  parked: readonly { readonly seq: number; readonly reason: string }[],
): void {
  for (const one of parked) {
    db.prepare("UPDATE outbox SET state = 'needs-person', reason = ? WHERE seq = ?").run(one.reason, one.seq)
  }
  db.prepare("DELETE FROM outbox WHERE seq <= ? AND state = 'pending'").run(seq)
  db.prepare('UPDATE sync_state SET acknowledged_seq = ?').run(seq)
}

/** The server lost what it once had: everything after `seq` is waiting again. */
export function takeBack(db: WritableDb, seq: number): void {
  db.prepare(
    `INSERT INTO outbox (seq, state, reason) SELECT seq, 'pending', NULL FROM journal WHERE seq > ?
     ON CONFLICT (seq) DO UPDATE SET state = 'pending', reason = NULL`,
  ).run(seq)
  db.prepare('UPDATE sync_state SET acknowledged_seq = min(acknowledged_seq, ?)').run(seq)
}

export type QueueCounts = {
  readonly pending: number
  readonly oldestAtMs: number | null
  readonly needsPerson: number
}

export function readQueueCounts(db: ReadableDb): QueueCounts {
  const row = db
    .prepare<{ pending: number; needs_person: number; oldest_at_ms: number | null }>(
      `SELECT (SELECT count(*) FROM outbox WHERE state = 'pending') AS pending,
              (SELECT count(*) FROM outbox WHERE state = 'needs-person') AS needs_person,
              (SELECT at_ms FROM journal WHERE seq =
                (SELECT min(seq) FROM outbox WHERE state = 'pending')) AS oldest_at_ms`,
    )
    .get()
  return {
    pending: row?.pending ?? 0,
    oldestAtMs: row?.oldest_at_ms ?? null,
    needsPerson: row?.needs_person ?? 0,
  }
}

/** What needs a person first, then what waits, oldest first; at most `limit`. */
export function readQueue(db: ReadableDb, limit: number): readonly QueueEntry[] {
  return db
    .prepare<QueueEntry>(
      `SELECT outbox.seq AS seq, kind, at_ms AS atMs, state, reason FROM outbox JOIN journal USING (seq)
       ORDER BY state = 'pending', outbox.seq LIMIT ?`,
    )
    .all(limit)
}
