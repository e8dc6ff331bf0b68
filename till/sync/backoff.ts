/** Exponential backoff with full jitter: any wait between the least and the doubled ceiling, so that many tills do not return together. */
export type Backoff = {
  /** The next wait, ms. */
  next(): number
  reset(): void
}

export const firstWaitMs = 500
const leastWaitMs = 100

export function createBackoff(random: () => number, waitMaxMs: number): Backoff {
  let ceilingMs = firstWaitMs
  return {
    next() {
      const waitMs = Math.max(leastWaitMs, Math.round(random() * ceilingMs))
      ceilingMs = Math.min(ceilingMs * 2, waitMaxMs)
      return waitMs
    },
    reset() {
      ceilingMs = firstWaitMs
    },
  }
}
