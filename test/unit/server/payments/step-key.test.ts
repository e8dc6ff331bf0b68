import { describe, expect, it } from 'vitest'
import { stepKey } from '../../../../server/payments/step-key.ts'
import { createStripeProcessor } from '../../../../server/processors/stripe/index.ts'

const hour = 3_600_000
const processor = createStripeProcessor({
  mode: 'practice',
  secretKey: 'sk_test_keys',
  apiBase: 'http://127.0.0.1:9',
  partialApproval: false,
})
const requestedAtMs = Date.parse('2026-11-23T10:00:00Z')
const row = { key: 'pay-1', requested_at_ms: requestedAtMs }
const keyAt = (nowMs: number, step = 'cancel:0') =>
  stepKey({ clock: { nowMs: () => nowMs, monotonicMs: () => 0 }, processor }, row, step)

describe('the key of a step', () => {
  it('names the payment and the step', () => {
    expect(keyAt(requestedAtMs)).toBe('pay-1:cancel:0')
    expect(keyAt(requestedAtMs, 'capture')).toBe('pay-1:capture')
  })

  it('stays the same within 23 hours and is another one at each further 23 hours', () => {
    for (let generation = 0; generation < 40; generation += 1) {
      const fromMs = requestedAtMs + generation * 23 * hour
      const first = keyAt(fromMs)
      expect(keyAt(fromMs + 11 * hour)).toBe(first)
      expect(keyAt(fromMs + 23 * hour - 1)).toBe(first)
      expect(keyAt(fromMs + 23 * hour)).not.toBe(first)
    }
  })

  it('never comes back: no two of a month are alike', () => {
    const keys = Array.from({ length: 30 }, (_, day) => keyAt(requestedAtMs + day * 23 * hour))
    expect(new Set(keys).size).toBe(30)
  })

  it('is agreed upon by two processes whose clocks differ, except around the change', () => {
    const middle = requestedAtMs + 30 * hour
    expect(keyAt(middle)).toBe(keyAt(middle + 5 * 60_000))
    expect(keyAt(middle)).toBe(keyAt(middle - 5 * 60_000))
  })

  it('is the first one where the clock was set back before the payment', () => {
    expect(keyAt(requestedAtMs - 50 * hour)).toBe(keyAt(requestedAtMs))
  })
})
