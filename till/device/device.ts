import type { Mode } from '../../domain/mode/mode.ts'
import type { Register, Store } from '../../domain/protocol/server-api.ts'
import { type Failure, fail, ok, type Result } from '../../domain/result.ts'
import type { SignedLink } from '../server-link/server-client.ts'
import type { ChangeApplier } from '../sync/pull.ts'
import type { Identity } from '../till-context.ts'
import { type DeviceKey, readKeys, signerOf } from './device-key.ts'
import { applyShopChanges, type Pairing, readMode, readPairing } from './device-rows.ts'
import { type PairDeps, pairDevice } from './pair.ts'
import { parseServerUrl } from './server-url.ts'

/** Which register of which shop this till is, and how it proves it. */
export type Device = ChangeApplier & {
  /** Error: not_paired. Stays known when the server refuses the device: what happened must still be journalled. */
  identity(): Result<Identity>
  /** Whether this till may sell: paired, with its key, and not refused by the server. */
  standing(): Result<Identity>
  link(): SignedLink | null
  view(): DeviceView
  /** Only while not paired or refused; errors as `pairDevice`, and permission_denied. */
  pair(input: { readonly serverUrl: string; readonly code: string }): Promise<Result<void>>
  /** What the server said of this device last; null: it takes it. */
  setRefusal(refusal: Failure | null): void
}

export type DeviceView = {
  readonly paired: boolean
  readonly mode: Mode | null
  readonly store: Store | null
  readonly register: Register | null
  readonly serverUrl: string | null
  readonly practicePanelUrl: string | null
}

export type DeviceDeps = PairDeps & {
  /** Where the server is now, when whoever starts the till says so; it may have moved since the pairing. */
  readonly serverUrl: string | null
  /** Where the practice reader's panel is now, likewise. */
  readonly practicePanelUrl: string | null
  /** Pairing, refusal or the shop's data changed. */
  readonly onChange: () => void
}

const notPaired = (): Failure =>
  fail('not_paired', 'This till is not paired with a server yet: enter a pairing code from the back office.')

/** Reads who this till is. Errors: storage_damaged (a key file that is not readable), the storage errors. */
export async function openDevice(deps: DeviceDeps): Promise<Result<Device>> {
  const { store, vault } = deps
  const keys = await readKeys(vault)
  if (!keys.ok) return keys
  const moved = followServer(deps)
  if (!moved.ok) return moved
  let pairing = readPairing(store.db)
  let link = linkOf(pairing, keys.value)
  let refusal: Failure | null = null
  let pairingUnderWay = false

  const standing = (): Result<Identity> => {
    if (pairing === null || link === null) return notPaired()
    return refusal ?? ok(pairing)
  }
  return ok({
    identity: () => (pairing === null ? notPaired() : ok(pairing)),
    standing,
    link: () => link,
    view: () => ({
      paired: standing().ok,
      mode: pairing?.mode ?? readMode(store.db),
      store: pairing?.store ?? null,
      register: pairing?.register ?? null,
      serverUrl: pairing?.serverUrl ?? null,
      practicePanelUrl: pairing?.practicePanelUrl ?? null,
    }),
    async pair(input) {
      if (standing().ok) {
        return fail('permission_denied', 'This till is already paired: revoke it in the back office first.')
      }
      if (pairingUnderWay) return fail('rate_limited', 'A pairing is already under way.')
      pairingUnderWay = true
      const paired = await pairDevice(deps, input).finally(() => {
        pairingUnderWay = false
      })
      if (!paired.ok) return paired
      pairing = readPairing(store.db)
      link = linkOf(pairing, [paired.value])
      refusal = null
      deps.onChange()
      return ok(undefined)
    },
    setRefusal(next) {
      if (refusal?.error.code === next?.error.code) return
      refusal = next
      deps.onChange()
    },
    applyChanges(db, changes) {
      if (pairing !== null) applyShopChanges(db, pairing, changes)
    },
    changesApplied() {
      pairing = readPairing(store.db)
      deps.onChange()
    },
  })
}

/** Writes down where the server and the practice panel are now, if they moved. Errors: invalid_input, the storage errors. */
function followServer({ store, serverUrl, practicePanelUrl }: DeviceDeps): Result<void> {
  const pairing = readPairing(store.db)
  if (pairing === null) return ok(undefined)
  const url = serverUrl === null ? ok(pairing.serverUrl) : parseServerUrl(serverUrl)
  if (!url.ok) return url
  const panel = pairing.mode === 'practice' ? (practicePanelUrl ?? pairing.practicePanelUrl) : null
  if (url.value === pairing.serverUrl && panel === pairing.practicePanelUrl) return ok(undefined)
  return store.transaction((db) => {
    db.prepare('UPDATE device SET server_url = ?, practice_panel_url = ?').run(url.value, panel)
  })
}

/** Null when the key of this pairing is not in the vault: the data folder was copied without it. */
function linkOf(pairing: Pairing | null, keys: readonly DeviceKey[]): SignedLink | null {
  const key = pairing && keys.find(({ publicKey }) => publicKey === pairing.publicKey)
  if (pairing === null || key === null || key === undefined) return null
  return { serverUrl: pairing.serverUrl, deviceId: pairing.deviceId, sign: signerOf(key) }
}
