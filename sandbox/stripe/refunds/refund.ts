import assert from 'node:assert/strict'
import type { Metadata } from '../http/metadata.ts'

export type RefundStatus = 'pending' | 'requires_action' | 'succeeded' | 'failed' | 'canceled'

/** Where a refund may go; a succeeded one can still fail later, when the card's bank sends the money back. */
export const refundTransitions = {
  pending: ['requires_action', 'succeeded', 'failed', 'canceled'],
  requires_action: ['pending', 'succeeded', 'failed', 'canceled'],
  succeeded: ['failed'],
  failed: [],
  canceled: [],
} as const satisfies Record<RefundStatus, readonly RefundStatus[]>

export const canMoveRefund = (from: RefundStatus, to: RefundStatus): boolean =>
  (refundTransitions[from] as readonly RefundStatus[]).includes(to)

export const refundReasons = ['duplicate', 'fraudulent', 'requested_by_customer'] as const

/** Stripe's Refund. `amount` in minor units. */
export interface Refund {
  readonly id: string
  readonly object: 'refund'
  readonly amount: number
  readonly balance_transaction: string | null
  readonly charge: string
  readonly created: number
  readonly currency: string
  readonly customer: null
  readonly customer_account: null
  readonly destination_details: {
    readonly card: {
      readonly reference?: string
      readonly reference_status: 'available' | 'pending'
      readonly reference_type: 'acquirer_reference_number'
      readonly type: 'refund'
    }
    readonly type: 'card'
  }
  readonly failure_balance_transaction?: string
  readonly failure_reason?: 'expired_or_canceled_card'
  readonly metadata: Metadata
  readonly payment_intent: string
  readonly payment_method: string
  readonly pending_reason?: 'processing'
  readonly reason: (typeof refundReasons)[number] | null
  readonly receipt_number: null
  readonly source_transfer_reversal: null
  readonly status: RefundStatus
  readonly transfer_reversal: null
}

/** The only way to change a refund's status: asks the table first. */
export const movedRefund = (refund: Refund, status: RefundStatus, changes: Partial<Refund> = {}): Refund => {
  assert(canMoveRefund(refund.status, status), `a refund does not go from ${refund.status} to ${status}`)
  return { ...refund, ...changes, status }
}
