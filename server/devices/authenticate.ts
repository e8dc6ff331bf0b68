import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import type { FastifyRequest, preValidationAsyncHookHandler } from 'fastify'
import { z } from 'zod'
import { assert } from '../../domain/assert.ts'
import {
  type DeviceId,
  deviceIdSchema,
  type RegisterId,
  registerIdSchema,
  type StoreId,
  storeIdSchema,
} from '../../domain/ids/ids.ts'
import { clockSkewMaxMs, deviceHeaders, signedText } from '../../domain/protocol/device-signature.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { ServerDeps } from '../deps.ts'
import { FailureError } from '../http/errors.ts'

/** Who asks: a paired device, proved by its signature. */
export type RequestDevice = {
  readonly deviceId: DeviceId
  readonly storeId: StoreId
  readonly registerId: RegisterId
}

declare module 'fastify' {
  interface FastifyRequest {
    device: RequestDevice | null
  }
}

/** The device of a request under `deviceRoutes`. */
export function deviceOf(request: FastifyRequest): RequestDevice {
  assert(request.device !== null, 'a device route ran without authentication')
  return request.device
}

const headersSchema = z.object({
  [deviceHeaders.device]: deviceIdSchema,
  [deviceHeaders.timestamp]: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
  [deviceHeaders.nonce]: z.string().regex(/^[A-Za-z0-9_-]{22}$/),
  [deviceHeaders.signature]: z.string().regex(/^[A-Za-z0-9_-]{86}$/),
})

/** How long a used nonce is remembered: longer than the clocks may differ in both directions together. */
export const nonceKeptMs = 15 * 60_000

/**
 * The hook that guards `deviceRoutes`. In this order, so that nobody learns more than they can prove: known device (`device_unknown`), signature over the raw
 * body (`signature_invalid`), not revoked (`device_revoked`), clock (`clock_skewed`, with the server's time), nonce never used
 * (`request_replayed`). The nonce is durable before the request is handled.
 */
export function authenticateDevices(deps: ServerDeps): preValidationAsyncHookHandler {
  return async (request) => {
    const device = await authenticate(deps, request)
    if (!device.ok) throw new FailureError(device)
    request.device = device.value
  }
}

async function authenticate(deps: ServerDeps, request: FastifyRequest): Promise<Result<RequestDevice>> {
  const { store, clock } = deps
  const headers = headersSchema.safeParse(request.headers)
  if (!headers.success) {
    return fail(
      'signature_invalid',
      'The request is not signed; pair this till with the server, then it signs each request.',
    )
  }
  const deviceId = headers.data[deviceHeaders.device]
  const timestampMs = headers.data[deviceHeaders.timestamp]
  const nonce = headers.data[deviceHeaders.nonce]
  const row = await store.db
    .selectFrom('devices')
    .selectAll()
    .where('device_id', '=', deviceId)
    .executeTakeFirst()
  if (row === undefined) {
    return fail('device_unknown', 'This server does not know the device; pair the till again.')
  }

  const signed = signedText({
    method: request.method,
    path: request.raw.url ?? '',
    body: request.rawBody,
    deviceId,
    timestampMs,
    nonce,
  })
  const signature = Buffer.from(headers.data[deviceHeaders.signature], 'base64url')
  if (!verify(null, Buffer.from(signed), publicKeyOf(row.public_key), signature)) {
    return fail(
      'signature_invalid',
      'The signature does not match the request; pair this till again with a new code of the back office.',
    )
  }
  if (row.revoked_at_ms !== null) {
    return fail('device_revoked', 'This device was revoked; pair the till again with a new code.')
  }
  const nowMs = clock.nowMs()
  if (Math.abs(nowMs - timestampMs) > clockSkewMaxMs) {
    return fail(
      'clock_skewed',
      'The clocks of till and server differ by more than five minutes; set the clock that is wrong.',
      { serverTimeMs: nowMs },
    )
  }
  const fresh = await store.db
    .insertInto('device_nonces')
    .values({ store_id: row.store_id, device_id: deviceId, nonce, at_ms: nowMs })
    .onConflict((conflict) => conflict.doNothing())
    .returning('nonce')
    .execute()
  if (fresh.length === 0) {
    return fail('request_replayed', 'This signed request was already used; sign it anew.')
  }
  return ok({
    deviceId,
    storeId: storeIdSchema.parse(row.store_id),
    registerId: registerIdSchema.parse(row.register_id),
  })
}

/** Raw 32 bytes, base64url → a key object. */
export const publicKeyOf = (raw: string): KeyObject =>
  createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw }, format: 'jwk' })
