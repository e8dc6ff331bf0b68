import type { Refund } from '../../domain/protocol/server-api.ts'

export interface RefundTables {
  /** A row exists, and counts against what may be refunded, before the processor is asked. */
  refunds: {
    store_id: string
    key: string
    payment_key: string
    device_id: string
    amount_minor: number
    currency: string
    reason: string
    state: Refund['state']
    processor_refund_id: string | null
    failure_code: string | null
    requested_at_ms: number
    updated_at_ms: number
    version: number
  }
}
