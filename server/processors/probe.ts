import type { Logger } from 'pino'
import type { ResilientProcessor } from './resilience.ts'

/** While an attempt of somebody else is on its way, look again after this long. */
const lookAgainMs = 500

type ProbeDeps = {
  readonly processor: () => Pick<ResilientProcessor, 'calls' | 'state' | 'waitMs'>
  /** False when the process is ending. */
  readonly sleep: (ms: number) => Promise<boolean>
  readonly logger: Logger
}

export type Probe = {
  /** Begins to ask, unless it is asking already. */
  readonly begin: () => void
}

/**
 * Asks a processor that is down whether it is there again, each time the breaker's pause is over: tills send it no payments meanwhile, so nobody else
 * would find out. It asks for the list of readers, which changes nothing and which every key of ours may read.
 */
export function createProbe({ processor, sleep, logger }: ProbeDeps): Probe {
  let isAsking = false

  const ask = async (): Promise<void> => {
    while (processor().state().state !== 'closed') {
      if (!(await sleep(Math.max(processor().waitMs(), lookAgainMs)))) return
      if (processor().state().state === 'open') await processor().calls([]).listReaders()
    }
  }
  return {
    begin: () => {
      if (isAsking) return
      isAsking = true
      ask()
        .catch((error: unknown) => logger.error({ err: error }, 'asking the processor broke'))
        .finally(() => {
          isAsking = false
        })
    },
  }
}
