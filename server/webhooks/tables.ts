export interface WebhookTables {
  /** Practice only: where events are sent and the secret that signs them. */
  webhook_endpoints: {
    processor: string
    endpoint_id: string
    url: string
    secret: string
    updated_at_ms: number
  }
  /** The inbox: an event id is taken once. */
  webhook_events: {
    /** From the payload's metadata; '' when it names no store. */
    store_id: string
    processor: string
    event_id: string
    type: string
    created_at_ms: number
    received_at_ms: number
    /** JSON of the parsed `WebhookEvent`: what to read back. */
    event: string
    /** The body as received, redacted. */
    payload: string
    outcome: 'processed' | 'not-ours' | 'ignored' | null
    processed_at_ms: number | null
  }
}
