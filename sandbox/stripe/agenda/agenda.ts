import type Database from 'better-sqlite3'
import type { Clock } from '../clock.ts'
import type { PresentedCard } from '../readers/reader.ts'

/** Work that comes due by itself. It is kept on disk, so a restart does not forget it. */
export type PlannedWork =
  | {
      readonly kind: 'bank_answers'
      readonly reader: string
      readonly action: number
      readonly card: PresentedCard
    }
  | { readonly kind: 'customer_presents'; readonly reader: string; readonly action: number }
  | { readonly kind: 'reader_updated'; readonly reader: string }
  | { readonly kind: 'refund_settles'; readonly refund: string }
  | { readonly kind: 'authorisation_expires'; readonly intent: string }
  | { readonly kind: 'session_expires'; readonly session: string }

export interface Agenda {
  /** Plans work; to be called inside the transaction of its cause. */
  readonly plan: (work: PlannedWork, afterMs: number) => void
  readonly due: () => readonly { readonly id: number; readonly work: PlannedWork }[]
  readonly done: (id: number) => void
  /** When the next work is due, in milliseconds since 1970; undefined when there is none. */
  readonly nextDueMs: () => number | undefined
}

interface Row {
  readonly id: number
  readonly body: string
}

export const createAgenda = (db: Database.Database, clock: Clock): Agenda => {
  const insert = db.prepare('INSERT INTO agenda (due_ms, body) VALUES (?, ?)')
  const select = db.prepare<[number], Row>(
    'SELECT id, body FROM agenda WHERE due_ms <= ? ORDER BY due_ms, id',
  )
  const remove = db.prepare('DELETE FROM agenda WHERE id = ?')
  const next = db.prepare<[], { readonly at: number | null }>('SELECT min(due_ms) AS at FROM agenda')
  return {
    plan: (work, afterMs) => {
      insert.run(clock.nowMs() + afterMs, JSON.stringify(work))
    },
    due: () =>
      select.all(clock.nowMs()).map((row) => ({ id: row.id, work: JSON.parse(row.body) as PlannedWork })),
    done: (id) => {
      remove.run(id)
    },
    nextDueMs: () => next.get()?.at ?? undefined,
  }
}
