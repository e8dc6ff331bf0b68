export interface SyncTables {
  /** Accepted operations: the very text that was hashed, and the columns the back office searches by. Append-only. */
  operations: {
    store_id: string
    register_id: string
    seq: number
    operation_id: string
    kind: string
    at_ms: number
    shift_id: string | null
    staff_id: string | null
    sale_id: string | null
    hash: string
    prev_hash: string
    text: string
    device_id: string
    received_at_ms: number
  }
  /** The anchor of each register's chain: the last slot taken. `hash` is '' when that slot holds something without a readable hash. */
  sync_heads: { store_id: string; register_id: string; seq: number; hash: string; updated_at_ms: number }
  /** What could not be taken as it came: kept whole, with the reason, until a person has looked at it. */
  sync_exceptions: {
    store_id: string
    exception_id: string
    register_id: string
    device_id: string
    seq: number
    /** 1 when it took the slot `seq` of its register's chain, so that the operations after it could be accepted. */
    took_slot: number
    reason: string
    message: string
    /** SHA-256 of `text`: the same thing sent again is the same exception. */
    digest: string
    text: string
    received_at_ms: number
  }
}
