import { describe, expect, test } from 'vitest'
import { chargeTransitions } from '../../../sandbox/stripe/charges/charge.ts'
import { canMove, paymentIntentTransitions } from '../../../sandbox/stripe/payment-intents/payment-intent.ts'
import { actionTransitions } from '../../../sandbox/stripe/readers/reader.ts'
import { canMoveRefund, refundTransitions } from '../../../sandbox/stripe/refunds/refund.ts'

const pairs = <S extends string>(states: readonly S[]) =>
  states.flatMap((from) => states.map((to) => [from, to] as const))
const keysOf = <T extends object>(table: T) => Object.keys(table) as (keyof T & string)[]

/** Written down a second time, by hand, from docs.stripe.com/payments/paymentintents/lifecycle. */
const allowedIntentMoves = [
  'requires_payment_method>requires_confirmation',
  'requires_payment_method>requires_action',
  'requires_payment_method>processing',
  'requires_payment_method>requires_capture',
  'requires_payment_method>succeeded',
  'requires_payment_method>canceled',
  'requires_confirmation>requires_payment_method',
  'requires_confirmation>requires_action',
  'requires_confirmation>processing',
  'requires_confirmation>requires_capture',
  'requires_confirmation>succeeded',
  'requires_confirmation>canceled',
  'requires_action>requires_payment_method',
  'requires_action>processing',
  'requires_action>requires_capture',
  'requires_action>succeeded',
  'requires_action>canceled',
  'processing>requires_payment_method',
  'processing>requires_capture',
  'processing>succeeded',
  'processing>canceled',
  'requires_capture>succeeded',
  'requires_capture>canceled',
]

const allowedRefundMoves = [
  'pending>requires_action',
  'pending>succeeded',
  'pending>failed',
  'pending>canceled',
  'requires_action>pending',
  'requires_action>succeeded',
  'requires_action>failed',
  'requires_action>canceled',
  'succeeded>failed',
]

describe('state machines', () => {
  test('a PaymentIntent makes exactly the moves of its life cycle', () => {
    const moves = pairs(keysOf(paymentIntentTransitions)).filter(([from, to]) => canMove(from, to))
    expect(moves.map((move) => move.join('>'))).toEqual(expect.arrayContaining(allowedIntentMoves))
    expect(moves).toHaveLength(allowedIntentMoves.length)
  })
  test('a refund makes exactly the moves of its life cycle, and may fail after it succeeded', () => {
    const moves = pairs(keysOf(refundTransitions)).filter(([from, to]) => canMoveRefund(from, to))
    expect(moves.map((move) => move.join('>')).sort()).toEqual([...allowedRefundMoves].sort())
  })
  test('what is succeeded or canceled never moves again', () => {
    expect(paymentIntentTransitions.succeeded).toEqual([])
    expect(paymentIntentTransitions.canceled).toEqual([])
    expect(chargeTransitions.succeeded).toEqual([])
    expect(chargeTransitions.failed).toEqual([])
    expect(refundTransitions.failed).toEqual([])
    expect(refundTransitions.canceled).toEqual([])
  })
  test('a reader action ends once', () => {
    expect(actionTransitions).toEqual({ in_progress: ['succeeded', 'failed'], succeeded: [], failed: [] })
  })
})
