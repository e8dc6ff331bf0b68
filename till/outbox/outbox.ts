import { syncBatchBytesMax, syncBatchCountMax } from '../../domain/protocol/sync.ts'
import type { QueueEntry } from '../../domain/protocol/views.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { TillStore } from '../store/till-store.ts'
import {
  acknowledge,
  type PendingOperation,
  type QueueCounts,
  readAcknowledgedSeq,
  readPending,
  readQueue,
  readQueueCounts,
  takeBack,
} from './outbox-rows.ts'

/** How many entries the queue screen is given. */
const queueEntriesMax = 500

/**
 * What the server does not have yet, in the order it happened. An entry is written with its operation and leaves only when the server has
 * acknowledged it; `sending` is where a push stands right now and is not on disk, because after a crash nobody is sending.
 */
export type Outbox = {
  /** The next operations to push, within the bounds of a batch and at most `countMax`; empty when nothing waits. */
  nextBatch(countMax: number): readonly PendingOperation[]
  /** Marks what is under way for the queue screen; null: nothing is. */
  sending(upToSeq: number | null): void
  /** Durable: everything up to `seq` is at the server. Errors: the storage errors. */
  acknowledged(
    seq: number,
    parked: readonly { readonly seq: number; readonly reason: string }[],
  ): Result<void>
  /** Durable: the server asks for everything after `seq` again. */
  takeBack(seq: number): Result<void>
  acknowledgedSeq(): number
  counts(): QueueCounts
  entries(): readonly QueueEntry[]
}

export function createOutbox(store: TillStore): Outbox {
  let acknowledgedSeq = readAcknowledgedSeq(store.db)
  let sendingUpTo: number | null = null

  const reread = (written: Result<void>): Result<void> => {
    if (written.ok) acknowledgedSeq = readAcknowledgedSeq(store.db)
    return written.ok ? ok(undefined) : written
  }
  return {
    nextBatch: (countMax) => withinBounds(readPending(store.db, Math.min(countMax, syncBatchCountMax))),
    sending(upToSeq) {
      sendingUpTo = upToSeq
    },
    acknowledged: (seq, parked) => reread(store.transaction((db) => acknowledge(db, seq, parked))),
    takeBack: (seq) => reread(store.transaction((db) => takeBack(db, seq))),
    acknowledgedSeq: () => acknowledgedSeq,
    counts: () => readQueueCounts(store.db),
    entries: () => {
      const upTo = sendingUpTo ?? -1
      return readQueue(store.db, queueEntriesMax).map((entry) =>
        entry.state === 'pending' && entry.seq <= upTo ? { ...entry, state: 'sending' as const } : entry,
      )
    },
  }
}

/** At least one, then as many as the size of a batch allows. */
function withinBounds(pending: readonly PendingOperation[]): readonly PendingOperation[] {
  let bytes = 0
  for (const [index, { text }] of pending.entries()) {
    bytes += Buffer.byteLength(text)
    if (index > 0 && bytes > syncBatchBytesMax) return pending.slice(0, index)
  }
  return pending
}
