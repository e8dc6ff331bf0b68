import type { Changes } from '../panel/changes.ts'
import type { DeliveryModes } from '../webhooks/delivery-modes.ts'
import type { World } from '../world.ts'
import type { SkewedClocks } from './clock-skew.ts'
import type { Faults } from './faults.ts'

/** What the practice controls may reach. */
export interface Controls {
  readonly world: World
  readonly faults: Faults
  readonly modes: DeliveryModes
  readonly clocks: SkewedClocks
  readonly changes: Changes
  readonly changed: () => void
}

export interface ControlRequest {
  readonly method: string
  readonly path: string
  readonly body: unknown
}
export interface ControlAnswer {
  readonly status: number
  readonly body: unknown
}

export const done = (body: unknown): ControlAnswer => ({ status: 200, body })
export const notFound = (error: string): ControlAnswer => ({ status: 404, body: { error } })
