import { assert } from '../../domain/assert.ts'
import type { ProcessorPayment } from '../../domain/payment/processor.ts'
import type { CallRecord } from '../processors/resilience.ts'
import { paymentSeen } from './look.ts'
import type { Observation } from './observation.ts'
import type { PaymentRow } from './payment-row.ts'
import { applyObservation, changePayment, type PaymentDeps } from './save-payment.ts'
import { stepKey } from './step-key.ts'

/** Neither charged nor cancelled, or only authorised: what was asked for has not come to an end. */
const mayStillCharge = (payment: ProcessorPayment): boolean =>
  payment.standing === 'awaiting-card' || (payment.standing === 'approved' && payment.capturedMinor === 0)

/**
 * Cancels the intent at the processor and writes down what came of it. Only the processor's own word ends a payment: when it says the money
 * was taken after all, the payment is approved. A lost answer leaves it unknown, with the cancellation still wanted.
 */
export async function cancelIntent(deps: PaymentDeps, row: PaymentRow): Promise<PaymentRow> {
  const { processor_payment_id: paymentId } = row
  assert(paymentId !== null, 'only an intent that is known can be cancelled')
  const trail: CallRecord[] = []
  const ask = deps.processor.calls(trail)
  const seen = (payment: ProcessorPayment): Observation => ({
    payment: { kind: 'seen', payment },
    reader: { kind: 'not-asked' },
  })
  const answer = await ask.cancel({ key: stepKey(deps, row, `cancel:${row.cancel_no}`), paymentId })
  if (answer.kind === 'done') return (await applyObservation(deps, row, seen(answer.value), trail)).row

  // A refusal is stored under its key at the processor and would be replayed; the next cancellation needs another one.
  const current =
    answer.kind === 'refused'
      ? await changePayment(deps, row, (fresh) => ({ cancel_no: fresh.cancel_no + 1 }), trail)
      : row
  const now = paymentSeen(await ask.retrieve({ paymentId }))
  if (now.kind === 'missing' || (now.kind === 'seen' && !mayStillCharge(now.payment)))
    return (await applyObservation(deps, current, { payment: now, reader: { kind: 'not-asked' } }, trail)).row
  // Still alive, and the cancellation may or may not be on its way: not known, whoever looks next tries again.
  const lost: Observation = { payment: { kind: 'lost' }, reader: { kind: 'not-asked' } }
  return (await applyObservation(deps, current, lost, trail)).row
}
