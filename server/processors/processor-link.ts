import { type AccountGuard, createAccountGuard } from '../account/account-guard.ts'
import type { ServerDeps } from '../deps.ts'
import { sleepUntilEnding, systemScheduler } from '../scheduler.ts'
import { createBreakerNotes } from './note-breaker.ts'
import { ofOneMode } from './one-mode.ts'
import { createProbe } from './probe.ts'
import { type ResilientProcessor, withRetries } from './resilience.ts'

export type ProcessorLink = {
  readonly processor: ResilientProcessor
  /** Whose account this is, and whether the key may do what is needed. */
  readonly account: AccountGuard
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
  const scheduler = deps.scheduler ?? systemScheduler
  const sleep = sleepUntilEnding(scheduler, ending.signal)
  const adapter = ofOneMode(config.processor.open(deps.transport))
  // Asked without retries: it is repeated as a whole, and a start should not wait.
  const account = createAccountGuard({
    mode: config.mode,
    db: store.db,
    logger,
    scheduler,
    processor: {
      id: adapter.id,
      name: config.processor.name,
      account: adapter.account,
      missingPermissions: adapter.missingPermissions,
    },
  })
  const notes = createBreakerNotes({ store, logger })
  const probe = createProbe({ processor: () => processor, sleep, logger })
  const processor = withRetries(adapter, {
    refusal: account.refusal,
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
    account,
    close: async () => {
      ending.abort()
      account.close()
      await notes.written()
    },
  }
}
