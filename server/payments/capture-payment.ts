import { fail, ok, type Result } from '../../domain/result.ts'
import type { CallRecord } from '../processors/resilience.ts'
import type { PaymentRow } from './payment-row.ts'
import { readBack } from './read-back.ts'
import { applyObservation, type PaymentDeps } from './save-payment.ts'
import { stepKey } from './step-key.ts'

/**
 * Captures an authorised payment, whole; one that is captured already answers as it stands. To be run inside the payment's queue.
 * Errors: `payment_in_progress`, `payment_unknown`, `processor_unavailable`, `processor_refused`.
 */
export async function capturePayment(deps: PaymentDeps, row: PaymentRow): Promise<Result<PaymentRow>> {
  const current = row.state === 'approved' ? row : await readBack(deps, row)
  const { processor_payment_id: paymentId } = current
  if (current.state !== 'approved' || paymentId === null) {
    const unknown = current.state === 'unknown'
    return fail(
      unknown ? 'payment_unknown' : 'payment_in_progress',
      unknown
        ? 'It is not known yet whether this card was authorised. It is being checked.'
        : `Only an approved payment can be captured; this one is ${current.state}.`,
      { state: current.state },
    )
  }
  if (current.captured_minor > 0) return ok(current)
  // What was given up is never captured, whoever comes too late with another wish.
  if (current.cancel_requested === 1)
    return fail('payment_unknown', 'This payment was given up; its authorisation is being released.')
  const trail: CallRecord[] = []
  const answer = await deps.processor.calls(trail).capture({
    key: stepKey(deps, row, 'capture'),
    paymentId,
    amountMinor: current.amount_minor,
    currency: current.currency,
  })
  const observed =
    answer.kind === 'done'
      ? ({ kind: 'seen', payment: answer.value } as const)
      : ({ kind: 'not-asked' } as const)
  const { row: after } = await applyObservation(
    deps,
    current,
    { payment: observed, reader: { kind: 'not-asked' } },
    trail,
  )
  if (answer.kind === 'done') return ok(after)
  // Refused because it happened already, or lost on the way: the intent itself tells.
  const seen = await readBack(deps, after, { evenFinal: true })
  if (seen.captured_minor > 0) return ok(seen)
  return fail(answer.cause.errorCode, 'The payment is authorised but could not be captured. Ask again.', {
    processorCode: answer.cause.code,
  })
}
