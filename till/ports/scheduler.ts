/** Timers, passed in. `after` calls back once after so many milliseconds; what it returns cancels. */
export type Scheduler = {
  readonly after: (ms: number, run: () => void) => () => void
}

export const systemScheduler: Scheduler = {
  after: (ms, run) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}
