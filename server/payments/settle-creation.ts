import { assert } from '../../domain/assert.ts'
import type { ProcessorCause, ProcessorPayment } from '../../domain/payment/processor.ts'
import type { CallRecord } from '../processors/resilience.ts'
import type { Observation } from './observation.ts'
import type { PaymentRow } from './payment-row.ts'
import { applyObservation, changePayment, type PaymentDeps } from './save-payment.ts'

/** Processors forget keys after 24 h; an hour before that a key is never sent again, because it might make a second payment. */
export const keyReuseMaxMs = 23 * 3_600_000

export type Settled = {
  readonly row: PaymentRow
  /** Why there is no intent, when the processor said so. */
  readonly refusal: ProcessorCause | null
}

const seen = (payment: ProcessorPayment): Observation => ({
  payment: { kind: 'seen', payment },
  reader: { kind: 'not-asked' },
})
const absent: Observation = { payment: { kind: 'absent' }, reader: { kind: 'not-asked' } }
const lost: Observation = { payment: { kind: 'lost' }, reader: { kind: 'not-asked' } }

/** Finds the payment by our key at the processor. `absent` is only said where no request under this key can still be under way. */
async function lookUp(deps: PaymentDeps, row: PaymentRow, trail: CallRecord[]): Promise<PaymentRow> {
  const answer = await deps.processor
    .calls(trail)
    .lookUpByKey({ key: row.key, fromMs: row.requested_at_ms, untilMs: deps.clock.nowMs() })
  const observation = answer.kind !== 'done' ? lost : answer.value === null ? absent : seen(answer.value)
  return (await applyObservation(deps, row, observation, trail)).row
}

/**
 * Makes sure of the processor's side of a payment that has no intent yet: creates it, or finds out what became of an earlier creation.
 * The same key every time, so there is never a second intent. `fresh`: this request wrote the row, so nothing was ever sent before.
 */
export async function settleCreation(
  deps: PaymentDeps,
  row: PaymentRow,
  options: { readonly fresh: boolean },
): Promise<Settled> {
  assert(row.processor_payment_id === null, 'there is an intent already')
  const trail: CallRecord[] = []
  const neverSent = options.fresh || row.create_sent === 0
  const tooOld = deps.clock.nowMs() - row.requested_at_ms >= keyReuseMaxMs
  if (tooOld && neverSent)
    return { row: (await applyObservation(deps, row, absent, trail)).row, refusal: null }
  if (tooOld) return { row: await lookUp(deps, row, trail), refusal: null }

  // Durable before the call: a crash in between must not look like "never sent".
  let current =
    row.create_sent === 1 ? row : await changePayment(deps, row, () => ({ create_sent: 1 }), trail)
  const answer = await deps.processor
    .calls(trail, { firstSentAtMs: neverSent ? null : row.requested_at_ms })
    .create({
      key: row.key,
      amountMinor: row.amount_minor,
      currency: row.currency,
      capture: deps.capture,
      methods: ['card-present'],
      partialApproval: false,
      marks: {
        key: row.key,
        storeId: row.store_id,
        registerId: row.register_id,
        saleId: row.sale_id,
        tenderNo: row.tender_no,
        attempt: row.attempt,
      },
    })
  if (answer.kind === 'done')
    return { row: (await applyObservation(deps, current, seen(answer.value), trail)).row, refusal: null }

  const { cause } = answer
  const keySpent = cause.replayed || cause.errorCode === 'idempotency_conflict'
  if (answer.kind === 'refused' && neverSent && !keySpent) {
    if (cause.retry) {
      // Not reached, and nothing of ours is under way there: it may be sent again, or given up at once.
      current = await changePayment(deps, current, () => ({ create_sent: 0 }), trail)
      return { row: current, refusal: cause }
    }
    return { row: (await applyObservation(deps, current, absent, trail)).row, refusal: cause }
  }
  // The first request under this key has ended with a stored error: whether it left an intent behind shows in the list.
  if (keySpent) return { row: await lookUp(deps, current, trail), refusal: cause }
  return {
    row: (await applyObservation(deps, current, lost, trail)).row,
    refusal: answer.kind === 'refused' ? cause : null,
  }
}
