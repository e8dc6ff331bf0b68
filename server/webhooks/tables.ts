export type EventOutcome = 'processed' | 'not-ours' | 'ignored' | 'dead'

export interface WebhookTables {
  /** Practice only: where events are sent and the secret that signs them. */
  webhook_endpoints: {
    processor: string
    endpoint_id: string
    url: string
    secret: string
    updated_at_ms: number
  }
  /** The inbox: an event id is taken once per processor, whatever its payload says. */
  webhook_events: {
    processor: string
    event_id: string
    /** From the payload's metadata; '' when it names no store. A hint: rows are found by the processor's id. */
    store_id: string
    /** What it is about: the payment, else the refund, else the event itself. Events of one object are dealt with one after the other. */
    object_key: string
    /** `delivered`: signed by the processor. `caught-up`: read from its list of events after an outage. */
    source: 'delivered' | 'caught-up'
    type: string
    created_at_ms: number
    received_at_ms: number
    /** JSON of the parsed `WebhookEvent`: what to read back. null: signed, but not readable. */
    event: string | null
    /** The body as received, redacted. */
    payload: string
    /** null: waiting. `dead`: given to a person; replayed on their word, or with the next event of the same object. */
    outcome: EventOutcome | null
    /** Why it is dead. */
    reason: string | null
    processed_at_ms: number | null
  }
  /** How far the list of events was read, by the processor's clock. */
  webhook_cursors: {
    processor: string
    cursor_ms: number
    caught_up_at_ms: number
  }
}
