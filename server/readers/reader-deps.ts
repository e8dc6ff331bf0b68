import type { Clock } from '../../domain/ids/clock.ts'
import type { NewId } from '../../domain/ids/ids.ts'
import type { ProcessorCause } from '../../domain/payment/processor.ts'
import { type Failure, fail } from '../../domain/result.ts'
import type { KeyedQueue } from '../payments/keyed-queue.ts'
import type { ResilientProcessor } from '../processors/resilience.ts'
import type { Store } from '../store/store.ts'

export type ReaderDeps = {
  readonly store: Store
  readonly clock: Clock
  readonly newId: NewId
  readonly processor: ResilientProcessor
  /** Commands for one reader (`reader:<id>`) run one after the other, payments and displays alike. */
  readonly queue: KeyedQueue
}

/** For calls whose key is made of the request that asks for them. */
export const neverSentBefore = { firstSentAtMs: null } as const

/** A failure of the processor where no money is at stake. */
export const processorFailed = (cause: ProcessorCause): Failure =>
  isGone(cause)
    ? fail('not_found', 'This card reader is no longer registered.', { processorCode: cause.code })
    : fail(
        cause.errorCode,
        'The payment processor did not answer as it should. Card payments may not work now.',
        { processorCode: cause.code },
      )

/** What was asked about does not exist at the processor. */
export const isGone = (cause: ProcessorCause): boolean => cause.errorCode === 'payment_not_found'
