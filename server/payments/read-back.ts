import type { ProcessorAnswer, ProcessorPayment, ProcessorVerbs } from '../../domain/payment/processor.ts'
import type { CallRecord } from '../processors/resilience.ts'
import { cancelIntent } from './cancel-intent.ts'
import { isFinalPayment, type Observation } from './decide.ts'
import type { PaymentRow } from './payment-row.ts'
import { applyObservation, type PaymentDeps } from './save-payment.ts'
import { settleCreation } from './settle-creation.ts'

const paymentSeen = (answer: ProcessorAnswer<ProcessorPayment>): Observation['payment'] =>
  answer.kind === 'done' ? { kind: 'seen', payment: answer.value } : { kind: 'lost' }

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

/**
 * Brings a payment to where the processor says it is, and finishes what was begun (a lost creation, a decline's cancellation). To be run inside
 * the payment's queue. A final payment is left alone unless `evenFinal` (refunds made elsewhere, captures).
 */
export async function readBack(
  deps: PaymentDeps,
  row: PaymentRow,
  options: { readonly evenFinal: boolean } = { evenFinal: false },
): Promise<PaymentRow> {
  if (isFinalPayment(row.state) && (!options.evenFinal || row.processor_payment_id === null)) return row
  let current = row
  if (current.processor_payment_id === null) {
    current = (await settleCreation(deps, current, { fresh: false })).row
    if (current.processor_payment_id === null || isFinalPayment(current.state)) return current
  }
  const paymentId = current.processor_payment_id
  if (paymentId === null) return current
  const trail: CallRecord[] = []
  const seen = await look(deps.processor.calls(trail), current, paymentId)
  // An intent that never was on a reader cannot have been charged: a lost answer about it is no reason to worry a cashier.
  const harmless = current.state === 'created' && current.on_reader === 0 && current.cancel_requested === 0
  const observation: Observation =
    seen.payment.kind === 'lost' && harmless ? { ...seen, payment: { kind: 'not-asked' } } : seen
  const applied = await applyObservation(deps, current, observation, trail)
  return applied.decision.mustCancel ? cancelIntent(deps, applied.row) : applied.row
}
