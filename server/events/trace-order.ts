import type { TraceEntry } from '../../domain/protocol/events.ts'

/**
 * What the till did and what the server saw as one list, oldest first. The till's own entries come in the order of their numbers and keep it,
 * whatever its clock said: one that claims to be earlier than the one before it stands right after that one.
 */
export function inOrder(till: readonly TraceEntry[], server: readonly TraceEntry[]): TraceEntry[] {
  let latestMs = Number.NEGATIVE_INFINITY
  const done = till.map((entry) => {
    latestMs = Math.max(latestMs, entry.atMs)
    return { entry, sortMs: latestMs, from: 0 }
  })
  // Events come newest first; of one instant, the one recorded first stands first.
  const seen = server.toReversed().map((entry) => ({ entry, sortMs: entry.atMs, from: 1 }))
  return [...done, ...seen].sort((a, b) => a.sortMs - b.sortMs || a.from - b.from).map(({ entry }) => entry)
}
