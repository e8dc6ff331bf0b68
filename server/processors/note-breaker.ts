import type { Logger } from 'pino'
import { recordEvent } from '../events/events.ts'
import type { Store } from '../store/store.ts'
import type { ProcessorState } from './resilience.ts'

export type BreakerNotes = {
  readonly note: (state: ProcessorState) => void
  /** Resolves when everything noted is written. */
  readonly written: () => Promise<void>
}

/**
 * Writes each change of the breaker into the log and into every store's event log (`processor.breaker`), so that "why did cards not work at noon" has an
 * answer. One after the other, in the background: no payment waits for it, and a database that does not answer costs only the note.
 */
export function createBreakerNotes({
  store,
  logger,
}: {
  readonly store: Store
  readonly logger: Logger
}): BreakerNotes {
  let last: Promise<void> = Promise.resolve()

  const write = (state: ProcessorState): Promise<void> =>
    store.transaction(async (trx) => {
      // In one order everywhere, so that two processes never wait for each other's stores.
      const stores = await trx.selectFrom('stores').select('store_id').orderBy('store_id').execute()
      for (const { store_id: storeId } of stores)
        await recordEvent(trx, { storeId, at: state.sinceMs, kind: 'processor.breaker', body: state })
    })

  return {
    note: (state) => {
      const { processor, region, state: standing, lastCause } = state
      const line = { processor, region, state: standing, lastCause }
      if (standing === 'open')
        logger.warn(line, 'the processor does not answer: nothing is sent to it for a moment')
      else if (standing === 'closed') logger.info(line, 'the processor answers again')
      last = last
        .then(() => write(state))
        .catch((error: unknown) => logger.error({ err: error }, 'a change of the breaker was not recorded'))
    },
    written: () => last,
  }
}
