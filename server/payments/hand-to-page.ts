import { fail, ok, type Result } from '../../domain/result.ts'
import type { CallRecord } from '../processors/resilience.ts'
import { isFinalPayment } from './decide.ts'
import type { PaymentRow } from './payment-row.ts'
import { readBack } from './read-back.ts'
import { changePayment, type PaymentDeps } from './save-payment.ts'

export type HandedOut = { readonly paymentId: string; readonly clientSecret: string }

/**
 * Tells the secret with which a reader SDK collects this payment. To be run inside the payment's queue; may be asked for again, for the same intent.
 * The secret is never stored or logged. Errors: `payment_in_progress`, `payment_unknown`, `processor_unavailable`, `processor_refused`.
 */
export async function handToPage(
  deps: PaymentDeps,
  row: PaymentRow,
  readerId: string,
): Promise<Result<HandedOut>> {
  const settled = row.state === 'created' && row.on_reader === 0 ? row : await readBack(deps, row)
  const { processor_payment_id: paymentId } = settled
  if (isFinalPayment(settled.state) || settled.on_reader === 1 || settled.state === 'processing')
    return fail(
      'payment_in_progress',
      'This payment is not waiting for a card any more. Look how it stands.',
      {
        state: settled.state,
      },
    )
  if (paymentId === null || settled.cancel_requested === 1 || settled.state !== 'created')
    return fail('payment_unknown', 'It is not known yet what became of this payment. It is being checked.', {
      state: settled.state,
    })
  await changePayment(
    deps,
    settled,
    (fresh) =>
      isFinalPayment(fresh.state)
        ? {}
        : { reader_id: readerId, reader_label: null, reader_status: 'waiting', on_reader: 0 },
    [],
  )
  const trail: CallRecord[] = []
  const answer = await deps.processor.calls(trail).clientSecret({ paymentId })
  await changePayment(deps, settled, () => ({}), trail)
  if (answer.kind === 'done') return ok({ paymentId, clientSecret: answer.value.secret })
  return fail(answer.cause.errorCode, 'The payment could not be handed to the card reader.', {
    processorCode: answer.cause.code,
  })
}
