import { setImmediate as turn } from 'node:timers/promises'
import type { Scheduler } from '../../../../domain/ids/clock.ts'

/**
 * The one clock and the one list of timers of a world. Nothing waits for real: when nobody has anything left to do at this moment, time jumps to
 * the next timer. Timers of the same millisecond run in the order in which they were set.
 */
export type VirtualTime = Scheduler & {
  /** Unix milliseconds; never goes back. */
  nowMs(): number
  /** Something that is done outside of timers has moved on; see `settle`. */
  touch(): void
  /** Resolves when everything that can happen without time passing has happened. */
  settle(): Promise<void>
  /** Lets time pass until `isDone`, at most `limitMs`. Answers whether it was done. */
  passUntil(isDone: () => boolean, limitMs: number): Promise<boolean>
  pass(ms: number): Promise<void>
  /** Work that no time passes during: a process that boots. */
  hold(work: Promise<unknown>): void
  /** Nothing runs any more. */
  stop(): void
}

type Timer = { readonly atMs: number; readonly no: number; run: (() => void) | null }

/** Turns of the event loop without a touch after which nothing more can come: work is made of microtasks, ticks and immediates only. */
const quietTurns = 3
/** Far above what any schedule needs; beyond, something turns in a circle, and that is a finding and not a run without an end. */
const turnsMax = 20_000
const timersMax = 150_000

export function createVirtualTime(startMs: number, onBug: (error: unknown) => void): VirtualTime {
  const timers: Timer[] = []
  let nowMs = startMs
  let timerCount = 0
  let touches = 0
  let stopped = false
  let timersRun = 0
  const giveUp = (): void => {
    onBug(new Error('the world never comes to rest: something goes round and round'))
    stopped = true
    timers.length = 0
  }
  const held = new Set<Promise<unknown>>()

  const isBefore = (a: Timer, b: Timer): boolean => a.atMs < b.atMs || (a.atMs === b.atMs && a.no < b.no)
  const push = (timer: Timer): void => {
    let at = timers.length
    timers.push(timer)
    while (at > 0) {
      const parent = (at - 1) >> 1
      const above = timers[parent] as Timer
      if (isBefore(above, timer)) break
      timers[at] = above
      at = parent
    }
    timers[at] = timer
  }
  const pop = (): Timer | undefined => {
    const first = timers[0]
    const last = timers.pop()
    if (first === undefined || last === undefined || timers.length === 0) return first
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= timers.length) break
      if (child + 1 < timers.length && isBefore(timers[child + 1] as Timer, timers[child] as Timer))
        child += 1
      if (isBefore(last, timers[child] as Timer)) break
      timers[at] = timers[child] as Timer
      at = child
    }
    timers[at] = last
    return first
  }

  const settle = async (): Promise<void> => {
    let seen = touches
    let quiet = 0
    let turns = 0
    while (!stopped && (quiet < quietTurns || held.size > 0)) {
      // A process that boots may wait for real work (a hash in another thread), which takes as many turns as the machine is busy.
      if (held.size === 0) turns += 1
      if (turns > turnsMax) return giveUp()
      await turn()
      quiet = touches === seen ? quiet + 1 : 0
      seen = touches
    }
  }

  const passUntil = async (isDone: () => boolean, limitMs: number): Promise<boolean> => {
    const untilMs = nowMs + limitMs
    await settle()
    while (!isDone() && !stopped) {
      const next = timers[0]
      if (next === undefined || next.atMs > untilMs) {
        nowMs = Math.max(nowMs, untilMs)
        return false
      }
      pop()
      if (next.run === null) continue
      timersRun += 1
      if (timersRun > timersMax) giveUp()
      nowMs = Math.max(nowMs, next.atMs)
      const { run } = next
      next.run = null
      try {
        run()
      } catch (error) {
        onBug(error)
      }
      await settle()
    }
    return true
  }

  return {
    nowMs: () => nowMs,
    touch: () => {
      touches += 1
    },
    after: (ms, run) => {
      touches += 1
      timerCount += 1
      const timer: Timer = { atMs: nowMs + Math.max(0, Math.ceil(ms)), no: timerCount, run }
      push(timer)
      return () => {
        timer.run = null
      }
    },
    settle,
    passUntil,
    pass: async (ms) => {
      await passUntil(() => false, ms)
    },
    hold: (work) => {
      const held1 = work.then(
        () => undefined,
        () => undefined,
      )
      held.add(held1)
      void held1.then(() => {
        held.delete(held1)
        touches += 1
      })
    },
    stop: () => {
      stopped = true
      timers.length = 0
    },
  }
}
