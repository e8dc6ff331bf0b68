import { z } from 'zod'
import { pairResponseSchema } from '../../../domain/protocol/server-api.ts'
import { newKeys, signRequest } from '../../unit/server/http/test-server.ts'

/** A paired device of a server that runs as a process of its own; it signs as a till does. */
export type Device = {
  readonly storeId: string
  readonly currency: string
  call<T>(schema: z.ZodType<T>, method: 'GET' | 'POST', path: string, body?: unknown): Promise<T>
}

export async function pairDevice(origin: string, adminToken: string): Promise<Device> {
  const issued = await fetch(`${origin}/v1/backoffice/pairing-codes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${adminToken}` },
    body: JSON.stringify({ registerId: 'register-front' }),
  })
  const { code } = z.object({ code: z.string() }).parse(await issued.json())
  const keys = newKeys()
  const answer = await fetch(`${origin}/v1/devices/pair`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, publicKey: keys.publicKey, deviceName: 'Bench', mode: null }),
  })
  const paired = pairResponseSchema.parse(await answer.json())
  return {
    storeId: paired.store.id,
    currency: paired.store.currency,
    async call(schema, method, path, body) {
      const signed = signRequest(keys, paired.deviceId, {
        method,
        path,
        body: body === undefined ? '' : JSON.stringify(body),
        timestampMs: Date.now(),
      })
      const response = await fetch(`${origin}${path}`, {
        method,
        headers: signed.headers,
        ...(body === undefined ? {} : { body: signed.body }),
      })
      const text = await response.text()
      if (!response.ok) throw new Error(`${method} ${path}: HTTP ${response.status} ${text}`)
      return schema.parse(JSON.parse(text))
    },
  }
}
