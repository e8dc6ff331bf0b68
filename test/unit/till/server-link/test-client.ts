import { onTestFinished } from 'vitest'
import type { Failure } from '../../../../domain/result.ts'
import { type DeviceKey, generateDeviceKey, signerOf } from '../../../../till/device/device-key.ts'
import { createHttpPort } from '../../../../till/server-link/http-port.ts'
import { createServerClient, type ServerClient } from '../../../../till/server-link/server-client.ts'

export const deviceId = '0190163d-8694-739b-aea5-00000000d001'

export type TestClient = ServerClient & {
  readonly key: DeviceKey
  readonly contacts: readonly boolean[]
  readonly refusals: readonly (Failure | null)[]
}

/** A client of a real server over real HTTP, with a key of its own. */
export function clientOf(serverUrl: string | null, nowMs: () => number = Date.now): TestClient {
  const key = generateDeviceKey()
  const contacts: boolean[] = []
  const refusals: (Failure | null)[] = []
  let nonces = 0
  const client = createServerClient({
    http: createHttpPort(),
    link: () => (serverUrl === null ? null : { serverUrl, deviceId, sign: signerOf(key) }),
    clock: { nowMs, monotonicMs: nowMs },
    randomBytes: (count) => {
      nonces += 1
      return Buffer.alloc(count, nonces)
    },
    onDeviceRefused: (refusal) => void refusals.push(refusal),
  })
  client.onContact((reached) => void contacts.push(reached))
  onTestFinished(() => client.close())
  return Object.assign(client, { key, contacts, refusals })
}
