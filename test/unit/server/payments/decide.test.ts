import { describe, expect, it } from 'vitest'
import { paymentStateSchema, paymentTransitions } from '../../../../domain/protocol/server-api.ts'
import { decide, isFinalPayment, movesBetween } from '../../../../server/payments/decide.ts'
import type { Observation } from '../../../../server/payments/observation.ts'
import { anIntent, aReader, aRow, seen } from './builders.ts'

describe('what a payment is, given what was read back', () => {
  it('a lost answer is unknown, never declined', () => {
    const { change } = decide(aRow(), { payment: { kind: 'lost' }, reader: { kind: 'lost' } })
    expect(change.state).toBe('unknown')
    expect(change.decline_reason).toBeNull()
  })

  it('a status nobody has read about is unknown', () => {
    expect(decide(aRow(), seen(anIntent('unknown'))).change.state).toBe('unknown')
  })

  it('a reader that vanished with the payment is unknown', () => {
    const reader = aReader('in-progress', { online: false })
    const { change, mustCancel } = decide(aRow(), seen(anIntent('awaiting-card'), reader))
    expect(change).toMatchObject({ state: 'unknown', reader_status: 'offline', on_reader: 1 })
    expect(mustCancel).toBe(false)
  })

  it('money taken is approved, whatever the reader says', () => {
    for (const reader of [aReader('none'), aReader('failed'), aReader('in-progress', { online: false })]) {
      const { change } = decide(aRow(), seen(anIntent('approved'), reader))
      expect(change).toMatchObject({ state: 'approved', captured_minor: 1000, on_reader: 0 })
    }
  })

  it('a decline is first cancelled; only the cancelled intent is declined', () => {
    const decline = { reason: 'insufficient_funds', code: 'insufficient_funds' } as const
    const first = decide(
      aRow(),
      seen(anIntent('awaiting-card', { decline }), aReader('failed', { declined: true })),
    )
    expect(first.mustCancel).toBe(true)
    expect(isFinalPayment(first.change.state)).toBe(false)
    const row = aRow({ ...first.change })
    const { change } = decide(row, seen(anIntent('canceled')))
    expect(change).toMatchObject({ state: 'declined' })
    expect(change.decline_code).not.toBeNull()
  })

  it('the last error while the reader still asks (a PIN after a tap) is not yet a decline', () => {
    const decline = { reason: 'pin_required', code: 'online_or_offline_pin_required' } as const
    const { change, mustCancel } = decide(
      aRow(),
      seen(anIntent('awaiting-card', { decline }), aReader('in-progress')),
    )
    expect(change).toMatchObject({ state: 'processing', decline_code: null })
    expect(mustCancel).toBe(false)
  })

  it('a declined card whose cancellation finds the money taken is approved', () => {
    const row = aRow({ decline_code: 'generic_decline', decline_reason: 'generic', cancel_requested: 1 })
    const { change } = decide(row, seen(anIntent('approved')))
    expect(change).toMatchObject({ state: 'approved', decline_code: null, decline_reason: null })
  })

  it('a customer who presses cancel on the reader ends it', () => {
    const reader = aReader('failed', { code: 'customer_canceled' })
    expect(decide(aRow(), seen(anIntent('awaiting-card'), reader)).mustCancel).toBe(true)
  })

  it('a reader of which the payment vanished leaves it ready to be sent again', () => {
    for (const status of ['none', 'other'] as const) {
      const { change } = decide(aRow(), seen(anIntent('awaiting-card'), aReader(status)))
      expect(change).toMatchObject({ state: 'created', reader_status: 'replaced', on_reader: 0 })
    }
    const neverArrived = aRow({ reader_status: null })
    const { change } = decide(neverArrived, seen(anIntent('awaiting-card'), aReader('none')))
    expect(change).toMatchObject({ state: 'created', reader_status: 'failed', on_reader: 0 })
  })

  it('a wanted cancellation stays wanted until the processor says it is over', () => {
    const row = aRow({ state: 'unknown', cancel_requested: 1, on_reader: 0 })
    const decision = decide(row, seen(anIntent('awaiting-card')))
    expect(decision.mustCancel).toBe(true)
    expect(decision.change.cancel_requested).toBe(1)
  })

  it('an intent without our key changes nothing and is reported', () => {
    const foreign = anIntent('approved', { marks: null })
    const decision = decide(aRow(), seen(foreign))
    expect(decision.contradiction).toMatch(/does not carry this key/)
    expect(decision.change.state).toBe('processing')
  })

  it('what is final stays, and a contradiction is reported rather than believed', () => {
    for (const state of ['declined', 'voided'] as const) {
      const decision = decide(aRow({ state }), seen(anIntent('approved')))
      expect(decision.change.state).toBe(state)
      expect(decision.contradiction).not.toBeNull()
      expect(decide(aRow({ state }), seen(anIntent('canceled'))).contradiction).toBeNull()
    }
    const paid = aRow({ state: 'approved', captured_minor: 1000 })
    expect(decide(paid, seen(anIntent('canceled'))).contradiction).not.toBeNull()
    expect(decide(paid, { payment: { kind: 'lost' }, reader: { kind: 'lost' } }).change.state).toBe(
      'approved',
    )
  })

  it('an older answer takes back nothing that was captured', () => {
    const paid = aRow({ state: 'approved', captured_minor: 1000 })
    const older = anIntent('approved', { capturedMinor: 0 })
    expect(decide(paid, seen(older)).change.captured_minor).toBe(1000)
  })

  it('over every state and every observation: a way exists to the new state, and the same observation again changes nothing', () => {
    const intents = (['awaiting-card', 'processing', 'approved', 'canceled', 'unknown'] as const).flatMap(
      (standing) => [
        anIntent(standing),
        anIntent(standing, { decline: { reason: 'generic', code: 'generic_decline' } }),
      ],
    )
    const readers = (['in-progress', 'succeeded', 'failed', 'unknown', 'none', 'other'] as const).flatMap(
      (status) => [aReader(status), aReader(status, { online: false }), aReader(status, { declined: true })],
    )
    const observations: Observation[] = [
      { payment: { kind: 'lost' }, reader: { kind: 'lost' } },
      { payment: { kind: 'absent' }, reader: { kind: 'not-asked' } },
      { payment: { kind: 'missing' }, reader: { kind: 'lost' } },
      { payment: { kind: 'not-asked' }, reader: { kind: 'not-asked' } },
      ...intents.map((intent) => seen(intent)),
      ...intents.flatMap((intent) => readers.map((reader) => seen(intent, reader))),
    ]
    let checked = 0
    for (const state of paymentStateSchema.options) {
      for (const cancel_requested of [0, 1]) {
        for (const on_reader of [0, 1]) {
          const row = aRow({ state, cancel_requested, on_reader })
          for (const observation of observations) {
            const once = decide(row, observation)
            expect(movesBetween(state, once.change.state)).not.toBeNull()
            const standing = observation.payment.kind === 'seen' ? observation.payment.payment.standing : null
            // The row is uncaptured: only then, and only by the processor's word, an approval ends voided.
            const ranOut = state === 'approved' && standing === 'canceled'
            if (isFinalPayment(state)) expect(once.change.state).toBe(ranOut ? 'voided' : state)
            const after = { ...row, ...once.change }
            const twice = decide(after, observation)
            expect(twice.change).toMatchObject({ state: once.change.state, on_reader: once.change.on_reader })
            checked += 1
          }
        }
      }
    }
    expect(checked).toBeGreaterThan(4_000)
  })
})

describe('moves between states', () => {
  it('go only along the table, or through created', () => {
    for (const from of paymentStateSchema.options) {
      for (const to of paymentStateSchema.options) {
        const moves = movesBetween(from, to)
        if (moves === null) continue
        let at: (typeof paymentStateSchema.options)[number] = from
        for (const next of moves) {
          expect(paymentTransitions[at] as readonly string[]).toContain(next)
          at = next
        }
        expect(at).toBe(to)
      }
      if (isFinalPayment(from))
        expect(paymentStateSchema.options.filter((to) => movesBetween(from, to) !== null)).toEqual(
          from === 'approved' ? ['approved', 'voided'] : [from],
        )
    }
  })
})

describe('a bank that agrees to a part of the amount', () => {
  const part = { amountMinor: 700, authorizedMinor: 700, partialOf: 1000 }

  it('is released when it was only authorised, and is never approved', () => {
    const decided = decide(aRow(), seen(anIntent('approved', { ...part, capturedMinor: 0 })))
    expect(decided).toMatchObject({ mustCancel: true, change: { state: 'processing', cancel_requested: 1 } })
  })

  it('is told to a person when it was taken', () => {
    const decided = decide(aRow(), seen(anIntent('approved', { ...part, capturedMinor: 700 })))
    expect(decided).toMatchObject({
      mustCancel: false,
      change: { captured_minor: 700 },
      contradiction: '700 was charged where 1000 was asked for',
    })
  })

  it('is not seen in a tip: the whole amount and the tip beside it are approved', () => {
    const tipped = anIntent('approved', { amountMinor: 1150, capturedMinor: 1150, tipMinor: 150 })
    expect(decide(aRow(), seen(tipped))).toMatchObject({ contradiction: null, change: { state: 'approved' } })
  })
})
