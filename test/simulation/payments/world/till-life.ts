import { ok, type Result } from '../../../../domain/result.ts'
import type { Vault } from '../../../../till/device/vault.ts'
import type { HttpPort } from '../../../../till/server-link/http-port.ts'
import { createTill, type Till } from '../../../../till/till.ts'
import type { Life } from './life.ts'
import type { MemoryDisk } from './memory-disk.ts'

/** A vault in memory: it outlives the till, as a key store does. */
export function createMemoryVault(text: string | null): Vault & { readonly text: () => string | null } {
  let kept = text
  return {
    read: async () => ok(kept),
    write: async (next): Promise<Result<void>> => {
      kept = next
      return ok(undefined)
    },
    text: () => kept,
  }
}

/** A process that ends at its start with one sentence: its disk does not let it. Somebody starts it again. */
export class StartRefused extends Error {}

/** Starts a till on its disk, as its shell does, and lets its cashier sign in. */
export async function bootTill(
  life: Life,
  disk: MemoryDisk,
  vault: Vault,
  serverUrl: string,
  http: HttpPort,
  said: (event: string, facts: unknown) => void,
): Promise<Till> {
  const till = await createTill({
    dataFolder: life.process,
    vault,
    serverUrl,
    pairingCode: null,
    practicePanelUrl: null,
    mode: 'practice',
    version: '0.0.0',
    deviceName: life.process,
    clock: life.clock,
    newId: life.newId,
    random: life.chance.next,
    randomBytes: (count) => life.chance.bytes(count),
    scheduler: life.scheduler,
    http,
    // A PIN takes half a second on purpose; nobody guesses here.
    verifyPin: async () => true,
    networks: () => 'one network',
    log: (level, event, facts) => {
      if (level === 'error') said(event, facts)
    },
    storeOptions: {
      open: () => disk.openTill(life),
      lock: () => ok({ hasDatabase: false, rememberDatabase: () => undefined, release: () => undefined }),
    },
  })
  if (!till.ok) throw new StartRefused(till.error.code)
  return till.value
}
