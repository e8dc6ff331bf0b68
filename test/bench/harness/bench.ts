import type { Measured } from './line.ts'

/** One benchmark. It answers its lines or throws; it never makes a figure up. */
export type Bench = {
  readonly name: string
  /** What a whole run takes; fewer are for trying out. */
  readonly roundsDefault: number
  run(rounds: number): Promise<readonly Measured[]>
}

/** Why this machine cannot run a benchmark, in one sentence. */
export class CannotRun extends Error {}
