import { fail, ok, type Result } from '../../domain/result.ts'
import type { CallRecord } from '../processors/resilience.ts'
import { isRowError } from '../store/store-failure.ts'
import { isFinalPayment } from './decide.ts'
import { findPaymentOnReader, type PaymentRow } from './payment-row.ts'
import { readBack } from './read-back.ts'
import { applyObservation, changePayment, type PaymentDeps } from './save-payment.ts'

const busy = (readerId: string) =>
  fail('reader_busy', 'Another payment is on this card reader. Wait for it, or choose another reader.', {
    readerId,
  })

/** Reserves the reader's single slot for this payment, durably, before the command is sent. */
async function claimReader(
  deps: PaymentDeps,
  row: PaymentRow,
  readerId: string,
): Promise<Result<PaymentRow>> {
  const holder = await findPaymentOnReader(deps.store.db, row.store_id, readerId)
  if (holder !== undefined && holder.key !== row.key) return busy(readerId)
  try {
    const claimed = await changePayment(
      deps,
      row,
      (fresh) => ({
        reader_id: readerId,
        reader_label: null,
        reader_status: null,
        on_reader: 1,
        process_no: fresh.process_no + 1,
      }),
      [],
    )
    return ok(claimed)
  } catch (error) {
    if (isRowError(error)) return busy(readerId)
    throw error
  }
}

async function send(deps: PaymentDeps, row: PaymentRow, readerId: string): Promise<Result<PaymentRow>> {
  const { processor_payment_id: paymentId } = row
  if (paymentId === null) return fail('payment_unknown', 'The payment is not known at the processor yet.')
  const claimed = await claimReader(deps, row, readerId)
  if (!claimed.ok) return claimed
  const trail: CallRecord[] = []
  const ask = deps.processor.calls(trail)
  const answer = await ask.processOnReader({
    key: `${row.key}:process:${claimed.value.process_no}`,
    readerId,
    paymentId,
    tipping: null,
  })
  if (answer.kind === 'done') {
    const { action, label } = answer.value
    const started = action?.paymentId === paymentId && action.status === 'in-progress'
    const next = await changePayment(
      deps,
      claimed.value,
      (fresh) =>
        isFinalPayment(fresh.state)
          ? {}
          : { state: 'processing', reader_label: label, reader_status: 'waiting' },
      trail,
    )
    // Usually the customer is only now being asked; an answer that is already final is read in full.
    return ok(started ? next : await readBack(deps, next))
  }
  const { cause } = answer
  const tellsOfIntent =
    cause.errorCode === 'payment_in_progress' || cause.errorCode === 'payment_not_cancelable'
  if (answer.kind === 'unknown' || tellsOfIntent) {
    // It may have arrived (terminal_reader_timeout): the reader itself says whether it did.
    const lost = answer.kind === 'unknown' ? ({ kind: 'lost' } as const) : ({ kind: 'not-asked' } as const)
    const unsure = await applyObservation(
      deps,
      claimed.value,
      { payment: lost, reader: { kind: 'not-asked' } },
      trail,
    )
    return ok(await readBack(deps, unsure.row))
  }
  await changePayment(
    deps,
    claimed.value,
    (fresh) => (isFinalPayment(fresh.state) ? {} : { state: 'created', on_reader: 0, reader_status: null }),
    trail,
  )
  const sentences: Partial<Record<string, string>> = {
    reader_offline: 'The card reader cannot be reached. Check its power and network; no card was charged.',
    reader_busy: 'The card reader is doing something else. Finish that on the reader and try again.',
  }
  return fail(
    cause.errorCode,
    sentences[cause.errorCode] ?? 'The card reader did not take the payment. No card was charged.',
    { processorCode: cause.code, readerId },
  )
}

/** To be run inside the payment's queue. */
async function processRow(deps: PaymentDeps, row: PaymentRow, readerId: string): Promise<Result<PaymentRow>> {
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
  return deps.queue.run(`reader:${readerId}`, () => send(deps, settled, readerId))
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
): Promise<Result<PaymentRow>> {
  // A payment left on the reader by a till that died would block it: look whether it still is there. Outside of our own queue, so that
  // two payments that look at each other do not wait for each other.
  const holder = await findPaymentOnReader(deps.store.db, storeId, readerId)
  if (holder !== undefined && holder.key !== key) await refreshOther(holder)
  return withPayment((row) => processRow(deps, row, readerId))
}
