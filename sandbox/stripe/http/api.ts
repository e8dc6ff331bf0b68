import type { IdempotencyKeys } from '../idempotency/idempotency.ts'
import type { SkewedClocks } from '../practice-controls/clock-skew.ts'
import type { Faults } from '../practice-controls/faults.ts'
import type { World } from '../world.ts'
import type { Route } from './route.ts'

export interface ApiRequest {
  readonly method: string
  readonly path: string
  readonly query: string
  readonly body: string
  readonly header: (name: string) => string | undefined
}

export interface ApiAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** The connection breaks in the middle of the body. */
  readonly truncated?: boolean | undefined
}

export interface Api {
  readonly world: World
  readonly routes: readonly Route[]
  readonly keys: IdempotencyKeys
  readonly faults: Faults
  readonly clocks: SkewedClocks
  /** Called after each request that may have changed something. */
  readonly changed: () => void
  /** Aborted when the server closes, so that nobody hangs on. */
  readonly closing: AbortSignal
}
