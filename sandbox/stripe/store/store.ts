import type Database from 'better-sqlite3'
import type { Kind, Records } from './records.ts'

interface Row {
  readonly seq: number
  readonly body: string
}

/** The objects of the practice account, on disk. Newest first means: made last, first. */
export interface Store {
  readonly get: <K extends Kind>(kind: K, id: string) => Records[K] | undefined
  /** Inserts, or replaces without changing its place in lists. */
  readonly put: <K extends Kind>(kind: K, object: Records[K]) => void
  readonly delete: (kind: Kind, id: string) => void
  /** All of a kind, lazily, in the order asked for; `beyond` starts after that id. */
  readonly walk: <K extends Kind>(kind: K, options?: WalkOptions) => Generator<Records[K]>
  /** Runs in one transaction; what is thrown rolls it back. */
  readonly transaction: <T>(work: () => T) => T
  readonly db: Database.Database
}

export interface WalkOptions {
  readonly order?: 'newest first' | 'oldest first'
  readonly beyond?: string | undefined
  /** Only the children of this object: charges of an intent, refunds of a charge, balance transactions of a source. */
  readonly parent?: string | undefined
}

const batchSize = 100

/** The object a record belongs to, indexed so that its family is found quickly. */
const parentOf = (object: Records[Kind]): string | null => {
  switch (object.object) {
    case 'charge':
      return object.payment_intent
    case 'refund':
      return object.charge
    case 'balance_transaction':
      return object.source
    default:
      return null
  }
}

export const createStore = (db: Database.Database): Store => {
  const select = db.prepare<[string, string], Row>('SELECT seq, body FROM objects WHERE id = ? AND kind = ?')
  const upsert = db.prepare(
    `INSERT INTO objects (id, kind, parent, body) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET body = excluded.body`,
  )
  const remove = db.prepare('DELETE FROM objects WHERE id = ? AND kind = ?')
  const pages = {
    'newest first': db.prepare<[string, number, string | null, string | null, number], Row>(
      `SELECT seq, body FROM objects WHERE kind = ? AND seq < ? AND (? IS NULL OR parent = ?)
       ORDER BY seq DESC LIMIT ?`,
    ),
    'oldest first': db.prepare<[string, number, string | null, string | null, number], Row>(
      `SELECT seq, body FROM objects WHERE kind = ? AND seq > ? AND (? IS NULL OR parent = ?)
       ORDER BY seq ASC LIMIT ?`,
    ),
  }

  function* walk<K extends Kind>(kind: K, options: WalkOptions = {}): Generator<Records[K]> {
    const order = options.order ?? 'newest first'
    const parent = options.parent ?? null
    let at = order === 'newest first' ? Number.MAX_SAFE_INTEGER : 0
    if (options.beyond !== undefined) at = select.get(options.beyond, kind)?.seq ?? at
    for (;;) {
      const rows = pages[order].all(kind, at, parent, parent, batchSize)
      for (const row of rows) {
        at = row.seq
        yield JSON.parse(row.body) as Records[K]
      }
      if (rows.length < batchSize) return
    }
  }

  return {
    get: <K extends Kind>(kind: K, id: string) => {
      const row = select.get(id, kind)
      return row === undefined ? undefined : (JSON.parse(row.body) as Records[K])
    },
    put: (kind, object) => {
      upsert.run(object.id, kind, parentOf(object), JSON.stringify(object))
    },
    delete: (kind, id) => {
      remove.run(id, kind)
    },
    walk,
    transaction: (work) => db.transaction(work).immediate(),
    db,
  }
}
