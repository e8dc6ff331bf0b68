import { registerIdSchema, staffIdSchema, storeIdSchema } from '../../../../domain/ids/ids.ts'
import { fail, ok } from '../../../../domain/result.ts'
import { createJournal, type Journal, type JournalDeps } from '../../../../till/journal/journal.ts'
import { projections } from '../../../../till/journal/projections.ts'
import { openTillStore, type StoreOptions, type TillStore } from '../../../../till/store/till-store.ts'

export const identity = {
  storeId: storeIdSchema.parse('store-1'),
  registerId: registerIdSchema.parse('register-1'),
}
export const ada = staffIdSchema.parse('ada')

/** Ids in order, unlike those of any other test journal with another `start`. */
export function countingIds(start = 0): () => string {
  let count = start
  return () => {
    count += 1
    return `0190163d-8694-739b-aea5-${String(count).padStart(12, '0')}`
  }
}

/** A journal on a real database, with a clock that moves a second an operation. */
export function journalOn(store: TillStore, change: Partial<JournalDeps> = {}): Journal {
  let nowMs = 1_700_000_000_000
  return createJournal({
    store,
    projections,
    identity: () => ok(identity),
    actor: () => ({ staffId: ada, shiftId: null }),
    clock: {
      nowMs: () => {
        nowMs += 1_000
        return nowMs
      },
      monotonicMs: () => nowMs,
    },
    newId: countingIds(store.db.prepare<{ n: number }>('SELECT count(*) AS n FROM journal').get()?.n ?? 0),
    ...change,
  })
}

export const unpaired = () => fail('not_paired', 'This till is not paired.')

export function openStoreOrThrow(folder: string, options: StoreOptions = {}): TillStore {
  const opened = openTillStore(folder, options)
  if (!opened.ok) throw new Error(opened.error.message)
  return opened.value
}
