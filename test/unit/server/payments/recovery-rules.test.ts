import { describe, expect, it } from 'vitest'
import { canBeEnded, decide, isOver } from '../../../../server/payments/decide.ts'
import { findingOf } from '../../../../server/payments/finding.ts'
import type { Observation } from '../../../../server/payments/observation.ts'
import type { PaymentRow } from '../../../../server/payments/payment-row.ts'
import { anIntent, aReader, aRow, seen } from './builders.ts'

type Expected = Partial<Pick<PaymentRow, 'state' | 'on_reader' | 'cancel_requested' | 'captured_minor'>>

/** One rule of recovery: where we stood, what was read back, and what the payment is then. */
type Rule = {
  readonly name: string
  readonly row: Partial<PaymentRow>
  readonly read: Observation
  readonly is: Expected
  /** The intent is cancelled now. */
  readonly cancels?: true
  /** What a person is told. */
  readonly raises?: 'payment.lost' | 'payment.contradiction' | 'found'
}

const lost: Observation = { payment: { kind: 'lost' }, reader: { kind: 'lost' } }
const missing: Observation = { payment: { kind: 'missing' }, reader: { kind: 'not-asked' } }
const authorised = anIntent('approved', { capturedMinor: 0, status: 'requires_capture' })
const declined = { decline: { reason: 'generic', code: 'generic_decline' } } as const

/**
 * Recovery by reading back the intent (truth for money) and the reader (truth for the device), after the documentation of the reader SDKs and of
 * server-driven readers. Never a new intent while the old one is alive; an abandoned one is cancelled and never captured.
 */
const rules: readonly Rule[] = [
  {
    name: 'no answer about the intent: the outcome is unknown, and the same intent is asked for again',
    row: { state: 'processing' },
    read: lost,
    is: { state: 'unknown' },
  },
  {
    name: 'still waiting for a card, and its reader asks for one: it goes on, with the same intent',
    row: { state: 'unknown' },
    read: seen(anIntent('awaiting-card'), aReader('in-progress')),
    is: { state: 'processing', on_reader: 1 },
  },
  {
    name: 'still waiting for a card, and no reader has it: the same intent may be sent to a reader again',
    row: { state: 'unknown' },
    read: seen(anIntent('awaiting-card'), aReader('none')),
    is: { state: 'created', on_reader: 0 },
  },
  {
    name: 'to be confirmed again: the same intent may be sent to a reader again',
    row: { state: 'unknown', on_reader: 0 },
    read: seen(anIntent('awaiting-card', { status: 'requires_confirmation' })),
    is: { state: 'created' },
  },
  {
    name: 'a bank is being asked: nobody interrupts it',
    row: { state: 'unknown' },
    read: seen(anIntent('processing')),
    is: { state: 'processing' },
  },
  {
    name: 'the money was taken although the reader timed out: approved',
    row: { state: 'unknown' },
    read: seen(anIntent('approved'), aReader('failed', { code: 'terminal_reader_timeout' })),
    is: { state: 'approved', captured_minor: 1000, on_reader: 0 },
  },
  {
    name: 'the money was authorised although the reader timed out: approved',
    row: { state: 'unknown' },
    read: seen(authorised, aReader('failed', { code: 'terminal_reader_timeout' })),
    is: { state: 'approved', captured_minor: 0 },
  },
  {
    name: 'a decline leaves the intent alive: it is cancelled before anybody is told of it',
    row: { state: 'unknown', on_reader: 0 },
    read: seen(anIntent('awaiting-card', declined)),
    is: { state: 'created', cancel_requested: 1 },
    cancels: true,
  },
  {
    name: 'a declined intent that is certainly cancelled: declined, and the next attempt may begin',
    row: { state: 'processing', decline_code: 'generic_decline', decline_reason: 'generic' },
    read: seen(anIntent('canceled')),
    is: { state: 'declined' },
  },
  {
    name: 'a decline while the reader still asks (a PIN after a tap): not the end of it',
    row: { state: 'processing' },
    read: seen(anIntent('awaiting-card', declined), aReader('in-progress')),
    is: { state: 'processing', cancel_requested: 0 },
  },
  {
    name: 'the reader vanished with the payment on it: unknown, whatever the intent still says',
    row: { state: 'processing' },
    read: seen(anIntent('awaiting-card'), aReader('in-progress', { online: false })),
    is: { state: 'unknown', on_reader: 1 },
  },
  {
    name: 'another payment is on the reader now: ours left it, and the other one is left alone',
    row: { state: 'processing' },
    read: seen(anIntent('awaiting-card'), aReader('other')),
    is: { state: 'created', on_reader: 0 },
  },
  {
    name: 'abandoned and still waiting for a card: cancelled',
    row: { state: 'unknown', on_reader: 0, cancel_requested: 1 },
    read: seen(anIntent('awaiting-card')),
    is: { cancel_requested: 1 },
    cancels: true,
  },
  {
    name: 'abandoned, and authorised all the same: never captured, released',
    row: { state: 'unknown', cancel_requested: 1 },
    read: seen(authorised),
    is: { state: 'unknown', cancel_requested: 1, captured_minor: 0 },
    cancels: true,
  },
  {
    name: 'abandoned after its creation was lost, and authorised all the same: unknown until it is released',
    row: { state: 'requested', processor_payment_id: null, on_reader: 0, cancel_requested: 1 },
    read: seen(authorised),
    is: { state: 'unknown', cancel_requested: 1 },
    cancels: true,
  },
  {
    name: 'abandoned, and the money was taken all the same: approved, because it is what happened',
    row: { state: 'unknown', cancel_requested: 1 },
    read: seen(anIntent('approved')),
    is: { state: 'approved', captured_minor: 1000, cancel_requested: 0 },
  },
  {
    name: 'given up after it was authorised: the release is asked for until the processor says so',
    row: { state: 'approved', captured_minor: 0, cancel_requested: 1, on_reader: 0 },
    read: seen(authorised),
    is: { state: 'approved', cancel_requested: 1 },
    cancels: true,
  },
  {
    name: 'given up after it was authorised, and released: voided',
    row: { state: 'approved', captured_minor: 0, cancel_requested: 1, on_reader: 0 },
    read: seen(anIntent('canceled')),
    is: { state: 'voided', cancel_requested: 0 },
  },
  {
    name: 'authorised, never captured, and run out at the bank: voided',
    row: { state: 'approved', captured_minor: 0, on_reader: 0 },
    read: seen(anIntent('canceled')),
    is: { state: 'voided' },
  },
  {
    name: 'captured by us and cancelled by the processor: ours stays, a person is told',
    row: { state: 'approved', captured_minor: 1000, on_reader: 0 },
    read: seen(anIntent('canceled')),
    is: { state: 'approved' },
    raises: 'payment.contradiction',
  },
  {
    name: 'over for us and charged at the processor: ours stays, a person is told',
    row: { state: 'voided', on_reader: 0 },
    read: seen(anIntent('approved')),
    is: { state: 'voided' },
    raises: 'payment.contradiction',
  },
  {
    name: 'an intent that carries another key: nothing is taken from it, a person is told',
    row: { state: 'unknown' },
    read: seen(anIntent('approved', { marks: null })),
    is: { state: 'unknown' },
    raises: 'payment.contradiction',
  },
  {
    name: 'an intent the processor does not know any more: unknown until a person says what happened',
    row: { state: 'processing' },
    read: missing,
    is: { state: 'unknown' },
    raises: 'payment.lost',
  },
  {
    name: 'an intent the processor knows again: what it says holds, and nobody has to say anything',
    row: { state: 'unknown' },
    read: seen(anIntent('canceled')),
    is: { state: 'voided' },
    raises: 'found',
  },
  {
    name: 'a status of a later version of the processor: unknown',
    row: { state: 'processing' },
    read: seen(anIntent('unknown')),
    is: { state: 'unknown' },
  },
]

describe('recovery', () => {
  it.each(rules)('$name', ({ row, read, is, cancels, raises }) => {
    const before = aRow(row)
    const decision = decide(before, read)
    expect(decision.change).toMatchObject(is)
    expect(decision.mustCancel).toBe(cancels === true)
    const finding = findingOf(before, read, decision)
    // That something was found again is said of every unknown payment that is seen; it only matters when somebody had been told.
    const told = finding === 'found' && raises === undefined ? null : finding
    expect(told === null || told === 'found' ? told : told.kind).toBe(raises ?? null)
  })

  it('is over only when nothing can come of it: an authorisation to be released is not', () => {
    expect(isOver(aRow({ state: 'approved', captured_minor: 0, cancel_requested: 1 }))).toBe(false)
    expect(isOver(aRow({ state: 'approved', captured_minor: 0, cancel_requested: 0 }))).toBe(true)
    expect(isOver(aRow({ state: 'unknown' }))).toBe(false)
    expect(canBeEnded(aRow({ state: 'approved', captured_minor: 1 }))).toBe(false)
    expect(canBeEnded(aRow({ state: 'approved', captured_minor: 0 }))).toBe(true)
    expect(canBeEnded(aRow({ state: 'declined' }))).toBe(false)
  })
})
