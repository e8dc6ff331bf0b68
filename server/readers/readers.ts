import type { z } from 'zod'
import type { ProcessorCause } from '../../domain/payment/processor.ts'
import type { Reader, readerDisplaySchema } from '../../domain/protocol/server-api.ts'
import { type Failure, fail, ok, type Result } from '../../domain/result.ts'
import type { KeyedQueue } from '../payments/keyed-queue.ts'
import { findPaymentOnReader } from '../payments/payment-row.ts'
import type { ResilientProcessor } from '../processors/resilience.ts'
import type { Db } from '../store/store.ts'

export type ReaderDisplay = z.infer<typeof readerDisplaySchema>

export type ReaderDeps = {
  readonly db: Db
  readonly processor: ResilientProcessor
  readonly queue: KeyedQueue
}

const failed = (cause: ProcessorCause): Failure =>
  fail(
    cause.errorCode,
    'The payment processor did not answer as it should. Card payments may not work now.',
    {
      processorCode: cause.code,
    },
  )

/** The readers of the account. Errors: `processor_unavailable`, `processor_refused`. */
export async function listReaders({ processor }: ReaderDeps): Promise<Result<readonly Reader[]>> {
  const answer = await processor.calls([]).listReaders()
  if (answer.kind !== 'done') return failed(answer.cause)
  return ok(answer.value.map(({ id, label, deviceType, online }) => ({ id, label, deviceType, online })))
}

/**
 * Shows the cart on a reader. A display would silently push a payment off the reader, so while one is there it is refused: `reader_busy`.
 * Both go through the reader's own queue, so a display that is late never overtakes a payment.
 */
export async function showOnReader(
  deps: ReaderDeps,
  storeId: string,
  readerId: string,
  display: ReaderDisplay,
  requestId: string,
): Promise<Result<void>> {
  return deps.queue.run(`reader:${readerId}`, async () => {
    const holder = await findPaymentOnReader(deps.db, storeId, readerId)
    if (holder !== undefined)
      return fail('reader_busy', 'A payment is on this card reader; the cart is not shown now.', { readerId })
    const answer = await deps.processor
      .calls([])
      .display({ key: `display:${requestId}`, readerId, ...display })
    return answer.kind === 'done' ? ok(undefined) : failed(answer.cause)
  })
}

/** A short-lived secret with which a reader SDK connects. Never logged, never stored. */
export async function connectionToken(
  { processor }: ReaderDeps,
  requestId: string,
): Promise<Result<{ readonly secret: string }>> {
  const answer = await processor.calls([]).connectionToken({ key: `token:${requestId}` })
  return answer.kind === 'done' ? ok({ secret: answer.value.secret }) : failed(answer.cause)
}
