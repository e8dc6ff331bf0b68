/** Where the practice Stripe gets the time from. Passed in, so that a test can move a day ahead. */
export interface Clock {
  /** Milliseconds since 1970, e.g. 1764000000000. */
  readonly nowMs: () => number
}

/** Unix seconds, the unit of every `created` on Stripe's wire. */
export const nowSeconds = (clock: Clock): number => Math.floor(clock.nowMs() / 1000)
