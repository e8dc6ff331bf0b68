import type { Scheduler } from '../../domain/ids/clock.ts'

/** The machine's own timers; none of them keeps the process alive. */
export const systemScheduler: Scheduler = {
  after: (ms, run) => {
    const timer = setTimeout(run, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
}
