import type { ProcessorPayment } from '../../../domain/payment/processor.ts'
import { loggedCalls } from '../../events/logged-calls.ts'
import { detailsOf } from '../../exceptions/find-exceptions.ts'
import { isKnown, resolvedByItself } from '../../exceptions/is-known.ts'
import { type NewException, raiseException } from '../../exceptions/raise-exception.ts'
import { resolveException } from '../../exceptions/resolve-exception.ts'
import type { Payments } from '../payments.ts'
import type { PaymentDeps } from '../save-payment.ts'
import { adopt } from './adopt.ts'
import { words } from './finding-words.ts'
import type { Swept } from './gather.ts'
import type { SweepVerdict } from './sweep-rules.ts'

export type SweepDeps = Pick<PaymentDeps, 'store' | 'clock' | 'processor' | 'logger'> & {
  readonly payments: Payments
}

const day = 86_400_000

/** Releases it at the processor. What is approved in our records goes the way of a till's own cancellation. Answers whether it is released. */
async function cancel(
  { store, clock, processor, payments }: SweepDeps,
  storeId: string,
  { key, saleId, facts }: Swept,
  payment: ProcessorPayment,
): Promise<boolean> {
  if (facts.row?.state === 'approved') {
    const after = await payments.cancel(storeId, key)
    return after.ok && after.value.state === 'voided'
  }
  const ask = loggedCalls({ store, processor }, { storeId, saleId, paymentKey: key })
  // A refusal is stored under its key; tomorrow's sweep asks anew.
  const today = Math.floor(clock.nowMs() / day)
  const answer = await ask.cancel({ key: `sweep-cancel:${payment.id}:${today}`, paymentId: payment.id })
  if (answer.kind === 'done') return answer.value.standing === 'canceled'
  const now = await ask.retrieve({ paymentId: payment.id })
  return now.kind === 'done' && now.value.standing === 'canceled'
}

type Raise = NonNullable<SweepVerdict['raise']>
type Done = { readonly acted: boolean; readonly raise: Raise | null }

async function act(
  deps: SweepDeps,
  storeId: string,
  swept: Swept,
  { act, raise }: SweepVerdict,
): Promise<Done> {
  const { payment } = swept.facts
  switch (act) {
    case 'nothing':
      return { acted: false, raise }
    case 'read-back':
      if (swept.facts.row !== null) await deps.payments.refresh(storeId, swept.key, true)
      return { acted: swept.facts.row !== null, raise }
    case 'adopt':
      return { acted: payment !== null && (await adopt(deps, deps.payments, payment)), raise }
    case 'cancel': {
      if (payment === null) return { acted: false, raise }
      if (await cancel(deps, storeId, swept, payment)) return { acted: true, raise }
      return {
        acted: false,
        raise: { kind: 'payment.uncaptured', finding: 'not-released', proposed: 'cancel' },
      }
    }
  }
}

const exceptionOf = (storeId: string, swept: Swept, raise: Raise, atMs: number): NewException => {
  const { payment, row } = swept.facts
  const charged = payment === null ? null : payment.capturedMinor - payment.refundedMinor
  return {
    storeId,
    kind: raise.kind,
    subject: swept.key,
    summary: words[raise.finding],
    saleId: swept.saleId,
    paymentKey: swept.key,
    amountMinor:
      charged !== null && charged > 0 ? charged : (payment?.amountMinor ?? row?.amount_minor ?? null),
    currency: payment?.currency ?? row?.currency ?? null,
    details: {
      finding: raise.finding,
      proposed: raise.proposed,
      processorPaymentId: payment?.id ?? row?.processor_payment_id ?? null,
      ours: row?.state ?? null,
      theirs: payment?.status ?? null,
      captureBeforeMs: payment?.captureBeforeMs ?? null,
    },
    atMs,
  }
}

/** Of payments, and of what a sweep finds about them. */
const ofSweep = [
  'payment.orphan',
  'payment.duplicate',
  'payment.uncaptured',
  'payment.without-sale',
  'payment.contradiction',
] as const
type OfSweep = (typeof ofSweep)[number]

/**
 * Whether an open exception is over, given what stands now. What was found ends by itself when the books agree again (a sale that arrived late, a
 * refund that was made), and when a sharper finding takes its place. A charge that stood in no record stays until it is sold or sent back: that it stands
 * in the records now is the sweep's own doing.
 */
function isOver(kind: OfSweep, finding: string, { facts }: Swept, stands: Raise | null): boolean {
  if (kind === stands?.kind) return false
  const { payment, sale } = facts
  const gone = payment === null || payment.capturedMinor - payment.refundedMinor <= 0
  if (kind === 'payment.orphan') return sale === 'holds-it' || gone
  return finding === 'disagrees' ? stands !== null : Object.hasOwn(words, finding)
}

/** Closes what is over; answers the kinds that stay open. */
async function closeWhatIsOver(
  deps: SweepDeps,
  storeId: string,
  swept: Swept,
  stands: Raise | null,
): Promise<readonly OfSweep[]> {
  const open = await deps.store.db
    .selectFrom('exceptions')
    .select(['kind', 'details'])
    .where('store_id', '=', storeId)
    .where('subject', '=', swept.key)
    .where('state', '=', 'open')
    .execute()
  const left: OfSweep[] = []
  for (const exception of open) {
    const kind = ofSweep.find((each) => each === exception.kind)
    if (kind === undefined) continue
    if (!isOver(kind, String(detailsOf(exception)['finding']), swept, stands)) {
      left.push(kind)
      continue
    }
    await deps.store.transaction((trx) =>
      resolveException(trx, {
        storeId,
        kind,
        subject: swept.key,
        resolution: 'no longer so',
        note: null,
        by: resolvedByItself,
        atMs: deps.clock.nowMs(),
      }),
    )
  }
  return left
}

/**
 * Does what a rule says about one payment. May be run again at any time: everything it does has a key, and a finding a person knows of is not
 * raised again. Answers whether something was put right, and whether something about it is before a person now.
 */
export async function carryOut(
  deps: SweepDeps,
  storeId: string,
  swept: Swept,
  verdict: SweepVerdict,
): Promise<{ readonly acted: boolean; readonly found: boolean }> {
  const { acted, raise } = await act(deps, storeId, swept, verdict)
  const open = await closeWhatIsOver(deps, storeId, swept, raise)
  // A charge without a sale that is before a person for another reason is not put there twice.
  if (raise === null || (raise.kind === 'payment.without-sale' && open.includes('payment.orphan')))
    return { acted, found: open.length > 0 }
  const exception = exceptionOf(storeId, swept, raise, deps.clock.nowMs())
  if (await isKnown(deps.store.db, exception)) return { acted, found: open.length > 0 }
  await deps.store.transaction((trx) => raiseException(trx, exception))
  deps.logger.warn({ key: swept.key, finding: raise.finding }, 'the sweep found something for a person')
  return { acted, found: true }
}
