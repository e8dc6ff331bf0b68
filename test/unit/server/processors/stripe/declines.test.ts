import { describe, expect, it } from 'vitest'
import { declineReasonSchema } from '../../../../../domain/payment/attempt.ts'
import {
  declineOf,
  declineRows,
  isDeclineCode,
  toDecline,
} from '../../../../../server/processors/stripe/declines.ts'

const ofSense = (sense: string) =>
  Object.entries(declineRows)
    .filter(([, row]) => row.sense === sense)
    .map(([code]) => code)

describe('the decline table', () => {
  it('has a source and a reason a counter may hear in every row', () => {
    for (const row of Object.values(declineRows)) {
      expect(row.source).toMatch(/^https:\/\/docs\.stripe\.com\//)
      expect(declineReasonSchema.options).toContain(row.reason)
    }
  })

  it('says "try again" exactly where the same card may be tried again', () => {
    for (const [code, row] of Object.entries(declineRows))
      expect(toDecline(code).reason === 'try_again').toBe(row.sense === 'again')
    expect(ofSense('again').sort()).toEqual([
      'approve_with_id',
      'issuer_not_available',
      'processing_error',
      'reenter_transaction',
      'try_again_later',
    ])
  })

  it('tells a counter nothing of a card that must not be tried again', () => {
    for (const code of ofSense('never')) expect(toDecline(code).reason).toBe('generic')
    expect(ofSense('never')).toEqual(
      expect.arrayContaining(['lost_card', 'stolen_card', 'pickup_card', 'fraudulent', 'pin_try_exceeded']),
    )
  })

  it('is total: a code it does not have is generic and never to be tried again', () => {
    for (const code of ['', 'brand_new', 'constructor', '__proto__', 'toString', 'TRY_AGAIN_LATER'])
      expect(toDecline(code)).toEqual({ code, reason: 'generic' })
  })

  it('keeps the code for the log', () => {
    expect(toDecline('stolen_card').code).toBe('stolen_card')
  })

  it("hears a bank's advice not to try again", () => {
    const error = { type: 'card_error', code: 'card_declined', decline_code: 'try_again_later' }
    expect(declineOf(error)?.reason).toBe('try_again')
    expect(declineOf({ ...error, advice_code: 'do_not_try_again' })?.reason).toBe('generic')
    expect(
      declineOf({ ...error, decline_code: 'expired_card', advice_code: 'do_not_try_again' })?.reason,
    ).toBe('expired_card')
  })

  it("tells a card's no from a reader's trouble", () => {
    for (const code of ['card_declined', 'expired_card', 'insufficient_funds', 'generic_decline'])
      expect(isDeclineCode(code)).toBe(true)
    for (const code of ['customer_canceled', 'terminal_reader_busy', 'connection_error', 'constructor', ''])
      expect(isDeclineCode(code)).toBe(false)
  })
})
