/** Time is passed in. `nowMs`: wall clock, Unix milliseconds. `monotonicMs`: for deadlines, never goes back. */
export type Clock = {
  readonly nowMs: () => number
  readonly monotonicMs: () => number
}

/** Timers are passed in too. `after` calls back once after so many milliseconds; what it returns cancels. */
export type Scheduler = {
  readonly after: (ms: number, run: () => void) => () => void
}
