import { describe, expect, it } from 'vitest'
import { refundSchema } from '../../../../domain/protocol/server-api.ts'
import type { PaymentRow } from '../../../../server/payments/payment-row.ts'
import {
  canMoveRefund,
  holdsMoney,
  type RefundRow,
  type RefundState,
  refundTransitions,
} from '../../../../server/refunds/refund-row.ts'
import { refundableMinor } from '../../../../server/refunds/reserve-refund.ts'

const states = refundSchema.shape.state.options

const aPayment = (captured: number, refunded: number): PaymentRow => ({
  store_id: 's',
  key: 'pay',
  register_id: 'r',
  device_id: 'd',
  sale_id: 'x',
  tender_no: 1,
  attempt: 1,
  amount_minor: captured,
  currency: 'USD',
  processor: 'stripe',
  processor_payment_id: 'pi',
  create_sent: 1,
  state: 'approved',
  captured_minor: captured,
  refunded_minor: refunded,
  decline_reason: null,
  decline_code: null,
  card: null,
  reader_id: null,
  reader_label: null,
  reader_status: null,
  on_reader: 0,
  process_no: 1,
  cancel_no: 0,
  cancel_requested: 0,
  requested_at_ms: 0,
  updated_at_ms: 0,
  version: 1,
})
const aRefund = (amount: number, state: RefundState, known = true): RefundRow => ({
  store_id: 's',
  key: `ref-${amount}-${state}`,
  payment_key: 'pay',
  device_id: 'd',
  amount_minor: amount,
  currency: 'USD',
  reason: 'duplicate',
  state,
  processor_refund_id: known ? 're' : null,
  failure_code: null,
  requested_at_ms: 0,
  updated_at_ms: 0,
  version: 1,
})

describe('what may still be refunded', () => {
  it.each([
    ['nothing refunded', 1000, 0, [], 1000],
    ['a reserve the processor has not heard of', 1000, 0, [aRefund(300, 'requested', false)], 700],
    ['an unknown one counts as done', 1000, 0, [aRefund(300, 'unknown', false)], 700],
    [
      'a done one counts once, though the processor tells of it too',
      1000,
      300,
      [aRefund(300, 'succeeded')],
      700,
    ],
    ['one in the dashboard', 1000, 200, [], 800],
    ['one in the dashboard beside ours', 1000, 500, [aRefund(300, 'succeeded')], 500],
    ['one in the dashboard beside a reserve', 1000, 200, [aRefund(300, 'requested', false)], 500],
    [
      'failed and canceled ones are free again',
      1000,
      0,
      [aRefund(300, 'failed'), aRefund(400, 'canceled')],
      1000,
    ],
    ['never below zero', 1000, 1000, [aRefund(300, 'requested', false)], 0],
    ['not captured yet', 0, 0, [], 0],
  ] as const)('%s', (_name, captured, refunded, refunds, left) => {
    expect(refundableMinor(aPayment(captured, refunded), refunds)).toBe(left)
  })
})

describe('moves of a refund', () => {
  it('go only along the table, and only what failed or was cancelled frees money', () => {
    for (const from of states)
      for (const to of states)
        expect(canMoveRefund(from, to)).toBe((refundTransitions[from] as readonly string[]).includes(to))
    expect(states.filter((state) => !holdsMoney(state)).sort()).toEqual(['canceled', 'failed'])
    // Late failures are real; anything else after the end is old news.
    expect(states.filter((to) => canMoveRefund('succeeded', to))).toEqual(['failed'])
    expect(states.some((to) => canMoveRefund('failed', to) || canMoveRefund('canceled', to))).toBe(false)
  })
})
