import type { ReaderFlow } from '../../domain/protocol/server-api.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { CallRecord } from '../processors/resilience.ts'
import { noteCollect } from '../readers/collect-rows.ts'
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

/** How a reader is to be asked. `collect-confirm`: the card first, its charge in a second command (collect-then-confirm.ts). */
export type HowToAsk = {
  readonly flow: ReaderFlow
  readonly tipping: { readonly eligibleMinor: number } | null
}

/** Commands the reader. To be run inside the payment's queue and the reader's. */
export async function sendToReader(
  deps: PaymentDeps,
  row: PaymentRow,
  readerId: string,
  { flow, tipping }: HowToAsk,
): Promise<Result<PaymentRow>> {
  const { processor_payment_id: paymentId } = row
  if (paymentId === null) return fail('payment_unknown', 'The payment is not known at the processor yet.')
  const claimed = await claimReader(deps, row, readerId)
  if (!claimed.ok) return claimed
  const trail: CallRecord[] = []
  // Each claim has a key of its own, so this one was never sent before.
  const ask = deps.processor.calls(trail, { firstSentAtMs: null })
  const request = {
    key: `${row.key}:process:${claimed.value.process_no}`,
    readerId,
    paymentId,
    tipping: tipping === null ? null : { ...tipping, currency: row.currency },
  }
  if (flow === 'collect-confirm') await noteCollect(deps, claimed.value, tipping)
  const answer =
    flow === 'collect-confirm' ? await ask.collectOnReader(request) : await ask.processOnReader(request)
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
    cause.errorCode === 'payment_in_progress' ||
    cause.errorCode === 'payment_not_cancelable' ||
    // The payment or the reader is gone at the processor; reading both back tells which.
    cause.errorCode === 'payment_not_found'
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
    // Names the two modes.
    mode_mismatch: cause.message,
  }
  return fail(
    cause.errorCode,
    sentences[cause.errorCode] ?? 'The card reader did not take the payment. No card was charged.',
    { processorCode: cause.code, readerId },
  )
}
