import type { OperationId, RegisterId, ShiftId, StaffId, StoreId } from '../../domain/ids/ids.ts'
import type { Operation, OperationBody, OperationKind } from '../../domain/journal/operation.ts'
import type { Result } from '../../domain/result.ts'
import type { WritableDb } from '../store/db.ts'

/** What happened, before it has a place in the journal. `staffId` and `shiftId` default to who is on duty. */
export type Entry<K extends OperationKind = OperationKind> = {
  [P in K]: {
    readonly kind: P
    readonly body: OperationBody<P>
    readonly staffId?: StaffId | null | undefined
    readonly shiftId?: ShiftId | null | undefined
  }
}[K]

export type JournalHead = { readonly seq: number; readonly hash: string }

/** A place where the live tables differ from a replay of the journal. */
export type Difference = { readonly table: string; readonly row: string; readonly side: 'live' | 'replayed' }

/** The register's append-only, gap-free, hash-chained record. Every operation it acknowledges is on disk. */
export type Journal = {
  /**
   * One transaction: the operations in order, their projections, their outbox entries, and `also`. Nothing of it exists unless all of it
   * does. Errors: not_paired, storage_full (nothing written), storage_failed and the other storage errors, and the reason this till may
   * not sell (`block`).
   */
  write(
    entries: readonly Entry[],
    also?: (db: WritableDb, operations: readonly Operation[]) => void,
  ): Result<readonly Operation[]>
  head(): JournalHead
  find(id: OperationId): Operation | null
  /** All operations from `seq` on, at most `limit`. Reads and checks each; a damaged one throws. */
  read(fromSeq: number, limit: number): readonly Operation[]
  /** Called after each commit, synchronously; must not throw. Returns its own unsubscribe. */
  onWritten(listener: (operations: readonly Operation[]) => void): () => void
  /** Checks every hash, link and number. */
  verify(): Result<JournalHead>
  /** Replays everything into empty tables and compares them with the live ones; an empty list is agreement. */
  rebuild(): Result<readonly Difference[]>
  /** Whether this till may write, and if not why (a restored backup, for example). */
  blocked(): Result<void>
}

/** Who and where: read at each write. */
export type JournalIdentity = { readonly storeId: StoreId; readonly registerId: RegisterId }
export type Actor = { readonly staffId: StaffId | null; readonly shiftId: ShiftId | null }
