import type { NewException } from '../exceptions/raise-exception.ts'
import type { Decision } from './decide.ts'
import type { Observation } from './observation.ts'
import type { PaymentRow } from './payment-row.ts'

/** What a look at the processor shows that a person must know; the payment it is about is added when it is written. */
export type Finding = Pick<NewException, 'summary' | 'details'> & {
  readonly kind: 'payment.contradiction' | 'payment.lost'
}

/** null: nothing for a person. `found`: the processor knows again what it said it did not know. */
export function findingOf(
  row: PaymentRow,
  observation: Observation,
  decision: Decision,
): Finding | 'found' | null {
  const { payment } = observation
  if (decision.missing)
    return {
      kind: 'payment.lost',
      summary: `The processor does not know ${row.processor_payment_id ?? 'this payment'}, whose outcome is open.`,
      details: { finding: 'unknown-there', processorPaymentId: row.processor_payment_id },
    }
  if (decision.contradiction !== null)
    return {
      kind: 'payment.contradiction',
      summary: `${row.processor_payment_id ?? row.key}: ${decision.contradiction}.`,
      details: {
        finding: 'disagrees',
        ours: row.state,
        theirs: payment.kind === 'seen' ? payment.payment.status : null,
        processorPaymentId: payment.kind === 'seen' ? payment.payment.id : row.processor_payment_id,
      },
    }
  return row.state === 'unknown' && payment.kind === 'seen' && decision.change.state !== 'unknown'
    ? 'found'
    : null
}
