import { z } from 'zod'
import { type Change, changeSchema } from '../../domain/protocol/sync.ts'
import { type CashwrapError, ok, type Result } from '../../domain/result.ts'
import type { Log } from '../ports/log.ts'
import type { ServerClient } from '../server-link/server-client.ts'
import type { ReadableDb, WritableDb } from '../store/db.ts'
import type { TillStore } from '../store/till-store.ts'

/** A noun that keeps a copy of what the server says. */
export type ChangeApplier = {
  /** In the transaction of the page; takes the kinds it knows and leaves the others. Applying a change twice is the same as once. */
  readonly applyChanges: (db: WritableDb, changes: readonly Change[]) => void
  /** After the commit: what is kept in memory is read again. */
  readonly changesApplied?: (() => void) | undefined
}

export type PullOutcome =
  | { readonly kind: 'current' }
  | { readonly kind: 'more' }
  | { readonly kind: 'failed'; readonly error: CashwrapError }

export type PullDeps = {
  readonly server: ServerClient
  readonly store: TillStore
  readonly appliers: readonly ChangeApplier[]
  readonly log: Log
}

const pageLimit = 500
const pullTimeoutMs = 20_000

/** A page with its changes unread: one that a newer server sends and this till does not know must not stop the others. */
const pageSchema = z.object({
  changes: z.array(z.unknown()).max(pageLimit),
  cursor: z.string().max(40),
  more: z.boolean(),
})

/** Takes one page of the server's changes: its rows and the cursor behind it in one transaction. */
export async function pullOnce({ server, store, appliers, log }: PullDeps): Promise<PullOutcome> {
  const cursor = readCursor(store.db)
  const answer = await server.request({
    method: 'GET',
    path: `/v1/sync/changes?after=${encodeURIComponent(cursor)}&limit=${pageLimit}`,
    response: pageSchema,
    timeoutMs: pullTimeoutMs,
  })
  if (!answer.ok) return { kind: 'failed', error: answer.error }
  const page = answer.value
  const changes = readChanges(page.changes, log)
  const applied = applyPage(store, appliers, changes, page.cursor)
  if (!applied.ok) return { kind: 'failed', error: applied.error }
  if (changes.length > 0) for (const applier of appliers) applier.changesApplied?.()
  // A server that says "more" without moving on would be asked for ever.
  return page.more && page.cursor !== cursor ? { kind: 'more' } : { kind: 'current' }
}

export function readCursor(db: ReadableDb): string {
  return (
    db.prepare<{ changes_cursor: string }>('SELECT changes_cursor FROM sync_state').get()?.changes_cursor ??
    ''
  )
}

export function writeCursor(db: WritableDb, cursor: string): void {
  db.prepare('UPDATE sync_state SET changes_cursor = ?').run(cursor)
}

function readChanges(values: readonly unknown[], log: Log): readonly Change[] {
  const changes: Change[] = []
  for (const value of values) {
    const parsed = changeSchema.safeParse(value)
    if (parsed.success) changes.push(parsed.data)
    else log('warn', 'sync.change-not-understood', { problem: parsed.error.issues[0]?.message ?? '' })
  }
  return changes
}

function applyPage(
  store: TillStore,
  appliers: readonly ChangeApplier[],
  changes: readonly Change[],
  cursor: string,
): Result<void> {
  if (changes.length === 0 && cursor === readCursor(store.db)) return ok(undefined)
  return store.transaction((db) => {
    for (const applier of appliers) applier.applyChanges(db, changes)
    writeCursor(db, cursor)
  })
}
