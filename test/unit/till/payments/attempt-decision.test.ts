import { describe, expect, test } from 'vitest'
import { type ErrorCode, errorCodeList } from '../../../../domain/errors/codes.ts'
import { saleIdSchema } from '../../../../domain/ids/ids.ts'
import { canMoveAttempt } from '../../../../domain/payment/attempt.ts'
import { type Payment, paymentStateSchema } from '../../../../domain/protocol/server-api.ts'
import { fail, ok } from '../../../../domain/result.ts'
import { type Ask, decide, type Facts } from '../../../../till/payments/attempt-decision.ts'

const facts = (changes: Partial<Facts> = {}): Facts => ({
  state: 'sent',
  processorKnown: true,
  resumed: false,
  createSent: true,
  giveUp: null,
  lostLooks: 0,
  sinceCancelMs: null,
  ageMs: 1_000,
  amountMinor: 1_000,
  ...changes,
})

const payment = (changes: Partial<Payment> = {}): Payment => ({
  idempotencyKey: 'pay-1',
  saleId: saleIdSchema.parse('01990000-0000-7000-8000-000000000002'),
  tenderNo: 1,
  attempt: 1,
  amountMinor: 1_000,
  currency: 'EUR',
  state: 'processing',
  processor: 'stripe',
  processorPaymentId: 'pi_1',
  capturedMinor: 0,
  refundedMinor: 0,
  declineReason: null,
  card: null,
  reader: null,
  ...changes,
})

const asks: readonly Ask[] = ['create', 'process', 'look', 'cancel']
const states = ['created', 'sent', 'unknown'] as const
const readerStatuses = ['waiting', 'processing', 'offline', 'busy', 'replaced', 'failed'] as const
const fresh = facts({ state: 'created', processorKnown: false, createSent: false })

/** Every situation: what is known × what was asked × what came back. */
function* situations(): Generator<{
  facts: Facts
  ask: Ask
  what: string
  decision: ReturnType<typeof decide>
}> {
  const answers = [
    ...paymentStateSchema.options.flatMap((state) =>
      [null, ...readerStatuses].map((status) =>
        ok(payment({ state, reader: status === null ? null : { id: 'r', label: 'r', status } })),
      ),
    ),
    ...errorCodeList.flatMap((code) => [
      fail(code as ErrorCode, code, { sent: true, status: 409 }),
      fail(code as ErrorCode, code, { sent: true }),
      fail(code as ErrorCode, code, { sent: false }),
    ]),
  ]
  for (const state of states)
    for (const ask of asks)
      for (const giveUp of [null, 'cancelled'] as const)
        for (const resumed of [false, true])
          for (const lostLooks of [0, 3])
            for (const createSent of [false, true])
              for (const answer of answers) {
                const known = facts({
                  state,
                  giveUp,
                  resumed,
                  lostLooks,
                  createSent: createSent || ask !== 'create',
                  processorKnown: state === 'sent',
                })
                const what = JSON.stringify({ state, ask, giveUp, resumed, answer })
                yield { facts: known, ask, what, decision: decide(known, ask, answer) }
              }
}

describe('in every situation', () => {
  test('nothing but the word of the processor approves or declines', () => {
    for (const { decision, what } of situations()) {
      const answered = /"answer":\{"ok":true,"value":.*"state":"(\w+)"/.exec(what)?.[1]
      if (decision.journal === 'approved' || decision.journal === 'declined')
        expect(answered, what).toBe(decision.journal)
    }
  })

  test('an attempt ends only with an outcome, and an outcome always ends it', () => {
    for (const { decision, what } of situations()) {
      const outcome = ['approved', 'declined', 'voided'].includes(decision.journal ?? '')
      expect(decision.next === null, what).toBe(outcome)
    }
  })

  test('what is journalled is a move that the state machine allows (a missing D4 is written first)', () => {
    const to = {
      created: 'sent',
      unknown: 'unknown',
      approved: 'approved',
      declined: 'declined',
      voided: 'voided',
    } as const
    for (const { decision, facts: known, what } of situations()) {
      if (decision.journal === null) continue
      const from = decision.journal === 'approved' && known.state === 'created' ? 'sent' : known.state
      expect(canMoveAttempt(from, to[decision.journal]), what).toBe(true)
    }
  })

  test('a reader is asked only for a fresh intent that is being journalled in the same step', () => {
    for (const { decision, facts: known, what } of situations()) {
      if (decision.next?.ask !== 'process') continue
      expect(decision.journal, what).toBe('created')
      expect({ state: known.state, giveUp: known.giveUp, resumed: known.resumed }, what).toEqual({
        state: 'created',
        giveUp: null,
        resumed: false,
      })
    }
  })

  test('an attempt given up is never sent to a reader, and stays given up', () => {
    for (const { decision, facts: known, what } of situations()) {
      if (known.giveUp === null) continue
      expect(decision.next?.ask, what).not.toBe('process')
      expect(decision.giveUp === null && decision.next !== null, what).toBe(false)
    }
  })

  test('an answer that was lost never ends an attempt that may have reached the server', () => {
    for (const { decision, facts: known, ask, what } of situations()) {
      const lost = /"code":"(server_unreachable|internal|storage_full|storage_failed)"/.test(what)
      if (!lost) continue
      const neverLeft = ask === 'create' && !known.createSent && what.includes('"sent":false')
      expect(decision.next === null, what).toBe(neverLeft)
    }
  })
})

describe('in particular', () => {
  test('an approval of another amount is not taken for this one', () => {
    expect(decide(facts(), 'look', ok(payment({ state: 'approved', capturedMinor: 900 })))).toMatchObject({
      journal: 'unknown',
      next: { ask: 'look' },
    })
    expect(decide(facts(), 'look', ok(payment({ state: 'approved', capturedMinor: 1_000 })))).toMatchObject({
      journal: 'approved',
      next: null,
    })
    expect(decide(facts(), 'look', ok(payment({ state: 'approved', capturedMinor: 0 })))).toMatchObject({
      journal: 'approved',
    })
  })

  test('an approval beats Cancel', () => {
    expect(
      decide(
        facts({ giveUp: 'cancelled' }),
        'cancel',
        ok(payment({ state: 'approved', capturedMinor: 1_000 })),
      ),
    ).toMatchObject({ journal: 'approved', next: null })
  })

  test('a fresh intent goes to the reader; the same one found after a restart is cancelled', () => {
    const created = ok(payment({ state: 'created' }))
    expect(decide(fresh, 'create', created)).toMatchObject({ journal: 'created', next: { ask: 'process' } })
    expect(decide({ ...fresh, resumed: true, createSent: true }, 'look', created)).toMatchObject({
      journal: null,
      next: { ask: 'cancel' },
    })
    expect(decide(facts({ state: 'unknown' }), 'look', created)).toMatchObject({ next: { ask: 'cancel' } })
  })

  test('a key the server never had is cancelled, then made to be cancelled, and after ten minutes certainly void', () => {
    const notFound = fail('payment_not_found', 'none', { sent: true, status: 404 })
    const young = facts({ state: 'unknown', processorKnown: false, resumed: true })
    expect(decide(young, 'look', notFound)).toMatchObject({
      journal: null,
      next: { ask: 'cancel' },
      giveUp: 'cancelled',
    })
    expect(decide(young, 'cancel', notFound)).toMatchObject({
      journal: null,
      next: { ask: 'create' },
      giveUp: 'cancelled',
    })
    expect(decide({ ...young, ageMs: 11 * 60_000 }, 'look', notFound)).toMatchObject({
      journal: 'voided',
      next: null,
    })
    // A clock set back makes an attempt look young, never old.
    expect(decide({ ...young, ageMs: -86_400_000 }, 'look', notFound)).toMatchObject({
      next: { ask: 'cancel' },
    })
  })

  test('a payment that the server made and forgot stays unknown', () => {
    const notFound = fail('payment_not_found', 'none', { sent: true, status: 404 })
    expect(decide(facts({ ageMs: 86_400_000 }), 'look', notFound)).toMatchObject({
      journal: 'unknown',
      next: { ask: 'look', after: 'patient' },
    })
  })

  test('a cancellation that is wanted is asked for again while the server does not know', () => {
    const unknown = ok(payment({ state: 'unknown', reader: { id: 'r', label: 'r', status: 'offline' } }))
    expect(decide(facts({ giveUp: 'cancelled' }), 'look', unknown)).toMatchObject({
      next: { ask: 'cancel', after: 'attentive' },
    })
    expect(decide(facts({ giveUp: 'cancelled' }), 'cancel', unknown)).toMatchObject({ next: { ask: 'look' } })
    expect(decide(facts(), 'look', unknown)).toMatchObject({
      journal: 'unknown',
      phase: 'unknown',
      next: { ask: 'look', after: 'attentive' },
    })
  })

  test('Cancel is asked again while the reader keeps the payment, but not at every look', () => {
    const giveUp = 'cancelled' as const
    expect(decide(facts({ giveUp }), 'look', ok(payment()))).toMatchObject({ next: { ask: 'cancel' } })
    expect(decide(facts({ giveUp, sinceCancelMs: 500 }), 'look', ok(payment()))).toMatchObject({
      next: { ask: 'look' },
    })
    expect(decide(facts({ giveUp, sinceCancelMs: 5_000 }), 'look', ok(payment()))).toMatchObject({
      next: { ask: 'cancel' },
    })
  })

  test('an amount that the server refuses at its door ends the attempt at once, and says why', () => {
    for (const code of ['amount_invalid', 'amount_too_large'] as const) {
      const refused = fail(code, 'no', { sent: true, status: 422 })
      const fresh = facts({ state: 'created', processorKnown: false, createSent: false })
      expect(decide(fresh, 'create', refused)).toMatchObject({ journal: 'voided', next: null, giveUp: code })
      // A request that may have arrived before is not answered by a later refusal.
      expect(decide({ ...fresh, createSent: true }, 'create', refused)).toMatchObject({ journal: null })
    }
  })
})
