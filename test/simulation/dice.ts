import { createHash } from 'node:crypto'
import { assert } from '../../domain/assert.ts'

/** Decisions drawn from a seed: the same seed decides the same. */
export type Dice = {
  /** Both ends included. */
  whole(min: number, max: number): number
  chance(probability: number): boolean
  pick<T>(of: readonly T[]): T
  shuffled<T>(of: readonly T[]): T[]
}

/** Give every decision that stands alone dice of its own (`seed/sale 3`), so that how long one part took never changes another. */
export function dice(seed: string): Dice {
  let throws = 0
  const real = (): number => {
    throws += 1
    return createHash('sha256').update(`${seed}#${throws}`).digest().readUInt32BE(0) / 2 ** 32
  }
  const whole = (min: number, max: number): number => min + Math.floor(real() * (max - min + 1))
  return {
    whole,
    chance: (probability) => real() < probability,
    pick: (of) => {
      const picked = of[whole(0, of.length - 1)]
      assert(picked !== undefined, 'there is something to pick from')
      return picked
    },
    shuffled: (of) =>
      of
        .map((one) => ({ one, at: real() }))
        .sort((a, b) => a.at - b.at)
        .map(({ one }) => one),
  }
}
