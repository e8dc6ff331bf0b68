import { enqueueJob } from '../jobs/enqueue-job.ts'
import type { CallRecord } from '../processors/resilience.ts'
import { cancelIntent } from './cancel-intent.ts'
import { canBeEnded, isFinalPayment } from './decide.ts'
import { janitorKind, second } from './janitor-visits.ts'
import type { PaymentRow } from './payment-row.ts'
import { readBack } from './read-back.ts'
import { applyObservation, changePayment, type PaymentDeps } from './save-payment.ts'
import { settleCreation } from './settle-creation.ts'
import { stepKey } from './step-key.ts'

/**
 * Takes the payment off its reader, but only when the reader's action is this very payment: another register's customer is never interrupted.
 * `authorising`: the reader is in the middle of charging and will not be interrupted.
 */
async function freeReader(deps: PaymentDeps, row: PaymentRow): Promise<'free' | 'authorising'> {
  const { reader_id: readerId, processor_payment_id: paymentId } = row
  if (row.on_reader === 0 || readerId === null) return 'free'
  const trail: CallRecord[] = []
  const ask = deps.processor.calls(trail)
  const seen = await ask.readerAction({ readerId })
  const action = seen.kind === 'done' ? seen.value.action : null
  if (action?.paymentId !== paymentId || action?.status !== 'in-progress') return 'free'
  const answer = await ask.cancelReaderAction({
    key: stepKey(deps, row, `cancel-action:${row.process_no}:${row.cancel_no}`),
    readerId,
  })
  const authorising = answer.kind === 'refused' && answer.cause.errorCode === 'reader_busy'
  // A refusal is stored under its key; the next time it must be asked anew.
  await changePayment(
    deps,
    row,
    (fresh) => (answer.kind === 'refused' ? { cancel_no: fresh.cancel_no + 1 } : {}),
    trail,
  )
  return authorising ? 'authorising' : 'free'
}

/**
 * Cancels a payment and answers what it then is: voided, declined, or approved when the money was taken after all. While the reader is
 * charging it stays `processing`; when an answer is lost it is `unknown` and every later look finishes the cancellation. To be run inside the payment's queue.
 */
export async function cancelPayment(deps: PaymentDeps, row: PaymentRow): Promise<PaymentRow> {
  if (!canBeEnded(row)) return row
  if (row.state === 'approved') return release(deps, row)
  if (row.processor_payment_id === null && row.create_sent === 0) {
    const absent = { payment: { kind: 'absent' }, reader: { kind: 'not-asked' } } as const
    return (await applyObservation(deps, row, absent, [])).row
  }
  let current = row
  if (current.processor_payment_id === null) {
    // The creation's answer was lost. Asking under the same key tells which intent it is; that one is then cancelled.
    current = await changePayment(deps, current, () => ({ cancel_requested: 1 }), [])
    current = (await settleCreation(deps, current, { fresh: false })).row
    if (current.processor_payment_id === null || isFinalPayment(current.state)) return current
  }
  const reader = await freeReader(deps, current)
  if (reader === 'authorising') return readBack(deps, await latest(deps, current))
  const wanted = await changePayment(
    deps,
    current,
    (fresh) => (isFinalPayment(fresh.state) ? {} : { cancel_requested: 1 }),
    [],
  )
  return isFinalPayment(wanted.state) ? wanted : cancelIntent(deps, wanted)
}

/** Gives back what was authorised and never captured. The wish is durable, with a visit of the janitor, before the processor is asked. */
async function release(deps: PaymentDeps, row: PaymentRow): Promise<PaymentRow> {
  const wanted = await changePayment(
    deps,
    row,
    (fresh) => (canBeEnded(fresh) ? { cancel_requested: 1 } : {}),
    [],
  )
  if (!canBeEnded(wanted)) return wanted
  const nowMs = deps.clock.nowMs()
  await deps.store.transaction((trx) =>
    enqueueJob(trx, {
      storeId: row.store_id,
      kind: janitorKind,
      subject: row.key,
      runAtMs: nowMs + 5 * second,
      nowMs,
    }),
  )
  return cancelIntent(deps, wanted)
}

const latest = (deps: PaymentDeps, row: PaymentRow): Promise<PaymentRow> =>
  changePayment(deps, row, () => ({}), [])
