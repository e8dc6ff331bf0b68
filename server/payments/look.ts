import type { ProcessorAnswer, ProcessorPayment, ProcessorVerbs } from '../../domain/payment/processor.ts'
import type { Observation } from './observation.ts'
import type { PaymentRow } from './payment-row.ts'

/** A no to the question itself (a key without permission) says nothing about the payment; only "there is no such payment" does. */
export const paymentSeen = (answer: ProcessorAnswer<ProcessorPayment>): Observation['payment'] =>
  answer.kind === 'done'
    ? { kind: 'seen', payment: answer.value }
    : {
        kind:
          answer.kind === 'refused' && answer.cause.errorCode === 'payment_not_found' ? 'missing' : 'lost',
      }

/**
 * Asks the processor for the intent (truth for money) and, while a reader may hold it, for the reader (truth for the device).
 */
export async function look(ask: ProcessorVerbs, row: PaymentRow, paymentId: string): Promise<Observation> {
  const [payment, reader] = await Promise.all([
    ask.retrieve({ paymentId }),
    row.on_reader === 1 && row.reader_id !== null ? ask.readerAction({ readerId: row.reader_id }) : null,
  ])
  if (reader === null) return { payment: paymentSeen(payment), reader: { kind: 'not-asked' } }
  if (reader.kind !== 'done') return { payment: paymentSeen(payment), reader: { kind: 'lost' } }
  const { action } = reader.value
  const asking = action?.paymentId === paymentId && action.status === 'in-progress'
  const waits = payment.kind === 'done' && payment.value.standing === 'awaiting-card'
  // Both were asked at once: when the reader is through with it, the intent's answer may be the older one.
  const latest = waits && !asking ? await ask.retrieve({ paymentId }) : payment
  return { payment: paymentSeen(latest), reader: { kind: 'seen', reader: reader.value } }
}
