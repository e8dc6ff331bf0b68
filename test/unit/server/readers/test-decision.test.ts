import { describe, expect, it } from 'vitest'
import type {
  PaymentStanding,
  ProcessorPayment,
  ProcessorReader,
  ReaderAction,
} from '../../../../domain/payment/processor.ts'
import { decideTest, type TestFacts } from '../../../../server/readers/test-decision.ts'

const payment = (standing: PaymentStanding, changes: Partial<ProcessorPayment> = {}): ProcessorPayment => ({
  id: 'pi_1',
  standing,
  status: standing,
  amountMinor: 100,
  currency: 'EUR',
  authorizedMinor: standing === 'approved' ? 100 : 0,
  capturedMinor: 0,
  refundedMinor: 0,
  tipMinor: null,
  partialOf: null,
  captureBeforeMs: null,
  createdAtMs: 0,
  method: null,
  chargeId: null,
  decline: null,
  card: null,
  marks: null,
  livemode: false,
  ...changes,
})
const action = (status: ReaderAction['status'], changes: Partial<ReaderAction> = {}): ReaderAction => ({
  kind: 'payment',
  paymentId: 'pi_1',
  status,
  failure: null,
  ...changes,
})
const reader = (doing: ReaderAction | null, online = true): ProcessorReader => ({
  id: 'tmr_1',
  label: 'Counter',
  deviceType: 'simulated_wisepos_e',
  online,
  action: doing,
  locationId: null,
  serial: null,
  lastSeenAtMs: null,
  ipAddress: null,
  softwareVersion: null,
  livemode: false,
})
const failed = (code: string, declined = false): ReaderAction =>
  action('failed', {
    failure: { code, message: '', decline: declined ? { code, reason: 'generic' } : null },
  })
const waiting: TestFacts = { state: 'waiting', outcome: null, nowMs: 1_000, untilMs: 90_000 }
const voiding: TestFacts = { ...waiting, state: 'voiding', outcome: 'declined' }

describe('what a test payment is', () => {
  it.each([
    ['waits while the reader asks', payment('awaiting-card'), reader(action('in-progress')), 'waiting', null],
    ['is being charged', payment('processing'), reader(action('in-progress')), 'processing', null],
    [
      'is told as read before the bank has',
      payment('awaiting-card'),
      reader(action('succeeded')),
      'processing',
      null,
    ],
    ['was approved', payment('approved'), reader(action('succeeded')), 'voiding', 'approved'],
    ['was declined', payment('awaiting-card'), reader(failed('card_declined', true)), 'voiding', 'declined'],
    [
      'was ended at the reader',
      payment('awaiting-card'),
      reader(failed('customer_canceled')),
      'voiding',
      'cancelled',
    ],
    ['broke at the reader', payment('awaiting-card'), reader(failed('hardware')), 'voiding', 'reader-failed'],
    [
      'was pushed aside',
      payment('awaiting-card'),
      reader(action('in-progress', { paymentId: 'pi_2' })),
      'voiding',
      'replaced',
    ],
    ['was cleared away', payment('awaiting-card'), reader(null), 'voiding', 'replaced'],
    ['is over', payment('canceled'), reader(null), 'ended', 'cancelled'],
    ['is not understood', payment('unknown'), reader(null), 'waiting', null],
  ] as const)('that %s', (_, seen, at, state, outcome) => {
    expect(decideTest(waiting, { payment: seen, reader: at })).toMatchObject({ state, outcome })
  })

  it('stays as it was when nobody answers, and while the reader cannot be reached', () => {
    expect(decideTest(waiting, { payment: null, reader: null })).toMatchObject({ state: 'waiting' })
    const gone = decideTest(waiting, { payment: payment('awaiting-card'), reader: reader(null, false) })
    expect(gone).toMatchObject({ state: 'waiting', readerOffline: true, cancelIntent: false })
  })

  it('ends by itself when its time is over, and the reader is freed', () => {
    const late = { ...waiting, nowMs: 90_000 }
    const asking = { payment: payment('awaiting-card'), reader: reader(action('in-progress')) }
    expect(decideTest(late, asking)).toEqual({
      state: 'voiding',
      outcome: 'timed-out',
      readerOffline: false,
      freeReader: true,
      cancelIntent: true,
    })
  })

  it('never frees a reader that asks for somebody else', () => {
    const other = {
      payment: payment('awaiting-card'),
      reader: reader(action('in-progress', { paymentId: 'pi_2' })),
    }
    expect(decideTest({ ...waiting, nowMs: 90_000 }, other).freeReader).toBe(false)
    expect(decideTest(voiding, other).freeReader).toBe(false)
  })

  it('ends only when its intent is certainly cancelled, whatever was seen of the reader', () => {
    const standings: readonly PaymentStanding[] = [
      'awaiting-card',
      'processing',
      'approved',
      'unknown',
      'canceled',
    ]
    const readers = [
      null,
      reader(null),
      reader(action('in-progress')),
      reader(failed('x', true)),
      reader(null, false),
    ]
    for (const facts of [waiting, voiding, { ...waiting, nowMs: 95_000 }])
      for (const standing of standings)
        for (const at of readers) {
          const next = decideTest(facts, { payment: payment(standing), reader: at })
          expect(next.state === 'ended').toBe(standing === 'canceled')
          if (next.state === 'voiding' && standing !== 'processing' && standing !== 'unknown')
            expect(next.cancelIntent).toBe(true)
        }
  })

  it('tells an approval that came after all, and keeps how it ended otherwise', () => {
    const late = decideTest(voiding, { payment: payment('approved'), reader: null })
    expect(late).toMatchObject({ outcome: 'approved', cancelIntent: true })
    expect(decideTest(voiding, { payment: payment('canceled'), reader: null })).toMatchObject({
      state: 'ended',
      outcome: 'declined',
    })
  })
})
