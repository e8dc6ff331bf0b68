import type { WritableDb } from '../store/db.ts'

/** In the transaction that journals the operation. */
export function addToOutbox(db: WritableDb, seq: number): void {
  db.prepare("INSERT INTO outbox (seq, state, reason) VALUES (?, 'pending', NULL)").run(seq)
}
