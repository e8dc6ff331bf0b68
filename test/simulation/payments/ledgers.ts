import type Database from 'better-sqlite3'
import type { StripeLedger } from '../../support/agreement/stripe-ledger.ts'
import type { PaymentWorld } from './world/world.ts'

/** The processor's books as they are this instant, read from its own records and not through its API. */
export function stripeLedgerOf(world: PaymentWorld): StripeLedger {
  const rows = world.stripe.database
    .prepare<[], { kind: string; body: string }>(
      "SELECT kind, body FROM objects WHERE kind IN ('payment_intent', 'charge', 'refund') ORDER BY seq",
    )
    .all()
  const of = <T>(kind: string): T[] =>
    rows.filter((row) => row.kind === kind).map(({ body }) => JSON.parse(body) as T)
  return {
    intents: of<StripeLedger['intents'][number]>('payment_intent'),
    charges: of<StripeLedger['charges'][number]>('charge'),
    refunds: of<StripeLedger['refunds'][number]>('refund'),
  }
}

export type ServerRefund = {
  readonly key: string
  readonly paymentKey: string
  readonly amountMinor: number
  readonly state: string
  readonly processorRefundId: string | null
}

export const serverRefundsOf = (database: Database.Database): readonly ServerRefund[] =>
  database
    .prepare<[], ServerRefund>(
      `SELECT key, payment_key AS paymentKey, amount_minor AS amountMinor, state, processor_refund_id AS processorRefundId
       FROM refunds ORDER BY requested_at_ms, key`,
    )
    .all()

/** One card payment as the server has it this instant. */
export type ServerCard = {
  readonly key: string
  readonly state: string
  readonly capturedMinor: number
  readonly processorPaymentId: string | null
}

export const serverCardsOf = (database: Database.Database): readonly ServerCard[] =>
  database
    .prepare<[], ServerCard>(
      `SELECT key, state, captured_minor AS capturedMinor, processor_payment_id AS processorPaymentId
       FROM payments ORDER BY key`,
    )
    .all()

/** One card attempt as the till has it this instant. */
export type TillCard = { readonly key: string; readonly saleId: string; readonly state: string }

export const tillCardsOf = (database: Database.Database): readonly TillCard[] =>
  database
    .prepare<[], TillCard>(
      'SELECT idempotency_key AS key, sale_id AS saleId, state FROM attempts ORDER BY idempotency_key',
    )
    .all()

export const holdsMoney = (state: string): boolean => state !== 'failed' && state !== 'canceled'
