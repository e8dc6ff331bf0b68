export interface JobTables {
  /** Work to be done later, written in the transaction that makes it necessary. One row per kind and subject. */
  jobs: {
    store_id: string
    kind: string
    /** What it is about: a payment's key, the processor's object that events are about. */
    subject: string
    state: 'waiting' | 'running' | 'done' | 'failed'
    run_at_ms: number
    attempts: number
    /** A runner that died leaves the job to another one after this. */
    locked_until_ms: number | null
    last_error: string | null
    created_at_ms: number
    version: number
    /** Grows each time a runner takes the job: who holds it knows by this number whether it still does. */
    claim_no: number
  }
}
