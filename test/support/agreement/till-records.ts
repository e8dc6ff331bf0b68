import { join } from 'node:path'
import Database from 'better-sqlite3'

/** What a till holds on its disk: the journal as written, and what it still has to hand over. */
export type TillRecords = {
  readonly journal: readonly { readonly seq: number; readonly hash: string; readonly text: string }[]
  readonly outbox: readonly { readonly seq: number; readonly state: string; readonly reason: string | null }[]
  readonly acknowledgedSeq: number
}

/**
 * Reads a till's database beside the till itself, in one read transaction over file and write-ahead log, without writing a byte. Works on a
 * running till and on one that was killed.
 */
export function readTill(dataFolder: string): TillRecords {
  const db = new Database(join(dataFolder, 'till.sqlite'), { readonly: true, fileMustExist: true })
  try {
    return db.transaction(() => tillRecordsOf(db))()
  } finally {
    db.close()
  }
}

export function tillRecordsOf(db: Database.Database): TillRecords {
  return {
    journal: db
      .prepare<[], TillRecords['journal'][number]>('SELECT seq, hash, text FROM journal ORDER BY seq')
      .all(),
    outbox: db
      .prepare<[], TillRecords['outbox'][number]>('SELECT seq, state, reason FROM outbox ORDER BY seq')
      .all(),
    acknowledgedSeq:
      db.prepare<[], { seq: number }>('SELECT acknowledged_seq AS seq FROM sync_state').get()?.seq ?? 0,
  }
}
