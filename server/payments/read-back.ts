import type { CallRecord } from '../processors/resilience.ts'
import { cancelIntent } from './cancel-intent.ts'
import { isFinalPayment, isOver } from './decide.ts'
import { isInPage } from './in-page.ts'
import { look } from './look.ts'
import type { Observation } from './observation.ts'
import type { PaymentRow } from './payment-row.ts'
import { applyObservation, type PaymentDeps } from './save-payment.ts'
import { settleCreation } from './settle-creation.ts'

/**
 * Brings a payment to where the processor says it is, and finishes what was begun (a lost creation, a decline's cancellation). To be run inside
 * the payment's queue. A final payment is left alone unless `evenFinal` (refunds made elsewhere, captures).
 */
export async function readBack(
  deps: PaymentDeps,
  row: PaymentRow,
  options: {
    readonly evenFinal: boolean
    /** Told when the processor was asked for the payment and could not be read. */
    readonly onLost?: (() => void) | undefined
  } = { evenFinal: false },
): Promise<PaymentRow> {
  if (isOver(row) && (!options.evenFinal || row.processor_payment_id === null)) return row
  let current = row
  if (current.processor_payment_id === null) {
    current = (await settleCreation(deps, current, { fresh: false })).row
    if (current.processor_payment_id === null || isFinalPayment(current.state)) return current
  }
  const paymentId = current.processor_payment_id
  if (paymentId === null) return current
  const trail: CallRecord[] = []
  const seen = await look(deps.processor.calls(trail), current, paymentId)
  if (seen.payment.kind === 'lost') options.onLost?.()
  // An intent that never was on a reader, nor in a page's hands, cannot have been charged: a lost answer about it is no reason to worry a cashier.
  const harmless =
    current.state === 'created' &&
    current.on_reader === 0 &&
    current.cancel_requested === 0 &&
    !isInPage(current)
  const observation: Observation =
    seen.payment.kind === 'lost' && harmless ? { ...seen, payment: { kind: 'not-asked' } } : seen
  const applied = await applyObservation(deps, current, observation, trail)
  return applied.decision.mustCancel ? cancelIntent(deps, applied.row) : applied.row
}
