import { expect, test } from 'vitest'
import { createBackoff, firstWaitMs } from '../../../../till/sync/backoff.ts'
import { createWorker } from '../../../../till/sync/worker.ts'

/** Timers that fire when the test says so. */
function handScheduler() {
  const timers = new Set<{ readonly ms: number; readonly run: () => void }>()
  return {
    timers,
    after(ms: number, run: () => void) {
      const timer = { ms, run }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    fire() {
      for (const timer of [...timers]) {
        timers.delete(timer)
        timer.run()
      }
    },
  }
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0))

test('one run at a time; a wake meanwhile makes one more, however often it came', async () => {
  const scheduler = handScheduler()
  const finish: (() => void)[] = []
  let running = 0
  let most = 0
  const worker = createWorker(
    scheduler,
    async () => {
      running += 1
      most = Math.max(most, running)
      await new Promise<void>((resolve) => finish.push(resolve))
      running -= 1
      return null
    },
    () => undefined,
  )
  worker.wake()
  worker.wake()
  worker.wake()
  await settled()
  expect(finish).toHaveLength(1)
  finish[0]?.()
  await settled()
  expect(finish).toHaveLength(2)
  finish[1]?.()
  await settled()
  expect(finish).toHaveLength(2)
  expect(most).toBe(1)
})

test('it runs again after the time it asked for, a wake cuts the wait short, and stop ends both', async () => {
  const scheduler = handScheduler()
  let runs = 0
  const worker = createWorker(
    scheduler,
    async () => {
      runs += 1
      return 5_000
    },
    () => undefined,
  )
  worker.wake()
  await settled()
  expect([...scheduler.timers].map(({ ms }) => ms)).toEqual([5_000])
  scheduler.fire()
  await settled()
  worker.wake()
  await settled()
  expect(runs).toBe(3)
  expect(scheduler.timers.size).toBe(1)
  await worker.stop()
  worker.wake()
  await settled()
  expect(runs).toBe(3)
  expect(scheduler.timers.size).toBe(0)
})

test('work that throws is reported and tried again later', async () => {
  const scheduler = handScheduler()
  const bugs: unknown[] = []
  const worker = createWorker(
    scheduler,
    () => Promise.reject(new Error('a bug')),
    (error) => void bugs.push(error),
  )
  worker.wake()
  await settled()
  expect(bugs).toHaveLength(1)
  scheduler.fire()
  await settled()
  expect(bugs).toHaveLength(2)
})

test('back-off stays between its least and its ceiling, which doubles to a limit and starts anew', () => {
  const highest = createBackoff(() => 0.999_999, 8_000)
  expect([1, 2, 3, 4, 5, 6].map(() => highest.next())).toEqual([500, 1_000, 2_000, 4_000, 8_000, 8_000])
  highest.reset()
  expect(highest.next()).toBe(firstWaitMs)
  expect(createBackoff(() => 0, 8_000).next()).toBe(100)
})
