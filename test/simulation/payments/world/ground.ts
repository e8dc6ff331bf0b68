import { createFaultPlan, type Fault, type FaultPlan, type LinkName, type ProcessName } from './faults.ts'
import { beginLife, Crashed, type Life } from './life.ts'
import type { LinkFault } from './link.ts'
import { createMemoryDisk, type MemoryDisk } from './memory-disk.ts'
import { type Seeded, seeded } from './seeded.ts'
import { StartRefused } from './till-life.ts'
import { createTrace, type Trace } from './trace.ts'
import { createVirtualTime, type VirtualTime } from './virtual-time.ts'

/** What all processes of a world stand on: time, chance, faults, the record of what happened, and who is alive. */
export type Ground = {
  readonly time: VirtualTime
  readonly trace: Trace
  readonly faults: FaultPlan
  readonly findings: string[]
  found(what: string): void
  onBug(error: unknown): void
  /** A process could not start. When its disk was the reason, somebody starts it again. */
  startFailed(process: ProcessName, error: unknown): void
  sinceStartMs(): number
  chanceOf(name: string): Seeded
  /** A new run of a process; the former one is over. */
  nextLife(process: string): Life
  lifeOf(process: string): Life | undefined
  skewOf(process: string): number
  setSkew(process: string, byMs: number): void
  anyClockWrong(): boolean
  /** Every clock is right again. */
  setClocksRight(): void
  addOutage(outage: Fault & { kind: 'outage' }): void
  endOutages(): void
  /** What happens to the next message of that kind. */
  onLink(link: LinkName, op: string): LinkFault | null
  diskOf(process: ProcessName, image: Buffer): MemoryDisk
  /** Ends every process for good. */
  endAll(): void
}

export type GroundHooks = {
  readonly onDurable: (process: ProcessName, tables: readonly string[]) => void
  readonly kill: (process: ProcessName, downMs: number) => void
}

const restartAfterMs = 5_000

const isOfTheDisk = (error: unknown): boolean =>
  error instanceof StartRefused ||
  (error instanceof Error && 'code' in error && /^SQLITE_(FULL|IOERR)/.test(String(error.code)))

export function createGround(seed: string, startMs: number, hooks: GroundHooks): Ground {
  const findings: string[] = []
  const found = (what: string): void => {
    if (!findings.includes(what)) findings.push(what)
  }
  const onBug = (error: unknown): void => {
    if (error instanceof Crashed) return
    found(`bug: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  }
  const time = createVirtualTime(startMs, onBug)
  const trace = createTrace(time.nowMs, startMs)
  const faults = createFaultPlan()
  const skews = new Map<string, number>()
  const lives = new Map<string, { readonly life: Life; readonly count: number }>()
  const sinceStartMs = (): number => time.nowMs() - startMs
  let clockFaults = 0
  let outages: (Fault & { kind: 'outage' })[] = []
  const isOut = (link: LinkName): boolean =>
    outages.some(
      (one) => one.link === link && sinceStartMs() >= one.fromMs && sinceStartMs() < one.fromMs + one.forMs,
    )

  return {
    time,
    trace,
    faults,
    findings,
    found,
    onBug,
    startFailed: (process, error) => {
      if (!isOfTheDisk(error)) return onBug(error)
      trace.say(`${process}: cannot start, ${String(error)}`)
      hooks.kill(process, restartAfterMs)
    },
    sinceStartMs,
    chanceOf: (name) => seeded(`${seed}/${name}`),
    nextLife: (process) => {
      const count = (lives.get(process)?.count ?? 0) + 1
      const life = beginLife(time, process, seed, count, () => skews.get(process) ?? 0)
      lives.set(process, { life, count })
      return life
    },
    lifeOf: (process) => lives.get(process)?.life,
    skewOf: (process) => skews.get(process) ?? 0,
    setSkew: (process, byMs) => {
      clockFaults += 1
      skews.set(process, byMs)
    },
    anyClockWrong: () => clockFaults > 0,
    setClocksRight: () => skews.clear(),
    addOutage: (outage) => void outages.push(outage),
    endOutages: () => {
      outages = []
    },
    onLink: (link, op) => (isOut(link) ? { what: 'refused' } : faults.onLink(link, op)),
    diskOf: (process, image) => {
      let downMs = 1_000
      return createMemoryDisk(image, {
        touch: time.touch,
        before: (tables) => {
          const fault = faults.atDurable(process, tables)
          if (fault === null) return null
          trace.say(
            `${process}: ${fault.kind === 'disk' ? fault.what : 'will be killed'} at ${tables.join(', ')}`,
          )
          downMs = fault.downMs
          if (fault.kind === 'disk') return fault.what
          time.after(fault.afterMs, () => hooks.kill(process, fault.downMs))
          return null
        },
        after: (tables) => {
          trace.say(`${process}: wrote ${tables.join(', ')}`)
          hooks.onDurable(process, tables)
        },
        crash: () => hooks.kill(process, downMs),
      })
    },
    endAll: () => {
      for (const { life } of lives.values()) life.kill()
    },
  }
}
