import type { Scheduler } from '../ports/scheduler.ts'

/**
 * Runs one piece of background work at a time. `work` answers how long to wait before it runs again, or null to wait for `wake`. A wake
 * while it runs makes it run once more. `work` must not throw; what it throws all the same goes to `onBug` and it waits `afterBugMs`.
 */
export type Worker = {
  wake(): void
  /** No run begins after this; resolves when the one under way has ended. */
  stop(): Promise<void>
}

const afterBugMs = 30_000

export function createWorker(
  scheduler: Scheduler,
  work: () => Promise<number | null>,
  onBug: (error: unknown) => void,
): Worker {
  let running: Promise<void> | null = null
  let wokenMeanwhile = false
  let stopped = false
  let cancelTimer = (): void => {}

  const start = (): void => {
    cancelTimer()
    wokenMeanwhile = false
    running = run().then((waitMs) => {
      running = null
      if (stopped) return
      if (wokenMeanwhile) start()
      else if (waitMs !== null) cancelTimer = scheduler.after(waitMs, start)
    })
  }
  const run = async (): Promise<number | null> => {
    try {
      return await work()
    } catch (error) {
      onBug(error)
      return afterBugMs
    }
  }

  return {
    wake() {
      if (stopped) return
      if (running === null) start()
      else wokenMeanwhile = true
    },
    async stop() {
      stopped = true
      cancelTimer()
      await running
    },
  }
}
