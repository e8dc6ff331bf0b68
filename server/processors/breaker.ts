import { ConsecutiveBreaker } from 'cockatiel'
import { assert } from '../../domain/assert.ts'
import type { Clock } from '../../domain/ids/clock.ts'

/**
 * So many failed attempts in a row, whoever's they were, and nothing more is sent. More than a look at a single payment can make alone (two questions of five
 * attempts each): what ails one object at the processor must not stop the cards of the whole shop.
 */
export const failuresMax = 12
/** The n-th pause in a row before one attempt is let through is at most so long and at least half of it; the last one repeats. */
export const pausesMaxMs = [2_000, 5_000, 10_000, 15_000] as const

/**
 * closed     everything is sent
 * open       nothing is sent
 * half-open  the pause is over and one attempt is on its way; nothing else is sent until it has its answer
 */
export type BreakerStanding = 'closed' | 'open' | 'half-open'

export type BreakerState = {
  readonly state: BreakerStanding
  /** Unix milliseconds of the last change of `state`. */
  readonly sinceMs: number
  /** When it last left `closed`, while it has not come back to it; null when closed. */
  readonly downSinceMs: number | null
  /** The code of the failure that opened it last (`timeout`, `http_503`); kept after it closed. */
  readonly lastCause: string | null
}

/** The right to send one attempt. Exactly one of the two is said, once. */
export type Permit = {
  /** Somebody at the processor answered, whatever it was. */
  readonly answered: () => void
  /** Nobody did; `code` says how. */
  readonly failed: (code: string) => void
}

export type Breaker = {
  readonly state: () => BreakerState
  /** null: nothing may be sent now. */
  readonly admit: () => Permit | null
  /** Milliseconds until one attempt is let through; 0 when something may be sent, or when one is on its way. */
  readonly waitMs: () => number
}

export type BreakerDeps = {
  readonly clock: Clock
  /** 0 ≤ x < 1. */
  readonly random: () => number
  /** Told after each change of `state`. */
  readonly onChange?: ((state: BreakerState) => void) | undefined
}

/** Equal jitter: never at once, so that the processor is left alone for a while, and never all tills' servers at the same moment. */
const pauseMs = (openings: number, random: () => number): number => {
  const maxMs = pausesMaxMs[Math.min(openings, pausesMaxMs.length) - 1]
  assert(maxMs !== undefined, 'openings count from 1')
  return Math.ceil(maxMs / 2 + (random() * maxMs) / 2)
}

/**
 * A circuit breaker: after too many failures in a row nothing is sent for a while, then one attempt, then everything or nothing again.
 * Failures that were on their way when it opened, and answers that come late, change nothing: only the one attempt that was let through decides.
 * When to open is cockatiel's `ConsecutiveBreaker`; the states around it are ours, because cockatiel's own read the machine's clock and keep callers
 * waiting while an attempt is on its way (docs/adr/0008).
 */
export function createBreaker({ clock, random, onChange }: BreakerDeps): Breaker {
  const counting = new ConsecutiveBreaker(failuresMax)
  let openings = 0
  let openUntilMs = 0
  let current: BreakerState = {
    state: 'closed',
    sinceMs: clock.nowMs(),
    downSinceMs: null,
    lastCause: null,
  }

  const move = (state: BreakerStanding, lastCause: string | null): void => {
    const nowMs = clock.nowMs()
    const downSinceMs = state === 'closed' ? null : (current.downSinceMs ?? nowMs)
    current = { state, sinceMs: nowMs, downSinceMs, lastCause }
    onChange?.(current)
  }
  const open = (code: string): void => {
    openings += 1
    openUntilMs = clock.monotonicMs() + pauseMs(openings, random)
    move('open', code)
  }
  const ordinary: Permit = {
    answered: () => {
      if (current.state === 'closed') counting.success()
    },
    failed: (code) => {
      if (current.state === 'closed' && counting.failure()) open(code)
    },
  }
  const trial: Permit = {
    answered: () => {
      assert(current.state === 'half-open', 'an attempt that was let through ends once')
      counting.success()
      openings = 0
      move('closed', current.lastCause)
    },
    failed: (code) => {
      assert(current.state === 'half-open', 'an attempt that was let through ends once')
      open(code)
    },
  }
  const waitMs = (): number =>
    current.state === 'open' ? Math.max(0, Math.ceil(openUntilMs - clock.monotonicMs())) : 0

  return {
    state: () => current,
    admit: () => {
      if (current.state === 'closed') return ordinary
      if (current.state === 'half-open' || waitMs() > 0) return null
      move('half-open', current.lastCause)
      return trial
    },
    waitMs,
  }
}
