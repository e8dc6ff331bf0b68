import { fail, ok, type Result } from '../../domain/result.ts'
import { isFinalPayment } from './decide.ts'
import { findPaymentOnReader, type PaymentRow } from './payment-row.ts'
import { readBack } from './read-back.ts'
import type { PaymentDeps } from './save-payment.ts'
import { type HowToAsk, sendToReader } from './send-to-reader.ts'

/** To be run inside the payment's queue. */
async function processRow(
  deps: PaymentDeps,
  row: PaymentRow,
  readerId: string,
  how: HowToAsk,
): Promise<Result<PaymentRow>> {
  if (isFinalPayment(row.state)) return ok(row)
  // Where it stands first: it may be on the reader already, or be over, or its creation may still be open.
  const settled = row.state === 'created' && row.on_reader === 0 ? row : await readBack(deps, row)
  if (isFinalPayment(settled.state)) return ok(settled)
  if (settled.processor_payment_id === null || settled.cancel_requested === 1)
    return fail('payment_unknown', 'It is not known yet what became of this payment. It is being checked.', {
      state: settled.state,
    })
  if (settled.on_reader === 1) {
    if (settled.reader_id === readerId) return ok(settled)
    return fail('payment_in_progress', 'This payment is on another card reader. Cancel it there first.', {
      readerId: settled.reader_id,
    })
  }
  return deps.queue.run(`reader:${readerId}`, () => sendToReader(deps, settled, readerId, how))
}

/**
 * Hands the payment to a reader. Asked again while it is there, it answers how it stands. The intent stays the same however often a reader
 * is asked, so no second charge can come of it. Errors: `payment_not_found`, `reader_busy`, `reader_offline`, `payment_unknown`,
 * `payment_in_progress`, `processor_unavailable`.
 */
export async function processPayment(
  deps: PaymentDeps,
  withPayment: <T>(work: (row: PaymentRow) => Promise<Result<T>>) => Promise<Result<T>>,
  refreshOther: (row: PaymentRow) => Promise<unknown>,
  storeId: string,
  key: string,
  readerId: string,
  how: HowToAsk,
): Promise<Result<PaymentRow>> {
  // A payment left on the reader by a till that died would block it: look whether it still is there. Outside of our own queue, so that
  // two payments that look at each other do not wait for each other.
  const holder = await findPaymentOnReader(deps.store.db, storeId, readerId)
  if (holder !== undefined && holder.key !== key) await refreshOther(holder)
  return withPayment((row) => processRow(deps, row, readerId, how))
}
