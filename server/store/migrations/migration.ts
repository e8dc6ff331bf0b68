/**
 * One step of the schema, never edited once released. Its statements run in one transaction, on SQLite and PostgreSQL alike, so they use only what both
 * understand: text, integer, bigint; JSON as text; times as bigint Unix milliseconds; booleans as 0 or 1.
 */
export type Migration = {
  readonly version: number
  readonly name: string
  /** `run` executes one statement and answers its rows, if it has any. `dialect` is for what the two cannot say alike: triggers. */
  readonly up: (
    run: (statement: string) => Promise<readonly unknown[]>,
    dialect: 'sqlite' | 'postgres',
  ) => Promise<void>
}
