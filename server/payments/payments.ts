import type { CreatePayment } from '../../domain/protocol/server-api.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { RequestDevice } from '../devices/authenticate.ts'
import { cancelPayment } from './cancel-payment.ts'
import { capturePayment } from './capture-payment.ts'
import { chargeCollected } from './collect-then-confirm.ts'
import { createPayment } from './create-payment.ts'
import { isToRelease } from './decide.ts'
import { type HandedOut, handToPage } from './hand-to-page.ts'
import { findPayment, findPaymentByProcessorId, type PaymentRow } from './payment-row.ts'
import { processPayment } from './process-payment.ts'
import { readBack } from './read-back.ts'
import type { PaymentDeps } from './save-payment.ts'
import type { HowToAsk } from './send-to-reader.ts'
import { type HandSettlement, settleByHand } from './settle-by-hand.ts'

/** Everything that can be done with a payment. Work on one payment runs one after the other, whoever asks: a till, a webhook, the janitor. */
export type Payments = {
  readonly create: (
    device: RequestDevice,
    body: CreatePayment,
    requestId: string,
  ) => Promise<Result<PaymentRow>>
  readonly process: (
    storeId: string,
    key: string,
    readerId: string,
    how: HowToAsk,
  ) => Promise<Result<PaymentRow>>
  /** Reads the processor back unless the payment is final; `evenFinal` looks again all the same (refunds made elsewhere). */
  readonly refresh: (
    storeId: string,
    key: string,
    evenFinal?: boolean,
    /** Told when the processor was asked and could not be read: a final payment does not show it. */
    onLost?: () => void,
  ) => Promise<Result<PaymentRow>>
  /** Reads the processor back only if the answer of the creation is still missing: nothing else can be learnt from it. */
  readonly learnCreation: (storeId: string, key: string) => Promise<Result<PaymentRow>>
  /** The secret with which a reader SDK in the till's page collects it. */
  readonly handToPage: (storeId: string, key: string, readerId: string) => Promise<Result<HandedOut>>
  readonly cancel: (storeId: string, key: string) => Promise<Result<PaymentRow>>
  readonly capture: (storeId: string, key: string) => Promise<Result<PaymentRow>>
  /** Ends a payment nobody can be asked about any more, on a person's word. */
  readonly settleByHand: (storeId: string, key: string, said: HandSettlement) => Promise<Result<string>>
  readonly findByProcessorId: (processorPaymentId: string) => Promise<PaymentRow | undefined>
}

export function createPayments(deps: PaymentDeps): Payments {
  const withPayment =
    (storeId: string, key: string) =>
    <T>(work: (row: PaymentRow) => Promise<Result<T>>): Promise<Result<T>> =>
      deps.queue.run(`payment:${storeId}:${key}`, async () => {
        const row = await findPayment(deps.store.db, storeId, key)
        if (row === undefined) return fail('payment_not_found', 'This shop has no payment with that key.')
        return work(row)
      })
  const refresh: Payments['refresh'] = (storeId, key, evenFinal = false, onLost) =>
    withPayment(
      storeId,
      key,
    )(async (row) => ok(await chargeCollected(deps, await readBack(deps, row, { evenFinal, onLost }))))

  return {
    create: (device, body, requestId) => createPayment(deps, device, body, requestId),
    process: (storeId, key, readerId, how) =>
      processPayment(
        deps,
        withPayment(storeId, key),
        (other) => refresh(other.store_id, other.key),
        storeId,
        key,
        readerId,
        how,
      ),
    refresh,
    learnCreation: (storeId, key) =>
      withPayment(
        storeId,
        key,
      )(async (row) => ok(row.processor_payment_id === null ? await readBack(deps, row) : row)),
    handToPage: (storeId, key, readerId) =>
      withPayment(storeId, key)((row) => handToPage(deps, row, readerId)),
    cancel: (storeId, key) =>
      withPayment(
        storeId,
        key,
      )(async (row) => {
        const after = await cancelPayment(deps, row)
        // Approved is what it was; whether the money is released is what was asked.
        return isToRelease(after)
          ? fail(
              'payment_unknown',
              'It is not known yet whether the authorisation was released. It is being checked.',
            )
          : ok(after)
      }),
    capture: (storeId, key) => withPayment(storeId, key)((row) => capturePayment(deps, row)),
    settleByHand: (storeId, key, said) => withPayment(storeId, key)((row) => settleByHand(deps, row, said)),
    findByProcessorId: (id) => findPaymentByProcessorId(deps.store.db, id),
  }
}
