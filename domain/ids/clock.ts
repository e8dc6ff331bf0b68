/** Time is passed in. `nowMs`: wall clock, Unix milliseconds. `monotonicMs`: for deadlines, never goes back. */
export type Clock = {
  readonly nowMs: () => number
  readonly monotonicMs: () => number
}
