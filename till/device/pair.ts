import type { Clock } from '../../domain/ids/clock.ts'
import { type PairRequest, type PairResponse, pairResponseSchema } from '../../domain/protocol/server-api.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { forgottenOperations } from '../journal/forgotten-operations.ts'
import { readHead, readRows } from '../journal/journal-rows.ts'
import { readAnswer } from '../server-link/answer.ts'
import type { HttpPort } from '../server-link/http-port.ts'
import type { ReadableDb } from '../store/db.ts'
import type { TillStore } from '../store/till-store.ts'
import { writeCursor } from '../sync/pull.ts'
import { type DeviceKey, generateDeviceKey, keepKey } from './device-key.ts'
import { readMode, readPairing, writePairing } from './device-rows.ts'
import { parseServerUrl } from './server-url.ts'
import type { Vault } from './vault.ts'

export type PairDeps = {
  readonly store: TillStore
  readonly vault: Vault
  readonly http: HttpPort
  readonly clock: Clock
  /** How the back office lists this till. */
  readonly deviceName: string
}

const pairTimeoutMs = 15_000

/**
 * Pairs this till: the code and a new key traded for an identity; the two journals compared; then, in one transaction, who this till is; then
 * the key. Errors: invalid_input, server_unreachable, pairing_code_invalid, mode_mismatch (naming both modes),
 * storage_damaged (the server knows more of this register than this till does), the storage errors.
 */
export async function pairDevice(
  deps: PairDeps,
  input: { readonly serverUrl: string; readonly code: string },
): Promise<Result<DeviceKey>> {
  const { store } = deps
  const serverUrl = parseServerUrl(input.serverUrl)
  if (!serverUrl.ok) return serverUrl
  const key = generateDeviceKey()
  const answer = await ask(deps, serverUrl.value, {
    code: input.code.trim(),
    publicKey: key.publicKey,
    deviceName: deps.deviceName,
    mode: readMode(store.db),
  })
  if (!answer.ok) return answer
  const fits = checkFits(store.db, answer.value)
  if (!fits.ok) return fits
  const written = store.transaction((db) => {
    writePairing(db, answer.value, {
      publicKey: key.publicKey,
      serverUrl: serverUrl.value,
      atMs: deps.clock.nowMs(),
    })
    writeCursor(db, '')
  })
  if (!written.ok) return written
  // The key comes last: without it this till asks to be paired again, so a crash before here leaves nothing half done.
  const kept = await keepKey(deps.vault, key)
  return kept.ok ? ok(key) : kept
}

async function ask(deps: PairDeps, serverUrl: string, request: PairRequest): Promise<Result<PairResponse>> {
  if (request.code.length < 6 || request.code.length > 40) {
    return fail(
      'pairing_code_invalid',
      'A pairing code has at least 6 characters: take a new one from the back office.',
    )
  }
  const outcome = await deps.http.send({
    method: 'POST',
    url: new URL('/v1/devices/pair', serverUrl),
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify(request),
    timeoutMs: pairTimeoutMs,
  })
  return readAnswer(outcome, pairResponseSchema)
}

/** Whether what the server says can be true of this till's own records. */
function checkFits(db: ReadableDb, answer: PairResponse): Result<void> {
  const mode = readMode(db)
  if (mode !== null && mode !== answer.mode) {
    return fail(
      'mode_mismatch',
      `This till's records are in ${mode} mode but the server is in ${answer.mode} mode: use a server in ${mode} mode, or an empty data folder.`,
      { till: mode, server: answer.mode },
    )
  }
  const head = readHead(db)
  const former = readPairing(db)
  if (former !== null) {
    const sameRegister = former.registerId === answer.register.id
    if (former.storeId !== answer.store.id || (head.seq > 0 && !sameRegister)) {
      return fail(
        'pairing_code_invalid',
        `This data folder belongs to ${former.store.name}, ${former.register.name}, but the code is for ${answer.store.name}, ${answer.register.name}: take a code for the former, or an empty data folder.`,
      )
    }
  }
  if (answer.headSeq > head.seq) return forgottenOperations(answer.headSeq, head.seq)
  const [row] = answer.headSeq === 0 ? [] : readRows(db, answer.headSeq, 1)
  if (row !== undefined && row.hash !== answer.headHash) {
    return fail(
      'storage_damaged',
      `Operation ${answer.headSeq} of this till is not the one the server holds: put back the newest copy of the data folder, or call support.`,
      { seq: answer.headSeq },
    )
  }
  return ok(undefined)
}
