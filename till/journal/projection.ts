import type { Operation, OperationKind } from '../../domain/journal/operation.ts'
import type { WritableDb } from '../store/db.ts'
import type { TextOf } from './seal.ts'

/**
 * Tables that follow from the journal and nothing else. `apply` runs in the transaction that journals the operation; replaying the journal
 * into empty tables must give the same rows, so it reads only the operation and its own `tables`: no clock, no catalogue, no settings.
 */
export type Projection = {
  readonly tables: readonly string[]
  readonly apply: {
    readonly [K in OperationKind]?: (db: WritableDb, operation: Operation<K>, textOf: TextOf) => void
  }
}

function applyOne<K extends OperationKind>(
  projection: Projection,
  db: WritableDb,
  kind: K,
  operation: Operation<K>,
  textOf: TextOf,
): void {
  const apply: Projection['apply'][K] = projection.apply[kind]
  apply?.(db, operation, textOf)
}

/** Applies an operation to every projection, in the order of the list. */
export function applyProjections(
  projections: readonly Projection[],
  db: WritableDb,
  operation: Operation,
  textOf: TextOf,
): void {
  for (const projection of projections) applyOne(projection, db, operation.kind, operation, textOf)
}
