import { loggedCalls } from '../events/logged-calls.ts'
import type { CallRecord } from '../processors/resilience.ts'
import { type CollectRow, findCollect, saveCollect } from '../readers/collect-rows.ts'
import type { PaymentRow } from './payment-row.ts'
import { readBack } from './read-back.ts'
import { aboutOf, applyObservation, changePayment, type PaymentDeps, reloadPayment } from './save-payment.ts'
import { sendToReader } from './send-to-reader.ts'

/**
 * A card that was collected must be confirmed within 30 s (research/stripe.md §1.4), counted by the processor. Ours is counted from when it was first
 * seen, which is later, so it ends earlier.
 */
export const confirmWithinMs = 25_000

/**
 * The second half of collect-then-confirm: when the reader holds a card that was read for this payment, the charge is commanded. Whoever looks does it, a
 * till's poll, a webhook, the janitor, always under the same key; a confirmation whose answer was lost is sent again under it. When the time is over,
 * the card is collected again under the next command number, for the same intent: there is never a second one. To be run inside the payment's queue,
 * right after the read-back.
 */
export async function chargeCollected(deps: PaymentDeps, row: PaymentRow): Promise<PaymentRow> {
  const maybe = row.state === 'processing' && row.on_reader === 1 && row.reader_status === 'processing'
  if (!maybe || row.cancel_requested === 1) return row
  const collect = await findCollect(deps, row)
  const { reader_id: readerId, processor_payment_id: paymentId } = row
  if (collect === undefined || readerId === null || paymentId === null) return row
  const seen = await loggedCalls(deps, aboutOf(row)).readerAction({ readerId })
  const action = seen.kind === 'done' ? seen.value.action : null
  if (action?.kind !== 'collect' || action.status !== 'succeeded' || action.paymentId !== paymentId)
    return row
  const nowMs = deps.clock.nowMs()
  const known =
    collect.collected_at_ms === null ? await saveCollect(deps, collect, { collected_at_ms: nowMs }) : collect
  const sinceMs = nowMs - (known.collected_at_ms ?? nowMs)
  return sinceMs < confirmWithinMs
    ? confirm(deps, row, known, readerId, paymentId)
    : collectAgain(deps, row, known, readerId)
}

async function confirm(
  deps: PaymentDeps,
  row: PaymentRow,
  collect: CollectRow,
  readerId: string,
  paymentId: string,
): Promise<PaymentRow> {
  const trail: CallRecord[] = []
  const answer = await deps.processor.calls(trail).confirmOnReader({
    key: `${row.key}:confirm:${row.process_no}:${collect.confirm_no}`,
    readerId,
    paymentId,
  })
  if (answer.kind === 'unknown') {
    // It may have arrived, and a card may be being charged.
    const lost = { payment: { kind: 'lost' }, reader: { kind: 'not-asked' } } as const
    return readBack(deps, (await applyObservation(deps, row, lost, trail)).row)
  }
  const after = await readBack(deps, await changePayment(deps, row, () => ({}), trail))
  if (answer.kind === 'done') return after
  // A refusal is replayed under its key; the next time it is asked anew.
  const refused = await saveCollect(deps, collect, { confirm_no: collect.confirm_no + 1 })
  const tooLate = tooLateCodes.has(answer.cause.code)
  const waits = after.state === 'processing' && after.on_reader === 1 && after.cancel_requested === 0
  return tooLate && waits ? collectAgain(deps, after, refused, readerId) : after
}

/** What the processor says to a confirmation for which the reader has no card (any more). */
const tooLateCodes: ReadonlySet<string> = new Set([
  'intent_invalid_state',
  'terminal_reader_collected_data_invalid',
])

async function collectAgain(
  deps: PaymentDeps,
  row: PaymentRow,
  collect: CollectRow,
  readerId: string,
): Promise<PaymentRow> {
  const eligibleMinor = collect.tip_eligible_minor
  const sent = await deps.queue.run(`reader:${readerId}`, () =>
    sendToReader(deps, row, readerId, {
      flow: 'collect-confirm',
      tipping: eligibleMinor === null ? null : { eligibleMinor },
    }),
  )
  // A reader that refuses has left the payment in `created`: the till ends it.
  return sent.ok ? sent.value : reloadPayment(deps, row)
}
