export interface EventTables {
  /** The number of the last event of each store. */
  event_heads: { store_id: string; seq: number }
  /** What happened, in order and without gaps per store. Append-only; bodies are redacted before they are written. */
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
  }
}
