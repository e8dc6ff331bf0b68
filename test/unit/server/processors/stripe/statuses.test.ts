import { describe, expect, it } from 'vitest'
import {
  actionKinds,
  actionStatuses,
  paymentMethods,
  paymentStandings,
  refundStatuses,
  toActionKind,
  toActionStatus,
  toMethod,
  toRefundStatus,
  toStanding,
} from '../../../../../server/processors/stripe/statuses.ts'
import { listedValues, wordsInComment } from './listed-values.ts'

const odd = [
  '',
  'settled',
  'SUCCEEDED',
  ' succeeded',
  'toString',
  'constructor',
  '__proto__',
  'hasOwnProperty',
]

describe('statuses of Stripe', () => {
  it('of a payment are all known, and no other is', () => {
    const listed = listedValues('PaymentIntents', 'PaymentIntent.Status')
    expect(Object.keys(paymentStandings).sort()).toEqual([...listed].sort())
    for (const status of listed) expect(toStanding(status)).not.toBe('unknown')
    for (const status of odd) expect(toStanding(status)).toBe('unknown')
  })

  it('that say money was agreed to are two', () => {
    const approved = Object.keys(paymentStandings).filter((status) => toStanding(status) === 'approved')
    expect(approved.sort()).toEqual(['requires_capture', 'succeeded'])
    expect(Object.keys(paymentStandings).filter((status) => toStanding(status) === 'canceled')).toEqual([
      'canceled',
    ])
  })

  it('of a refund are all that its documentation names, and no other', () => {
    const named = wordsInComment('Refunds', /\n {4}status: string \| null;/)
    expect(Object.keys(refundStatuses).sort()).toEqual([...named].sort())
    for (const status of named) expect(toRefundStatus(status)).not.toBe('unknown')
    for (const status of [...odd, null]) expect(toRefundStatus(status)).toBe('unknown')
  })

  it("of a reader's action are all known, and no other is", () => {
    const listed = listedValues('Terminal/Readers', 'Reader.Action.Status')
    expect(Object.keys(actionStatuses).sort()).toEqual([...listed].sort())
    for (const status of listed) expect(toActionStatus(status)).not.toBe('unknown')
    for (const status of odd) expect(toActionStatus(status)).toBe('unknown')
  })

  it("name every kind of a reader's action; a new one is no payment", () => {
    const listed = listedValues('Terminal/Readers', 'Reader.Action.Type')
    expect(Object.keys(actionKinds).sort()).toEqual([...listed].sort())
    for (const type of odd) expect(toActionKind(type)).toBe('other')
    const charging = listed.filter((type) => toActionKind(type) === 'payment')
    expect(charging.sort()).toEqual(['confirm_payment_intent', 'process_payment_intent'])
  })

  it('name the ways of a card; any other way is none of ours', () => {
    expect(Object.keys(paymentMethods)).toEqual(['card_present', 'interac_present', 'card'])
    for (const type of [...odd, 'wechat_pay', undefined]) expect(toMethod(type)).toBeNull()
  })
})
