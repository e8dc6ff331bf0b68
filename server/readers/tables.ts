import type { ReaderTest } from '../../domain/protocol/readers.ts'
import type { ReaderDriver, ReaderFlow } from '../../domain/protocol/server-api.ts'

export interface ReaderTables {
  /** Which reader a register takes cards on, as its till told. */
  register_readers: {
    store_id: string
    register_id: string
    reader_id: string
    driver: ReaderDriver
    flow: ReaderFlow
    chosen_at_ms: number
  }
  /** One row per payment that is asked for in two commands: collect, then confirm. */
  reader_collects: {
    store_id: string
    payment_key: string
    /** The command that the rest of the row is about: `payments.process_no`. */
    process_no: number
    tip_eligible_minor: number | null
    /** Since when it is known that a card was read; null: none was yet. It must be confirmed within 30 s. */
    collected_at_ms: number | null
    /** How often a confirmation was refused; part of that call's key, because refusals are replayed. */
    confirm_no: number
  }
  /** Test payments: authorised at most, then given back. Never a sale, never in a figure. */
  reader_tests: {
    store_id: string
    test_id: string
    reader_id: string
    register_id: string
    device_id: string
    amount_minor: number
    currency: string
    /** `pi_…`; null until the answer of its creation is known. */
    payment_id: string | null
    state: ReaderTest['state']
    outcome: ReaderTest['outcome']
    reader_offline: number
    /** JSON of brand and last four digits. */
    card: string | null
    cancel_no: number
    started_at_ms: number
    until_ms: number
    ended_at_ms: number | null
  }
}
