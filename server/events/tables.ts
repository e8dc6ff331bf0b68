export interface EventTables {
  /** The end of each store's chain: number and hash of its last event, and the number its chain begins at (rows from before it have no hash). */
  event_heads: { store_id: string; seq: number; hash: string; chain_from: number }
  /**
   * What happened, in order and without gaps per store. Append-only: triggers refuse every change. Each row's `hash` covers the row and the
   * hash before it. All text was redacted before it was written and hashed.
   */
  events: {
    store_id: string
    seq: number
    at_ms: number
    kind: string
    sale_id: string | null
    payment_key: string | null
    device_id: string | null
    request_id: string | null
    /** JSON text. */
    body: string
    /** Who made it happen: `system`, `admin`, `processor`, `device:<id>`, `staff:<id>`. */
    actor: string
    /** Ids and keys it is also found under, separated by blanks: `pi_… tmr_…`. */
    subjects: string | null
    latency_ms: number | null
    attempt: number | null
    outcome: string | null
    amount_minor: number | null
    last4: string | null
    prev_hash: string
    hash: string
  }
  /** One row per word of an event's `subjects`: the index to find it by. Append-only too. */
  event_subjects: { store_id: string; subject: string; at_ms: number; seq: number }
}
