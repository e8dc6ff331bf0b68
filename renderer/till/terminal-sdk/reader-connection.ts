import type { TerminalProblem } from '../../../domain/protocol/terminal.ts'
import { meaningOf } from './sdk-codes.ts'
import type { OpenTerminal, SdkTerminal } from './sdk-terminal.ts'

export type ConnectionDeps = {
  readonly openTerminal: OpenTerminal
  /** A secret to connect with, made by the processor just now. Rejects when there is none: the SDK then says so in its own words. */
  readonly connectionToken: () => Promise<string>
  readonly schedule: (run: () => void, delayMs: number) => () => void
  readonly random: () => number
  readonly onChange: () => void
}

/** One reader, held for as long as it is wanted: found, connected, and connected again when it went by itself. */
export type ReaderConnection = {
  /** null: let go. */
  want(readerId: string | null): void
  /** The reader it is connected to. */
  connectedTo(): string | null
  problem(): TerminalProblem | null
  /** What can be commanded now; null while nothing is connected. */
  terminal(): SdkTerminal | null
  /** Resolves with whether the wanted reader is connected within this time. */
  within(ms: number): Promise<boolean>
  close(): void
}

const firstRetryMs = 1_000
const lastRetryMs = 30_000

export function createReaderConnection(deps: ConnectionDeps): ReaderConnection {
  let wanted: string | null = null
  let connected: string | null = null
  let problem: TerminalProblem | null = null
  let terminal: SdkTerminal | null = null
  let opening: Promise<SdkTerminal | null> | null = null
  let busy = false
  let failures = 0
  let cancelRetry: () => void = () => undefined
  const waiters = new Set<() => void>()

  const changed = (): void => {
    for (const wake of [...waiters]) wake()
    deps.onChange()
  }
  const disconnected = (): void => {
    connected = null
    problem = 'not-connected'
    changed()
    step()
  }
  const open = (): Promise<SdkTerminal | null> => {
    opening ??= deps.openTerminal({
      onFetchConnectionToken: deps.connectionToken,
      onUnexpectedReaderDisconnect: disconnected,
    })
    return opening
  }

  const connect = async (readerId: string): Promise<TerminalProblem | null> => {
    terminal = await open()
    if (terminal === null) return 'sdk-not-loaded'
    const found = await terminal.discoverReaders()
    if ('error' in found) return 'not-connected'
    const reader = found.discoveredReaders.find(({ id }) => id === readerId)
    if (reader === undefined) return 'reader-not-found'
    // Never takes a reader from another register in the middle of its customer.
    const answer = await terminal.connectReader(reader, { fail_if_in_use: true })
    if (!('error' in answer)) return null
    return meaningOf(answer.error.code) === 'left' ? 'reader-in-use' : 'not-connected'
  }

  /** Brings what is and what is wanted one step closer; one step at a time. */
  const move = async (): Promise<void> => {
    if (connected !== null && connected !== wanted) {
      connected = null
      await terminal?.disconnectReader()
    }
    if (wanted === null || connected === wanted) return
    const readerId = wanted
    problem = await connect(readerId)
    if (problem === null) connected = readerId
    failures = problem === null ? 0 : failures + 1
    changed()
    if (problem !== null && problem !== 'sdk-not-loaded') retry()
  }
  const retry = (): void => {
    const ceilingMs = Math.min(lastRetryMs, firstRetryMs * 2 ** Math.min(failures - 1, 10))
    cancelRetry = deps.schedule(step, ceilingMs * (0.5 + deps.random() / 2))
  }
  const step = (): void => {
    if (busy) return
    cancelRetry()
    busy = true
    move()
      .catch(() => {
        problem = 'not-connected'
        failures += 1
        retry()
      })
      .finally(() => {
        busy = false
        // Something else was wanted, or the reader went, while this step was under way.
        if (connected !== wanted && problem === null) step()
      })
  }

  return {
    want(readerId) {
      if (readerId === wanted) return
      wanted = readerId
      problem = null
      failures = 0
      step()
    },
    connectedTo: () => connected,
    problem: () => problem,
    terminal: () => (connected === null ? null : terminal),
    within: (ms) =>
      new Promise((resolve) => {
        const settle = (): void => {
          cancelTimer()
          waiters.delete(look)
          resolve(connected !== null && connected === wanted)
        }
        const look = (): void => {
          if (connected !== null && connected === wanted) settle()
        }
        const cancelTimer = deps.schedule(settle, ms)
        waiters.add(look)
        look()
      }),
    close() {
      wanted = null
      cancelRetry()
    },
  }
}
