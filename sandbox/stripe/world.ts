import type { Scheduler } from '../../domain/ids/clock.ts'
import type { Agenda } from './agenda/agenda.ts'
import type { Clock } from './clock.ts'
import type { RandomBytes } from './ids.ts'
import type { Store } from './store/store.ts'
import type { PostWebhook } from './webhooks/post-webhook.ts'

/** Everything a rule of the practice Stripe may use; nothing else is reached for. */
export interface World {
  readonly store: Store
  readonly clock: Clock
  readonly random: RandomBytes
  readonly agenda: Agenda
  readonly timings: Timings
  readonly scheduler: Scheduler
  readonly postWebhook: PostWebhook
}

/** Durations, all in milliseconds, that a test shortens. */
export interface Timings {
  /** How long the bank takes to answer after a tap on the reader panel. */
  readonly panelAuthorisationMs: number
  /** How long a refund waits that fails or succeeds later. */
  readonly refundSettlesAfterMs: number
  /** Pauses between the attempts to deliver a webhook; after the last one it is given up. */
  readonly webhookRetryPausesMs: readonly number[]
  readonly webhookTimeoutMs: number
}

const minute = 60_000
const hour = 60 * minute

/** Stripe keeps at it for three days; the practice Stripe begins sooner, so that a restarted server is served. */
export const defaultTimings: Timings = {
  panelAuthorisationMs: 700,
  refundSettlesAfterMs: 5_000,
  webhookRetryPausesMs: [
    2_000,
    5_000,
    15_000,
    minute,
    5 * minute,
    30 * minute,
    2 * hour,
    8 * hour,
    24 * hour,
  ],
  webhookTimeoutMs: 10_000,
}

/** The request that makes things happen; both null for what happens by itself. Events carry it. */
export interface Cause {
  readonly requestId: string | null
  readonly idempotencyKey: string | null
}
export const byItself: Cause = { requestId: null, idempotencyKey: null }

/** The world during one request, or during one piece of planned work. */
export interface Context extends World {
  readonly cause: Cause
}
