import type { Scheduler } from '../domain/ids/clock.ts'

/** The machine's own timers; none of them keeps the process alive. */
export const systemScheduler: Scheduler = {
  after: (ms, run) => {
    const timer = setTimeout(run, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
}

/** Resolves to true after that long, or to false at once when `ending` is aborted first. */
export const sleepUntilEnding =
  (scheduler: Scheduler, ending: AbortSignal) =>
  (ms: number): Promise<boolean> =>
    new Promise((resolve) => {
      if (ending.aborted) return resolve(false)
      const end = (slept: boolean): void => {
        cancelTimer()
        ending.removeEventListener('abort', onAbort)
        resolve(slept)
      }
      const onAbort = (): void => end(false)
      const cancelTimer = scheduler.after(ms, () => end(true))
      ending.addEventListener('abort', onAbort, { once: true })
    })
