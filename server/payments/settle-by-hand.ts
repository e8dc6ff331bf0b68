import type { ProcessorPayment } from '../../domain/payment/processor.ts'
import type { ExceptionAct } from '../../domain/protocol/exceptions.ts'
import { type Failure, fail, ok, type Result } from '../../domain/result.ts'
import type { CallRecord } from '../processors/resilience.ts'
import { isFinalPayment } from './decide.ts'
import { paymentSeen } from './look.ts'
import { findPaymentByProcessorId, type PaymentRow } from './payment-row.ts'
import { applyObservation, type PaymentDeps, savePayment } from './save-payment.ts'

/** Said of a payment that nobody can be asked about any more. */
export type HandSettlement = Extract<ExceptionAct, { action: 'charged' | 'not-charged' }>

const refused = (message: string): Failure => fail('invalid_input', message)

/** What the processor knows under the id that the person gave must be able to be this payment. */
function isOther(row: PaymentRow, given: ProcessorPayment): Failure | null {
  if (given.marks !== null && given.marks.key !== row.key)
    return refused(`${given.id} belongs to another payment of ours; look again which charge it was.`)
  if (given.currency !== row.currency || given.capturedMinor !== row.amount_minor)
    return refused(
      `${given.id} is a charge of ${given.capturedMinor} ${given.currency} minor units, and this payment of ${row.amount_minor} ${row.currency}.`,
    )
  return null
}

type Charge = Pick<PaymentRow, 'processor_payment_id' | 'captured_minor' | 'refunded_minor' | 'card'>

/** The charge as far as anybody knows it: from the processor when it knows the id, else on the person's word. */
async function chargeOf(
  deps: PaymentDeps,
  row: PaymentRow,
  paymentId: string,
  trail: CallRecord[],
): Promise<Result<Charge>> {
  const holder = await findPaymentByProcessorId(deps.store.db, paymentId)
  if (holder !== undefined && holder.key !== row.key)
    return refused(`${paymentId} is the charge of another payment already.`)
  const byWord: Charge = {
    processor_payment_id: paymentId,
    captured_minor: row.amount_minor,
    refunded_minor: 0,
    card: row.card,
  }
  if (paymentId === row.processor_payment_id) return ok(byWord)
  const given = paymentSeen(await deps.processor.calls(trail).retrieve({ paymentId }))
  if (given.kind === 'lost') return unreachable()
  if (given.kind !== 'seen') return ok(byWord)
  const wrong = isOther(row, given.payment)
  if (wrong !== null) return wrong
  return ok({
    ...byWord,
    refunded_minor: given.payment.refundedMinor,
    card: given.payment.card === null ? row.card : JSON.stringify(given.payment.card),
  })
}

const unreachable = (): Failure =>
  fail('processor_unavailable', 'The processor could not be asked just now. Try again in a moment.')

/**
 * Ends a payment that the processor does not know any more, on a person's word: the one way other than the processor's own. The processor is asked
 * once more first, and what it says then holds instead. Answers what the payment is now. To be run inside the payment's queue.
 * Errors: `invalid_input`, `processor_unavailable`.
 */
export async function settleByHand(
  deps: PaymentDeps,
  row: PaymentRow,
  said: HandSettlement,
): Promise<Result<string>> {
  const wanted = said.action === 'charged' ? 'approved' : 'voided'
  if (isFinalPayment(row.state)) return ok(`known already: ${row.state}`)
  const { processor_payment_id: paymentId } = row
  const trail: CallRecord[] = []
  if (paymentId !== null) {
    const payment = paymentSeen(await deps.processor.calls(trail).retrieve({ paymentId }))
    if (payment.kind === 'lost') return unreachable()
    if (payment.kind === 'seen') {
      const { row: after } = await applyObservation(
        deps,
        row,
        { payment, reader: { kind: 'not-asked' } },
        trail,
      )
      return ok(`the processor knows it again: ${after.state}`)
    }
  }
  const charge =
    said.action === 'charged' ? await chargeOf(deps, row, said.processorPaymentId, trail) : ok(null)
  if (!charge.ok) return charge
  const saved = await savePayment(
    deps,
    row,
    {
      ...charge.value,
      state: wanted,
      decline_code: null,
      decline_reason: null,
      on_reader: 0,
      reader_status: null,
      cancel_requested: 0,
    },
    trail,
  )
  // Somebody else found something out in the meantime; the person looks again.
  if (saved === null) return fail('payment_in_progress', 'The payment changed just now. Look at it again.')
  return ok(wanted === 'approved' ? 'charged' : 'not charged')
}
