/** A broken invariant: a bug, never an expected failure. Caught at a process's edge, logged, and the window or process is restarted. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError'
}

export function assert(condition: unknown, reason: string): asserts condition {
  if (!condition) throw new InvariantError(reason)
}

/** The end of an exhaustive switch: a new member of the union becomes a type error here. */
export function assertNever(value: never, reason = 'unhandled case'): never {
  throw new InvariantError(`${reason}: ${JSON.stringify(value)}`)
}
