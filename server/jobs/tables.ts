export interface JobTables {
  /** Work to be done later, written in the transaction that makes it necessary. One row per kind and subject. */
  jobs: {
    store_id: string
    kind: string
    /** What it is about: a payment's key, an event's id. */
    subject: string
    state: 'waiting' | 'running' | 'done' | 'failed'
    run_at_ms: number
    attempts: number
    /** A runner that died leaves the job to another one after this. */
    locked_until_ms: number | null
    last_error: string | null
    created_at_ms: number
    version: number
  }
}
