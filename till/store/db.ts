/**
 * The till's database as the rest of the till sees it: plain SQL, prepared once per connection and kept. The connection underneath may be
 * closed and opened again after a disk error (`till-store.ts`); a `ReadableDb` or `WritableDb` stays valid, a `Statement` does not: ask
 * for it again each time, that costs one map look-up.
 */
export type Param = string | number | bigint | Uint8Array | null
export type NamedParams = Readonly<Record<string, Param>>

export type Statement<Row> = {
  get(...params: readonly (Param | NamedParams)[]): Row | undefined
  all(...params: readonly (Param | NamedParams)[]): Row[]
  run(...params: readonly (Param | NamedParams)[]): { readonly changes: number }
}

export type ReadableDb = {
  /** The prepared statement of this SQL; `Row` is the caller's word for what it selects. */
  prepare<Row = unknown>(sql: string): Statement<Row>
}

/** Handed out inside a transaction (`store.transaction`, `journal.write`'s `also`, projections) and nowhere else. */
export type WritableDb = ReadableDb & {
  exec(sql: string): void
}
