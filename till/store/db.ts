/**
 * The till's database as the rest of the till sees it: plain SQL, prepared once per connection and kept. The connection underneath may be
 * closed and opened again after a disk error (`till-store.ts`); a `ReadableDb` or `WritableDb` stays valid, a `Statement` does not: ask
 * for it again each time, that costs one map look-up.
 */
export type Param = string | number | bigint | Uint8Array | null
export type NamedParams = Readonly<Record<string, Param>>

export type Statement<Params extends unknown[], Row> = {
  get(...params: Params): Row | undefined
  all(...params: Params): Row[]
  run(...params: Params): { readonly changes: number }
}

export type ReadableDb = {
  /** The prepared statement of this SQL; `Params` and `Row` are the caller's word for what it takes and selects. */
  prepare<Params extends unknown[] = (Param | NamedParams)[], Row = unknown>(
    sql: string,
  ): Statement<Params, Row>
}

/** Handed out inside a transaction (`store.transaction`, `journal.write`'s `also`, projections) and nowhere else. */
export type WritableDb = ReadableDb & {
  exec(sql: string): void
}
