import type { Clock, Scheduler } from '../../../../domain/ids/clock.ts'
import { type Seeded, seeded, seededIds } from './seeded.ts'
import type { VirtualTime } from './virtual-time.ts'

/** Thrown into a process in the instant in which it dies, at a write; everything it still tries fails the same way. */
export class Crashed extends Error {
  constructor() {
    super('this process is dead')
  }
}

/** One run of one process: everything it is given from outside. When it is killed its timers never fire and nobody hears of it again. */
export type Life = {
  readonly process: string
  readonly clock: Clock
  readonly scheduler: Scheduler
  readonly chance: Seeded
  readonly newId: () => string
  alive(): boolean
  /** Resolves when it is killed. */
  readonly dead: Promise<null>
  kill(): void
}

/** `skewMs`: how far this process's wall clock is off. */
export function beginLife(
  time: VirtualTime,
  process: string,
  seed: string,
  lifeNo: number,
  skewMs: () => number,
): Life {
  let alive = true
  let tell = (): void => undefined
  const dead = new Promise<null>((resolve) => {
    tell = () => resolve(null)
  })
  const chance = seeded(`${seed}/${process}/${lifeNo}`)
  const clock: Clock = {
    nowMs: () => time.nowMs() + skewMs(),
    monotonicMs: () => time.nowMs(),
  }
  return {
    process,
    clock,
    chance,
    newId: seededIds(chance, clock.nowMs),
    scheduler: {
      after: (ms, run) =>
        alive
          ? time.after(ms, () => {
              if (alive) run()
            })
          : () => undefined,
    },
    alive: () => alive,
    dead,
    kill: () => {
      alive = false
      tell()
    },
  }
}
