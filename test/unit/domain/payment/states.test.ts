import { describe, expect, it } from 'vitest'
import {
  type AttemptState,
  attemptStateSchema,
  canMoveAttempt,
  isTerminalAttempt,
  moveAttempt,
} from '../../../../domain/payment/attempt.ts'
import {
  canMovePayment,
  type PaymentState,
  paymentStateSchema,
} from '../../../../domain/protocol/server-api.ts'

/** Every pair, written out as a picture: row = from, column = to, `x` = allowed. Written from DESIGN §2, not from the table in the code. */
const attemptMoves = `
            created sent unknown approved declined voided
  created   .       x    x       .        x        x
  sent      .       .    x       x        x        x
  unknown   .       .    .       x        x        x
  approved  .       .    .       .        .        .
  declined  .       .    .       .        .        .
  voided    .       .    .       .        .        .`

const paymentMoves = `
              requested created processing unknown approved declined voided
  requested   .         x       .          x       .        x        x
  created     .         .       x          x       x        x        x
  processing  .         x       .          x       x        x        x
  unknown     .         x       x          .       x        x        x
  approved    .         .       .          .       .        .        x
  declined    .         .       .          .       .        .        .
  voided      .         .       .          .       .        .        .`

function pairs(picture: string): readonly (readonly [string, string, boolean])[] {
  const [header, ...rows] = picture
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/))
  return rows.flatMap(([from, ...cells]) =>
    cells.map((cell, column) => [from ?? '', header?.[column] ?? '', cell === 'x'] as const),
  )
}

describe('a payment attempt', () => {
  const states: readonly AttemptState[] = attemptStateSchema.options

  it('has all its pairs in the picture', () => {
    expect(pairs(attemptMoves)).toHaveLength(states.length ** 2)
  })

  for (const [fromText, toText, allowed] of pairs(attemptMoves)) {
    it(`${allowed ? 'goes' : 'never goes'} from ${fromText} to ${toText}`, () => {
      const from = attemptStateSchema.parse(fromText)
      const to = attemptStateSchema.parse(toText)
      expect(canMoveAttempt(from, to)).toBe(allowed)
      if (allowed) expect(moveAttempt(from, to)).toBe(to)
      else expect(() => moveAttempt(from, to)).toThrow(`cannot go from ${from} to ${to}`)
    })
  }

  it('ends when approved, declined or voided, and is never over while unknown', () => {
    expect(states.filter(isTerminalAttempt)).toEqual(['approved', 'declined', 'voided'])
  })
})

describe('a payment at the server', () => {
  const states: readonly PaymentState[] = paymentStateSchema.options

  it('has all its pairs in the picture', () => {
    expect(pairs(paymentMoves)).toHaveLength(states.length ** 2)
  })

  for (const [from, to, allowed] of pairs(paymentMoves)) {
    it(`${allowed ? 'goes' : 'never goes'} from ${from} to ${to}`, () => {
      expect(canMovePayment(paymentStateSchema.parse(from), paymentStateSchema.parse(to))).toBe(allowed)
    })
  }

  it('is never declined once it was approved, and never comes back from declined or voided', () => {
    const left = states.filter((from) => states.some((to) => canMovePayment(from, to)))
    expect(left).toEqual(['requested', 'created', 'processing', 'unknown', 'approved'])
    expect(states.filter((to) => canMovePayment('approved', to))).toEqual(['voided'])
  })
})
