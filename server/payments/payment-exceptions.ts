import type { ProcessorRefund } from '../../domain/payment/processor.ts'
import { type Failure, fail, ok, type Result } from '../../domain/result.ts'
import { type CallsAbout, callEvents } from '../events/call-events.ts'
import { recordEvents } from '../events/events.ts'
import type { ExceptionActions, ExceptionHandler } from '../exceptions/act-on-exception.ts'
import { detailsOf, type StoredException } from '../exceptions/find-exceptions.ts'
import type { CallRecord, ResilientProcessor } from '../processors/resilience.ts'
import { findRefund, refundsOf } from '../refunds/refund-row.ts'
import type { Refunds } from '../refunds/refunds.ts'
import { refundableMinor } from '../refunds/reserve-refund.ts'
import type { Store } from '../store/store.ts'
import { findPayment, type PaymentRow } from './payment-row.ts'
import type { Payments } from './payments.ts'

export type PaymentExceptionDeps = {
  readonly store: Store
  readonly processor: ResilientProcessor
  readonly payments: Payments
  readonly refunds: Refunds
}

/** Stands where a till's name would: money that was moved from the back office. */
const backofficeDevice = 'backoffice'

/** The exception's own refund: the same key however often a person presses the button. */
const refundKeyOf = ({ exception_id }: StoredException): string => `ref-${exception_id.replaceAll('-', '')}`

const said = (refund: string): string => (refund === 'succeeded' ? 'refunded' : `refund ${refund}`)

/** Everything that is left of a payment in our records, through the same reserve as a till's refund. */
async function refundOurs(
  { store, refunds, payments }: PaymentExceptionDeps,
  exception: StoredException,
  row: PaymentRow,
): Promise<Result<string>> {
  const key = refundKeyOf(exception)
  let known = await findRefund(store.db, row.store_id, key)
  if (known === undefined) await payments.refresh(row.store_id, row.key, true)
  const current = (await findPayment(store.db, row.store_id, row.key)) ?? row
  const left = refundableMinor(current, await refundsOf(store.db, row.store_id, row.key))
  if (known === undefined && left <= 0) {
    // Two people may have pressed at once: then it is this exception's own refund that went before.
    known = await findRefund(store.db, row.store_id, key)
    if (known === undefined) return ok('refunded already')
  }
  const device = { deviceId: backofficeDevice, storeId: row.store_id }
  const body = {
    idempotencyKey: key,
    paymentKey: row.key,
    amountMinor: known?.amount_minor ?? left,
    reason:
      exception.kind === 'payment.duplicate' ? ('duplicate' as const) : ('requested_by_customer' as const),
  }
  const refund = await refunds.create(device, body, exception.exception_id)
  return refund.ok ? ok(said(refund.value.state)) : refund
}

const paymentIdOf = (exception: StoredException): string | null => {
  const id = detailsOf(exception)['processorPaymentId']
  return typeof id === 'string' ? id : null
}

const aboutOf = (exception: StoredException): CallsAbout => ({
  storeId: exception.store_id,
  saleId: exception.sale_id,
  paymentKey: exception.payment_key,
})

const nowhere = (): Failure => fail('invalid_input', 'The exception does not say which charge it is about.')

/** Money that stands in no record it could be reserved against: looked up first, so that it is never sent back twice. */
async function refundForeign(
  { store, processor }: PaymentExceptionDeps,
  exception: StoredException,
): Promise<Result<string>> {
  const paymentId = paymentIdOf(exception)
  const { amount_minor: amountMinor, currency } = exception
  if (paymentId === null || amountMinor === null || currency === null) return nowhere()
  const trail: CallRecord[] = []
  const ask = processor.calls(trail)
  const key = refundKeyOf(exception)
  const before = await ask.lookUpRefundByKey({ key, paymentId })
  const answer =
    before.kind !== 'done' || before.value !== null
      ? before
      : await ask.refund({
          key,
          paymentId,
          amountMinor,
          currency,
          reason: 'duplicate',
          marks: { storeId: exception.store_id, paymentKey: exception.payment_key ?? '' },
        })
  await store.transaction((trx) => recordEvents(trx, callEvents(aboutOf(exception), processor.id, trail)))
  if (answer.kind !== 'done')
    return fail(
      answer.cause.errorCode,
      'The processor did not take the refund. Nothing is known to have moved.',
    )
  return settled(answer.value)
}

const settled = (refund: ProcessorRefund | null): Result<string> =>
  refund === null || refund.status === 'failed' || refund.status === 'canceled'
    ? fail('processor_refused', 'The processor could not send the money back.')
    : ok(said(refund.status))

async function cancelForeign(
  { store, processor }: PaymentExceptionDeps,
  exception: StoredException,
): Promise<Result<string>> {
  const paymentId = paymentIdOf(exception)
  if (paymentId === null) return nowhere()
  const trail: CallRecord[] = []
  const ask = processor.calls(trail)
  await ask.cancel({ key: `can-${exception.exception_id}`, paymentId })
  const now = await ask.retrieve({ paymentId })
  await store.transaction((trx) => recordEvents(trx, callEvents(aboutOf(exception), processor.id, trail)))
  if (now.kind === 'done' && now.value.standing === 'canceled') return ok('released')
  return fail('payment_not_cancelable', 'The processor did not release it. Look at it again in a moment.')
}

/** What a person can have done about a payment's exceptions. Each of them may be asked for again after a crash. */
export function createPaymentExceptions(deps: PaymentExceptionDeps): ExceptionActions {
  const { store, payments } = deps
  const rowOf = async (exception: StoredException): Promise<PaymentRow | undefined> =>
    exception.payment_key === null
      ? undefined
      : findPayment(store.db, exception.store_id, exception.payment_key)

  const refund: ExceptionHandler = async (exception) => {
    const row = await rowOf(exception)
    return row?.state === 'approved' && row.processor_payment_id === paymentIdOf(exception)
      ? refundOurs(deps, exception, row)
      : refundForeign(deps, exception)
  }
  const cancel: ExceptionHandler = async (exception) => {
    const row = await rowOf(exception)
    if (row?.state !== 'approved' || row.captured_minor > 0) return cancelForeign(deps, exception)
    const after = await payments.cancel(row.store_id, row.key)
    if (!after.ok) return after
    return after.value.state === 'voided'
      ? ok('released')
      : fail('payment_not_cancelable', 'The money was captured after all; refund it instead.')
  }
  const capture: ExceptionHandler = async (exception) => {
    const row = await rowOf(exception)
    if (row === undefined) return nowhere()
    const after = await payments.capture(row.store_id, row.key)
    return after.ok ? ok('captured') : after
  }
  const settle: ExceptionHandler = async (exception, act) => {
    if (act.action !== 'charged' && act.action !== 'not-charged') return nowhere()
    return payments.settleByHand(exception.store_id, exception.subject, act)
  }
  const money = { refund, cancel, replay: capture }
  return {
    'payment.lost': { charged: settle, 'not-charged': settle },
    'payment.orphan': money,
    'payment.duplicate': money,
    'payment.uncaptured': money,
    'payment.without-sale': money,
    'payment.contradiction': money,
  }
}
