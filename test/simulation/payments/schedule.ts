import { z } from 'zod'
import type { Fault } from './world/faults.ts'

/**
 * What somebody at a counter does. Every step is tried whatever stands on the counter: a step that makes no sense just then is refused by the till,
 * and that is part of what is tested.
 */
export type Step = {
  readonly till: number
  /** After the step before it, at the same counter. */
  readonly afterMs: number
} & (
  | { readonly do: 'ring'; readonly priceMinor: number }
  | { readonly do: 'begin' | 'cancel' | 'check' | 'park' | 'recall' | 'next' | 'back' | 'clear' }
  /** How the next card meets the reader; `afterMs` null: nobody comes. */
  | { readonly do: 'customer'; readonly card: string; readonly presentsAfterMs: number | null }
  /** A share of what remains, or all; `twice`: the button is pressed twice. */
  | { readonly do: 'card'; readonly share: number; readonly twice: boolean }
  | { readonly do: 'cash'; readonly share: number }
  /** Looks on until the card payment is over, at most so long. */
  | { readonly do: 'wait for card'; readonly maxMs: number }
  /**
   * Asks for a share of a payment back, by the device's own API call; `of`: which paid payment, counted from the newest. `again`: under the
   * key of the refund before. `twice`: the request leaves twice. `rival`: another refund of the same share leaves in the same instant.
   */
  | {
      readonly do: 'refund'
      readonly of: number
      readonly share: number
      readonly again: boolean
      readonly twice: boolean
      readonly rival: boolean
    }
)

export type Schedule = {
  readonly seed: string
  readonly steps: readonly Step[]
  readonly faults: readonly Fault[]
}

/** A schedule that was saved because it failed once. The world reads it as it was written, so only its frame is checked. */
export const savedScheduleSchema = z.object({
  /** What it found when it was saved, and what was done about it. */
  note: z.string(),
  seed: z.string(),
  steps: z.array(z.looseObject({ till: z.int(), afterMs: z.int(), do: z.string() })),
  faults: z.array(z.looseObject({ kind: z.string() })),
})

export const readSchedule = (value: unknown): Schedule =>
  savedScheduleSchema.parse(value) as unknown as Schedule
