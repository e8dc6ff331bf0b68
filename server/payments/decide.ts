import { assertNever } from '../../domain/assert.ts'
import type { ProcessorPayment } from '../../domain/payment/processor.ts'
import { type PaymentState, paymentTransitions } from '../../domain/protocol/server-api.ts'
import type { Observation } from './observation.ts'
import { onReader } from './on-reader.ts'
import type { PaymentRow } from './payment-row.ts'

/** What of a row an observation may change. */
export type Change = Pick<
  PaymentRow,
  | 'state'
  | 'processor_payment_id'
  | 'captured_minor'
  | 'refunded_minor'
  | 'decline_reason'
  | 'decline_code'
  | 'card'
  | 'reader_label'
  | 'reader_status'
  | 'on_reader'
  | 'cancel_requested'
>

export type Decision = {
  readonly change: Change
  /** The intent is alive and must not be: cancel it now, then look again. */
  readonly mustCancel: boolean
  /** Something that must never be: kept as an event for a person, the row stays as it is. */
  readonly contradiction: string | null
  /** Nobody can be asked any more: only a person can find out what happened, and say so. */
  readonly missing: boolean
}

const finals: ReadonlySet<PaymentState> = new Set(['approved', 'declined', 'voided'])
export const isFinalPayment = (state: PaymentState): boolean => finals.has(state)

type Ending = Pick<PaymentRow, 'state' | 'captured_minor' | 'cancel_requested'>

/** Authorised, never captured, and given up: it is over only when the processor says that the money is released. */
export const isToRelease = (row: Ending): boolean =>
  row.state === 'approved' && row.captured_minor === 0 && row.cancel_requested === 1

/** What a cancellation can still change: an approved payment only while nothing of it is captured. */
export const canBeEnded = (row: Ending): boolean =>
  !isFinalPayment(row.state) || (row.state === 'approved' && row.captured_minor === 0)

/** Nothing more can come of it by itself. */
export const isOver = (row: Ending): boolean => isFinalPayment(row.state) && !isToRelease(row)

const canMove = (from: PaymentState, to: PaymentState): boolean =>
  (paymentTransitions[from] as readonly PaymentState[]).includes(to)

/**
 * The moves from one state to another: none, one, or two through `created` (a payment found again at the processor, whose creation was
 * never answered, was created on the way). null: there is no way.
 */
export function movesBetween(from: PaymentState, to: PaymentState): readonly PaymentState[] | null {
  if (from === to) return []
  if (canMove(from, to)) return [to]
  return canMove(from, 'created') && canMove('created', to) ? ['created', to] : null
}

const changeOf = (row: PaymentRow): Change => ({
  state: row.state,
  processor_payment_id: row.processor_payment_id,
  captured_minor: row.captured_minor,
  refunded_minor: row.refunded_minor,
  decline_reason: row.decline_reason,
  decline_code: row.decline_code,
  card: row.card,
  reader_label: row.reader_label,
  reader_status: row.reader_status,
  on_reader: row.on_reader,
  cancel_requested: row.cancel_requested,
})

const offReader = { on_reader: 0, reader_status: null } as const

/** The processor's payment is over, one way or the other. */
function ended(row: PaymentRow, payment: ProcessorPayment): Change {
  const change = { ...changeOf(row), ...offReader, processor_payment_id: payment.id, cancel_requested: 0 }
  if (payment.standing === 'approved') {
    return {
      ...change,
      state: 'approved',
      // What was captured only grows: an older answer that arrives late takes nothing back. A refund can fail and come back.
      captured_minor: Math.max(row.captured_minor, payment.capturedMinor),
      refunded_minor: payment.refundedMinor,
      decline_reason: null,
      decline_code: null,
      card: payment.card === null ? row.card : JSON.stringify(payment.card),
    }
  }
  const code = row.decline_code ?? payment.decline?.code ?? null
  return {
    ...change,
    state: code === null ? 'voided' : 'declined',
    decline_code: code,
    decline_reason: row.decline_reason ?? payment.decline?.reason ?? null,
  }
}

function awaitingCard(row: PaymentRow, payment: ProcessorPayment, observed: Observation['reader']): Decision {
  const seen = onReader(row, payment, observed)
  // While the reader is still asking (a PIN after a first tap), the last error is not the end of it.
  const asking = seen.state === 'processing' && seen.holds
  const decline = seen.decline ?? (asking ? null : payment.decline)
  const declined = decline !== null || row.decline_code !== null
  const mustCancel = declined || seen.mustCancel || row.cancel_requested === 1
  return {
    change: {
      ...changeOf(row),
      state: seen.state,
      processor_payment_id: payment.id,
      decline_reason: row.decline_reason ?? decline?.reason ?? null,
      decline_code: row.decline_code ?? decline?.code ?? null,
      reader_label: observed.kind === 'seen' ? observed.reader.label : row.reader_label,
      reader_status: seen.status,
      on_reader: seen.holds ? 1 : 0,
      // Once the end is wanted it stays wanted, whatever happens to the cancellation itself.
      cancel_requested: mustCancel ? 1 : row.cancel_requested,
    },
    mustCancel,
    contradiction: null,
    missing: false,
  }
}

/** Authorised for somebody who gave up: never captured, released at once. Only the processor's word that it is cancelled ends it. */
function authorisedInVain(row: PaymentRow, payment: ProcessorPayment): Decision {
  const { state } = row
  return {
    change: {
      ...changeOf(row),
      ...offReader,
      state: state === 'created' || state === 'requested' ? 'unknown' : state,
      processor_payment_id: payment.id,
    },
    mustCancel: true,
    contradiction: null,
    missing: false,
  }
}

/** Charged, and all of it sent back: in the end no money moved. */
const isGivenBack = ({ capturedMinor, refundedMinor }: ProcessorPayment): boolean =>
  capturedMinor > 0 && capturedMinor === refundedMinor

/** The bank agreed to what was asked for, a tip on the reader beside it. */
const isWhole = (row: PaymentRow, payment: ProcessorPayment): boolean =>
  payment.partialOf === null && payment.amountMinor === row.amount_minor + (payment.tipMinor ?? 0)

/** Another amount than was asked for, never to be booked as the whole: released while it can be, else told to a person. */
function notWhole(row: PaymentRow, payment: ProcessorPayment): Decision {
  if (payment.capturedMinor === 0) {
    const inVain = authorisedInVain(row, payment)
    return { ...inVain, change: { ...inVain.change, cancel_requested: 1 } }
  }
  return {
    change: ended(row, payment),
    mustCancel: false,
    contradiction: `${payment.capturedMinor} was charged where ${row.amount_minor} was asked for`,
    missing: false,
  }
}

function ofFinal(row: PaymentRow, payment: ProcessorPayment): Decision {
  const approved = payment.standing === 'approved'
  const nothing = { mustCancel: false, contradiction: null, missing: false } as const
  if (row.state === 'approved') {
    if (approved) {
      const inVain = isToRelease(row) && payment.capturedMinor === 0
      const change = ended(row, payment)
      return { ...nothing, change: inVain ? { ...change, cancel_requested: 1 } : change, mustCancel: inVain }
    }
    if (row.captured_minor > 0)
      return {
        ...nothing,
        change: changeOf(row),
        contradiction: `captured, but the processor says ${payment.status}`,
      }
    // An authorisation that was never captured is released, or runs out: no money moved.
    if (payment.standing === 'canceled')
      return { ...nothing, change: { ...changeOf(row), ...offReader, state: 'voided', cancel_requested: 0 } }
    return { ...nothing, change: changeOf(row) }
  }
  return {
    ...nothing,
    change: changeOf(row),
    contradiction:
      payment.standing === 'canceled' || isGivenBack(payment)
        ? null
        : `${row.state}, but the processor says ${payment.status}`,
  }
}

/**
 * The one rule of what a payment is, given what was read back (stripe.md §1.5). Pure and repeatable: the same observation twice changes
 * nothing more, and there is a way (`movesBetween`) to every state it proposes.
 */
export function decide(row: PaymentRow, observation: Observation): Decision {
  const { payment: observed, reader } = observation
  const stay: Decision = { change: changeOf(row), mustCancel: false, contradiction: null, missing: false }
  if (observed.kind === 'seen' && observed.payment.marks?.key !== row.key)
    return { ...stay, contradiction: `the processor's ${observed.payment.id} does not carry this key` }
  if (isFinalPayment(row.state)) return observed.kind === 'seen' ? ofFinal(row, observed.payment) : stay
  switch (observed.kind) {
    case 'absent':
      return { ...stay, change: { ...stay.change, ...offReader, state: 'voided', cancel_requested: 0 } }
    case 'lost':
      return { ...stay, change: { ...stay.change, state: 'unknown' } }
    case 'missing':
      return { ...stay, change: { ...stay.change, state: 'unknown' }, missing: true }
    case 'not-asked':
      return stay
    case 'seen': {
      const { payment } = observed
      switch (payment.standing) {
        case 'approved':
          if (payment.capturedMinor === 0 && row.cancel_requested === 1) return authorisedInVain(row, payment)
          if (!isWhole(row, payment)) return notWhole(row, payment)
          return { ...stay, change: ended(row, payment) }
        case 'canceled':
          return { ...stay, change: ended(row, payment) }
        case 'processing':
          return {
            ...stay,
            change: {
              ...stay.change,
              processor_payment_id: payment.id,
              state: 'processing',
              reader_status: row.reader_id === null ? null : 'processing',
            },
          }
        case 'unknown':
          return { ...stay, change: { ...stay.change, processor_payment_id: payment.id, state: 'unknown' } }
        case 'awaiting-card':
          return awaitingCard(row, payment, reader)
        default:
          return assertNever(payment.standing)
      }
    }
    default:
      return assertNever(observed)
  }
}
