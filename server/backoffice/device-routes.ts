import { z } from 'zod'
import { deviceIdSchema, registerIdSchema, type StoreId } from '../../domain/ids/ids.ts'
import {
  createPairingCodeSchema,
  devicesResponseSchema,
  pairingCodeResponseSchema,
} from '../../domain/protocol/backoffice.ts'
import type { Register } from '../../domain/protocol/server-api.ts'
import { redact } from '../../domain/security/card-number.ts'
import { addRegister } from '../catalogue/add-register.ts'
import { onlyStore, registerOf } from '../catalogue/shop.ts'
import type { ServerDeps } from '../deps.ts'
import { issuePairingCode } from '../devices/issue-pairing-code.ts'
import { listDevices } from '../devices/list-devices.ts'
import { revokeDevice } from '../devices/revoke.ts'
import { recordEvent } from '../events/events.ts'
import type { App } from '../http/app-type.ts'
import { errorAnswers, valueOrAnswer } from '../http/errors.ts'

const tags = ['back office']
const refusals = errorAnswers(400, 401, 403, 404)

/** Who may sell: pairing codes, devices, revocation. */
export function registerDeviceAdminRoutes(app: App, deps: ServerDeps): void {
  const { db } = deps.store

  app.get(
    '/v1/backoffice/devices',
    {
      schema: {
        summary: 'Devices, active ones first',
        tags,
        response: { 200: devicesResponseSchema, ...refusals },
      },
    },
    async () => ({ devices: await listDevices(db, await onlyStore(db)) }),
  )

  app.post(
    '/v1/backoffice/devices/:deviceId/revoke',
    {
      schema: {
        summary: 'Revoke a device at once',
        tags,
        params: z.strictObject({ deviceId: deviceIdSchema }),
        response: { 200: devicesResponseSchema, ...refusals },
      },
    },
    async (request) => {
      const storeId = await onlyStore(db)
      valueOrAnswer(await revokeDevice(deps, storeId, request.params.deviceId))
      return { devices: await listDevices(db, storeId) }
    },
  )

  app.post(
    '/v1/backoffice/pairing-codes',
    {
      schema: {
        summary: 'A single-use code that pairs one till, valid for ten minutes',
        description:
          'For a register that is there, or for a new one by its name. Pairing revokes the device that the register had.',
        tags,
        body: createPairingCodeSchema,
        response: { 200: pairingCodeResponseSchema, ...refusals },
      },
    },
    async (request) => {
      const storeId = await onlyStore(db)
      const registerId =
        'registerId' in request.body
          ? request.body.registerId
          : (await newRegister(deps, storeId, request.body.registerName)).id
      const { code, expiresAtMs } = valueOrAnswer(await issuePairingCode(deps, storeId, registerId))
      return { code, expiresAtMs, register: await registerOf(db, storeId, registerId) }
    },
  )
}

async function newRegister(deps: ServerDeps, storeId: StoreId, typed: string): Promise<Register> {
  const name = redact(typed).slice(0, 60)
  const register: Register = { id: registerIdSchema.parse(`register-${deps.newId()}`), name }
  const nowMs = deps.clock.nowMs()
  await deps.store.transaction(async (trx) => {
    await addRegister(trx, storeId, register, nowMs)
    await recordEvent(trx, {
      storeId,
      at: nowMs,
      kind: 'register.added',
      actor: 'admin',
      body: { registerId: register.id, name },
    })
  })
  return register
}
