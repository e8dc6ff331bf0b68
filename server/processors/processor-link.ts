import type { ServerDeps } from '../deps.ts'
import { sleepUntilEnding, systemScheduler } from '../scheduler.ts'
import { createBreakerNotes } from './note-breaker.ts'
import { createProbe } from './probe.ts'
import { type ResilientProcessor, withRetries } from './resilience.ts'

export type ProcessorLink = {
  readonly processor: ResilientProcessor
  /** Nothing more is tried or asked after this; resolves when what was noted is written. */
  readonly close: () => Promise<void>
}

/**
 * The processor as this process speaks to it: the adapter for the configured keys, with retries, breaker, its notes and its probe around it. Each
 * server process has its own, and so a breaker of its own: one may be open while another still finds out.
 */
export function linkProcessor(deps: ServerDeps): ProcessorLink {
  const { config, store, clock, logger } = deps
  const ending = new AbortController()
  const sleep = sleepUntilEnding(deps.scheduler ?? systemScheduler, ending.signal)
  const notes = createBreakerNotes({ store, logger })
  const probe = createProbe({ processor: () => processor, sleep, logger })
  const processor = withRetries(config.processor.open(deps.transport), {
    clock,
    random: () => deps.randomBytes(4).readUInt32BE() / 2 ** 32,
    sleep,
    onBreaker: (state) => {
      if (ending.signal.aborted) return
      notes.note(state)
      if (state.state === 'open') probe.begin()
    },
  })
  return {
    processor,
    close: async () => {
      ending.abort()
      await notes.written()
    },
  }
}
