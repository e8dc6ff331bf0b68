import { assert } from '../../domain/assert.ts'
import { saleIdSchema } from '../../domain/ids/ids.ts'
import type { CounterView } from '../../domain/protocol/views.ts'
import { ok, type Result } from '../../domain/result.ts'
import { emptyCart } from '../../domain/sale/cart-changes.ts'
import type { Entry } from '../journal/journal.ts'
import type { TillContext } from '../till-context.ts'
import { type CounterState, readCounter, writeCounter } from './counter-row.ts'

/**
 * The counter: what is on it is on disk before anybody is told. One step is either a draft (the cart changed) or journalled (a sale was
 * frozen, paid, parked); both commit the counter's row in the same transaction, raise the revision, and push `counter`.
 */
export type Counter = {
  /** Error: not_paired (there is no currency yet). */
  state(): Result<CounterState>
  view(): Result<CounterView>
  /** Errors: those of storage; then nothing has changed. */
  draft(next: CounterState): Result<CounterView>
  /** `next` null: what is on the counter stays as it is. Errors: those of the journal; then nothing has changed. */
  journal(entries: readonly Entry[], next: CounterState | null): Result<CounterView>
  /** An empty cart for the next customer. Error: not_paired. */
  emptied(): Result<CounterState>
  /** Something that the view shows but the counter does not keep has changed (a card being read). */
  touched(): void
  /** After each change, with what is on the counter now. */
  onChange(listener: (state: CounterState) => void): void
}

export function createCounter(
  context: TillContext,
  viewOf: (state: CounterState, revision: number) => Result<CounterView>,
): Counter {
  const { store, journal, clock } = context
  const kept = readCounter(store.db)
  let current: CounterState | null = kept?.state ?? null
  // Revisions raised without a write (`touched`) are lost with the process: start well above anything a screen may have seen.
  let revision = Math.max((kept?.revision ?? 0) + 10_000, clock.nowMs())
  const listeners: ((state: CounterState) => void)[] = []

  const emptied = (): Result<CounterState> => {
    const identity = context.identity()
    if (!identity.ok) return identity
    const saleId = saleIdSchema.parse(context.newId())
    return ok({ phase: 'cart', cart: emptyCart(saleId, identity.value.store.currency), lastLineId: null })
  }

  const state = (): Result<CounterState> => {
    const identity = context.identity()
    if (!identity.ok) return identity
    // An empty cart follows the shop's currency; one with lines keeps its own.
    const unused = current?.phase === 'cart' && current.cart.lines.length === 0
    if (current === null || (unused && current.cart.currency !== identity.value.store.currency)) {
      const fresh = emptied()
      if (!fresh.ok) return fresh
      current = fresh.value
    }
    return ok(current)
  }

  const view = (): Result<CounterView> => {
    const now = state()
    return now.ok ? viewOf(now.value, revision) : now
  }

  const changed = (next: CounterState | null): Result<CounterView> => {
    revision += 1
    if (next !== null) current = next
    const seen = view()
    assert(seen.ok, 'what was committed can be shown')
    context.publish('counter', seen.value)
    if (current !== null) for (const listener of listeners) listener(current)
    return seen
  }

  /** After a failed commit the disk is the only witness. */
  const readAgain = (): void => {
    const row = readCounter(store.db)
    if (row !== null) current = row.state
  }

  return {
    state,
    view,
    emptied,
    draft(next) {
      const written = store.transaction(
        (db) => writeCounter(db, next, revision + 1),
        (db) => readCounter(db)?.revision === revision + 1,
      )
      if (!written.ok) {
        readAgain()
        return written
      }
      return changed(next)
    },
    journal(entries, next) {
      const written = journal.write(entries, (db) => {
        if (next !== null) writeCounter(db, next, revision + 1, journal.frozenSale(next.cart.saleId))
      })
      if (!written.ok) {
        readAgain()
        return written
      }
      return changed(next)
    },
    touched() {
      if (current !== null) changed(null)
    },
    onChange(listener) {
      listeners.push(listener)
    },
  }
}
