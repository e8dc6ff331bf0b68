import { assertNever } from '../../domain/assert.ts'
import type { Decline, ProcessorPayment } from '../../domain/payment/processor.ts'
import type { Payment } from '../../domain/protocol/server-api.ts'
import type { Observation } from './observation.ts'
import type { PaymentRow } from './payment-row.ts'

type ReaderStatus = NonNullable<Payment['reader']>['status']

/** Failures of a reader's action that mean: the customer does not want to pay by this card now. */
const customerLeft: ReadonlySet<string> = new Set(['customer_canceled', 'canceled_by_customer'])

export type OnReader = {
  readonly state: 'created' | 'processing' | 'unknown'
  readonly status: ReaderStatus | null
  readonly holds: boolean
  readonly decline: Decline | null
  readonly mustCancel: boolean
}

/** What the reader tells of an intent that still waits for a card. */
export function onReader(
  row: PaymentRow,
  payment: ProcessorPayment,
  observed: Observation['reader'],
): OnReader {
  const nothing = { decline: null, mustCancel: false } as const
  const before = (row.reader_status as ReaderStatus | null) ?? null
  if (row.on_reader === 0 || observed.kind !== 'seen') {
    const waiting = row.on_reader === 1
    return {
      ...nothing,
      state: waiting ? 'processing' : 'created',
      status: waiting ? (before ?? 'waiting') : before,
      holds: waiting,
    }
  }
  const { reader } = observed
  const action = reader.action?.paymentId === payment.id ? reader.action : null
  // Never seen on it: the command did not arrive. Seen before: something else took its place.
  if (action === null)
    return { ...nothing, state: 'created', status: before === null ? 'failed' : 'replaced', holds: false }
  switch (action.status) {
    case 'in-progress':
      // A reader that vanished may be in the middle of anything; not declined, not approved: unknown.
      return reader.online
        ? { ...nothing, state: 'processing', status: 'waiting', holds: true }
        : { ...nothing, state: 'unknown', status: 'offline', holds: true }
    case 'succeeded':
      return { ...nothing, state: 'processing', status: 'processing', holds: true }
    case 'failed': {
      const decline = action.failure?.decline ?? null
      const left = customerLeft.has(action.failure?.code ?? '')
      return {
        state: 'created',
        status: 'failed',
        holds: false,
        decline,
        mustCancel: decline !== null || left,
      }
    }
    case 'unknown':
      return { ...nothing, state: 'unknown', status: 'processing', holds: true }
    default:
      return assertNever(action.status)
  }
}
