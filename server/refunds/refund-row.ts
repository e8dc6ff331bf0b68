import type { Selectable } from 'kysely'
import { type Refund, refundSchema } from '../../domain/protocol/server-api.ts'
import type { Db, Trx } from '../store/store.ts'
import type { RefundTables } from './tables.ts'

export type RefundRow = Selectable<RefundTables['refunds']>
export type RefundState = Refund['state']

/**
 * requested  reserved here, the processor may not know of it
 * unknown    an answer was lost; being read back
 * pending    the processor has it and the bank has not
 * A refund that succeeded can still fail days later: the bank sends it back, and what was reserved is free again.
 */
export const refundTransitions = {
  requested: ['unknown', 'pending', 'succeeded', 'failed', 'canceled'],
  unknown: ['pending', 'succeeded', 'failed', 'canceled'],
  pending: ['unknown', 'succeeded', 'failed', 'canceled'],
  succeeded: ['failed'],
  failed: [],
  canceled: [],
} as const satisfies Record<RefundState, readonly RefundState[]>

export const canMoveRefund = (from: RefundState, to: RefundState): boolean =>
  (refundTransitions[from] as readonly RefundState[]).includes(to)

/** Counts against what may still be refunded. */
export const holdsMoney = (state: RefundState): boolean => state !== 'failed' && state !== 'canceled'

export const isSettledRefund = (state: RefundState): boolean =>
  state === 'succeeded' || state === 'failed' || state === 'canceled'

export const toRefundView = (row: RefundRow): Refund =>
  refundSchema.parse({
    idempotencyKey: row.key,
    paymentKey: row.payment_key,
    amountMinor: row.amount_minor,
    currency: row.currency,
    state: row.state,
    processorRefundId: row.processor_refund_id,
  })

export async function findRefund(db: Db | Trx, storeId: string, key: string): Promise<RefundRow | undefined> {
  return db
    .selectFrom('refunds')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('key', '=', key)
    .executeTakeFirst()
}

/** Every refund of a payment, whatever became of it. */
export async function refundsOf(
  db: Db | Trx,
  storeId: string,
  paymentKey: string,
): Promise<readonly RefundRow[]> {
  return db
    .selectFrom('refunds')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('payment_key', '=', paymentKey)
    .execute()
}
