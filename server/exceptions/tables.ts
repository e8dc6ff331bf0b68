import type { ExceptionKind } from '../../domain/exceptions/exception-kinds.ts'

export interface ExceptionTables {
  /** What waits, or waited, for a person. At most one open row per store, kind and subject; a resolved one stays, and the next is the next round. */
  exceptions: {
    store_id: string
    exception_id: string
    kind: ExceptionKind
    subject: string
    round_no: number
    /** One English sentence. */
    summary: string
    sale_id: string | null
    payment_key: string | null
    amount_minor: number | null
    currency: string | null
    /** JSON of `ExceptionDetails`, redacted. */
    details: string
    state: 'open' | 'resolved'
    raised_at_ms: number
    /** When it was last found again. */
    seen_at_ms: number
    seen_count: number
    resolution: string | null
    note: string | null
    resolved_by: string | null
    resolved_at_ms: number | null
  }
}
