import { assert } from '../../domain/assert.ts'
import type { Clock } from '../../domain/ids/clock.ts'
import {
  type NewId,
  type OperationId,
  operationIdSchema,
  type RegisterId,
  type SaleId,
  type ShiftId,
  type StaffId,
  type StoreId,
} from '../../domain/ids/ids.ts'
import {
  type Operation,
  type OperationBody,
  type OperationKind,
  operationBodies,
  operationVersion,
} from '../../domain/journal/operation.ts'
import { type Failure, fail, ok, type Result } from '../../domain/result.ts'
import { addToOutbox } from '../outbox/outbox-rows.ts'
import type { WritableDb } from '../store/db.ts'
import type { TillStore } from '../store/till-store.ts'
import { readBlock, writeBlock } from './block.ts'
import { createFrozenSales, type FrozenSale, type FrozenSales } from './frozen-sales.ts'
import {
  hasOperation,
  insertOperation,
  type JournalHead,
  operationOfRow,
  readHead,
  readRowById,
  readRows,
} from './journal-rows.ts'
import { applyProjections, type Projection } from './projection.ts'
import { type Difference, replayAndCompare, verifyChain } from './replay.ts'
import { type Sealed, sealWithText } from './seal.ts'

/** What happened, before it has a place in the journal. `staffId` and `shiftId` default to who is on duty. */
export type Entry<K extends OperationKind = OperationKind> = {
  [P in K]: {
    readonly kind: P
    readonly body: OperationBody<P>
    readonly staffId?: StaffId | null | undefined
    readonly shiftId?: ShiftId | null | undefined
  }
}[K]

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
  /** A sale that was totalled in this process and not long ago, as it was journalled; null for any other. */
  frozenSale(saleId: SaleId): FrozenSale | null
  /** Errors: storage_damaged. */
  find(id: OperationId): Result<Operation | null>
  /** Operations from `fromSeq` on, at most `limit`, each checked. Errors: storage_damaged. */
  read(fromSeq: number, limit: number): Result<readonly Operation[]>
  /** Called after each commit, synchronously, in the order of subscription; must not throw. Returns its own unsubscribe. */
  onWritten(listener: (operations: readonly Operation[]) => void): () => void
  /** Checks every hash, link, number, and that what the server does not have stands in the outbox. Errors: storage_damaged. */
  verify(): Result<JournalHead>
  /** Replays everything into empty tables and compares them with the live ones; an empty list is agreement. */
  rebuild(): Result<readonly Difference[]>
  /** Stops all selling until a person has looked (a restored backup): durable, kept over restarts. */
  block(reason: Failure): Result<void>
  /** Lifts a block; pairing anew does. */
  unblock(): Result<void>
  /** Ok when this till may write; otherwise why not. */
  mayWrite(): Result<void>
}

/** Where and who, read at each write. */
export type JournalIdentity = { readonly storeId: StoreId; readonly registerId: RegisterId }
export type Actor = { readonly staffId: StaffId | null; readonly shiftId: ShiftId | null }

export type JournalDeps = {
  readonly store: TillStore
  readonly projections: readonly Projection[]
  readonly identity: () => Result<JournalIdentity>
  readonly actor: () => Actor
  readonly clock: Clock
  readonly newId: NewId
}

export function createJournal(deps: JournalDeps): Journal {
  const { store, projections } = deps
  // Null after a failure: what is on disk is read again before the next write.
  let head: JournalHead | null = readHead(store.db)
  let block = readBlock(store.db)
  const listeners = new Set<(operations: readonly Operation[]) => void>()
  const frozen = createFrozenSales()

  const currentHead = (): JournalHead => {
    head ??= readHead(store.db)
    return head
  }

  const seal = (entries: readonly Entry[], identity: JournalIdentity): readonly Sealed[] => {
    const actor = deps.actor()
    const atMs = deps.clock.nowMs()
    const sealed: Sealed[] = []
    let previous = currentHead()
    for (const entry of entries) {
      const id = operationIdSchema.parse(deps.newId())
      const next = sealEntry(entry, identity, actor, previous, atMs, id, frozen)
      sealed.push(next)
      previous = next.operation
    }
    return sealed
  }

  return {
    write(entries, also) {
      assert(entries.length > 0, 'nothing to journal')
      if (block !== null) return block
      const identity = deps.identity()
      if (!identity.ok) return identity
      const sealed = seal(entries, identity.value)
      const operations = sealed.map(({ operation }) => operation)
      const last = operations.at(-1)
      assert(last !== undefined, 'an operation per entry')
      head = null
      const written = store.transaction(
        (db) => {
          for (const { operation, text, textOf } of sealed) {
            insertOperation(db, operation, text)
            addToOutbox(db, operation.seq)
            applyProjections(projections, db, operation, textOf)
          }
          also?.(db, operations)
        },
        (db) => hasOperation(db, last.id),
      )
      if (!written.ok) return written
      head = { seq: last.seq, hash: last.hash }
      for (const listener of listeners) listener(operations)
      return ok(operations)
    },
    head: currentHead,
    frozenSale: frozen.of,
    find(id) {
      const row = readRowById(store.db, id)
      return row === undefined ? ok(null) : operationOfRow(row)
    },
    read(fromSeq, limit) {
      const operations: Operation[] = []
      for (const row of readRows(store.db, fromSeq, limit)) {
        const operation = operationOfRow(row)
        if (!operation.ok) return operation
        operations.push(operation.value)
      }
      return ok(operations)
    },
    onWritten(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    verify: () => verifyChain(store.db),
    rebuild: () => replayAndCompare(store.db, projections),
    block(reason) {
      block = reason
      return store.transaction((db) => writeBlock(db, reason))
    },
    unblock() {
      const lifted = store.transaction((db) => writeBlock(db, null))
      if (lifted.ok) block = null
      return lifted
    },
    mayWrite: () => block ?? (deps.identity().ok ? ok(undefined) : fail('not_paired', notPairedSentence)),
  }
}

const notPairedSentence =
  'This till is not paired with a server yet: enter a pairing code from the back office.'

const completedOfFrozen = operationBodies['sale.completed'].omit({ cart: true, totals: true })

/** Everything is checked once: the cart and totals of a completed sale were, when the sale was totalled, if they are those very objects. */
function checkBody(entry: Entry, frozen: FrozenSales) {
  if (entry.kind === 'sale.completed') {
    const { cart, totals, ...rest } = entry.body
    if (frozen.textOf(cart) !== undefined && frozen.textOf(totals) !== undefined)
      return completedOfFrozen.safeParse(rest)
  }
  return operationBodies[entry.kind].safeParse(entry.body)
}

/** Gives an entry its place. The body is checked here, on the way in: what does not parse could never be read back. */
function sealEntry(
  entry: Entry,
  identity: JournalIdentity,
  actor: Actor,
  previous: JournalHead,
  atMs: number,
  id: OperationId,
  frozen: FrozenSales,
): Sealed {
  const checked = checkBody(entry, frozen)
  assert(
    checked.success,
    `the body of ${entry.kind} does not have its shape: ${checked.error?.message ?? ''}`,
  )
  const sealed = sealWithText(
    {
      id,
      storeId: identity.storeId,
      registerId: identity.registerId,
      seq: previous.seq + 1,
      atMs,
      shiftId: entry.shiftId === undefined ? actor.shiftId : entry.shiftId,
      staffId: entry.staffId === undefined ? actor.staffId : entry.staffId,
      kind: entry.kind,
      v: operationVersion,
      prevHash: previous.hash,
    },
    entry.body,
    frozen.textOf,
  )
  if (entry.kind === 'sale.totalled') frozen.keep(entry.body, sealed.textOf)
  return sealed
}
