import type { ServerDeps } from '../deps.ts'
import { nonceKeptMs } from './authenticate.ts'
import { wrongTriesWindowMs } from './pair.ts'

/** Deletes nonces too old to be used again (their timestamp would be refused) and counters of past windows. */
export async function forgetNonces({ store, clock }: ServerDeps): Promise<void> {
  const nowMs = clock.nowMs()
  await store.db
    .deleteFrom('device_nonces')
    .where('at_ms', '<', nowMs - nonceKeptMs)
    .execute()
  await store.db
    .deleteFrom('pairing_tries')
    .where('window_start_ms', '<', nowMs - 2 * wrongTriesWindowMs)
    .execute()
}
