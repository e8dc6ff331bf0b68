import type { PaymentState } from '../../domain/protocol/server-api.ts'

export interface PaymentTables {
  /** One row per payment attempt, written before the processor hears of it. `key` is our idempotency key, everywhere. */
  payments: {
    store_id: string
    key: string
    register_id: string
    device_id: string
    sale_id: string
    tender_no: number
    attempt: number
    amount_minor: number
    currency: string
    processor: string
    /** `pi_…`; null until the processor's answer to the creation is known. */
    processor_payment_id: string | null
    /** 0 when it is certain that no creation ever reached the processor; 1 when one did or may have. */
    create_sent: number
    state: PaymentState
    captured_minor: number
    refunded_minor: number
    /** Set as soon as a decline is seen; the state follows when the intent is certainly cancelled. */
    decline_reason: string | null
    decline_code: string | null
    /** JSON of `CardReceipt`. */
    card: string | null
    reader_id: string | null
    reader_label: string | null
    reader_status: string | null
    /** 1 while the reader holds, or may hold, this payment. */
    on_reader: number
    /** How often the payment was handed to a reader; part of that call's key. */
    process_no: number
    /** How often the processor refused a cancellation; part of that call's key, because refusals are replayed. */
    cancel_no: number
    /** 1 when somebody asked to cancel and the end is not known yet: every later look finishes the job. */
    cancel_requested: number
    requested_at_ms: number
    updated_at_ms: number
    /** Grows with every change; an update names the version it decided on. */
    version: number
  }
}
