import type {
  CreateRequest,
  ProcessorAnswer,
  ProcessorCause,
  ProcessorPayment,
} from '../../../domain/payment/processor.ts'
import type { ProcessorUnderTest } from './processor-under-test.ts'

/** A payment of 10.00 that nobody else asked for: `no` makes its key its own. */
export const aRequest = (no: number, changes: Partial<CreateRequest> = {}): CreateRequest => {
  const key = changes.key ?? `contract-${no}`
  return {
    key,
    amountMinor: 1000,
    currency: 'EUR',
    capture: 'automatic',
    methods: ['card-present'],
    partialApproval: false,
    marks: { key, storeId: 'store', registerId: 'register', saleId: `sale-${no}`, tenderNo: 1, attempt: 1 },
    ...changes,
  }
}

/** The value of an answer that must be there. */
export function doneOf<T>(answer: ProcessorAnswer<T>): T {
  if (answer.kind === 'done') return answer.value
  throw new Error(`${answer.kind}: ${answer.cause.code} (${answer.cause.message})`)
}

export function causeOf(answer: ProcessorAnswer<unknown>): ProcessorCause {
  if (answer.kind === 'done') throw new Error('it was done')
  return answer.cause
}

/** `refused reader_offline`, `unknown processor_unavailable`, `done`. */
export const inShort = (answer: ProcessorAnswer<unknown>): string =>
  answer.kind === 'done' ? 'done' : `${answer.kind} ${answer.cause.errorCode}`

/** Creates a payment and hands it to the reader. */
export async function onReader(
  under: ProcessorUnderTest,
  no: number,
  changes: Partial<CreateRequest> = {},
): Promise<ProcessorPayment> {
  const { processor, readerId } = under
  const payment = doneOf(await processor.create(aRequest(no, changes)))
  doneOf(
    await processor.processOnReader({
      key: `process-${no}`,
      readerId,
      paymentId: payment.id,
      tipping: null,
    }),
  )
  return payment
}

/** A payment whose card was approved. */
export async function paid(
  under: ProcessorUnderTest,
  no: number,
  changes: Partial<CreateRequest> = {},
): Promise<ProcessorPayment> {
  const payment = await onReader(under, no, changes)
  await under.twin.approve()
  return doneOf(await under.processor.retrieve({ paymentId: payment.id }))
}
