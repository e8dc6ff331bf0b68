import type { Logger } from 'pino'
import type { Clock } from '../../domain/ids/clock.ts'
import type { Payments } from '../payments/payments.ts'
import type { ResilientProcessor } from '../processors/resilience.ts'
import type { Refunds } from '../refunds/refunds.ts'
import type { Store } from '../store/store.ts'

/** What dealing with an event needs: the payments and refunds it may be about, and the processor to read them back from. */
export type WebhookDeps = {
  readonly store: Store
  readonly clock: Clock
  readonly logger: Logger
  readonly processor: ResilientProcessor
  readonly payments: Payments
  readonly refunds: Refunds
}
