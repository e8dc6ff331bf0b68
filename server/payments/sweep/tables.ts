export interface SweepTables {
  /** The sweep of each store: the one that runs, or the last one. Times are those of the processor's payments. */
  sweeps: {
    store_id: string
    state: 'running' | 'finished'
    from_ms: number
    until_ms: number
    /** Everything created before it has been compared in this sweep. */
    cursor_ms: number
    /** Up to where an earlier sweep has got; the next window begins well before. */
    swept_until_ms: number | null
    checked_count: number
    /** About how many of them something is before a person. */
    found_count: number
    /** What was put right by rule: cancelled, taken into the records, read back. */
    acted_count: number
    /** Why it waits; null while it gets on. */
    problem: string | null
    requested_by: string
    started_at_ms: number
    finished_at_ms: number | null
  }
}
