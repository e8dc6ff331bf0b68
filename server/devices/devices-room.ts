import { storeIdSchema } from '../../domain/ids/ids.ts'
import { firstPrevHash } from '../../domain/journal/operation.ts'
import { type PairResponse, pairRequestSchema, pairResponseSchema } from '../../domain/protocol/server-api.ts'
import { ok } from '../../domain/result.ts'
import { registerOf, storeOf } from '../catalogue/shop.ts'
import type { ServerDeps } from '../deps.ts'
import { unauthenticatedRateLimit } from '../http/app.ts'
import type { App } from '../http/app-type.ts'
import { errorAnswers, valueOrAnswer } from '../http/errors.ts'
import type { Room } from '../http/room.ts'
import { systemScheduler } from '../scheduler.ts'
import { headOf } from '../sync/head.ts'
import { forgetNonces } from './forget-nonces.ts'
import { type PairedDevice, pairDevice } from './pair.ts'

const forgetEveryMs = 60_000

export function createDevicesRoom(deps: ServerDeps): Room {
  const scheduler = deps.scheduler ?? systemScheduler
  let cancelTimer = (): void => undefined
  const forgetLater = (): void => {
    cancelTimer = scheduler.after(forgetEveryMs, () => {
      forgetNonces(deps).catch((error: unknown) => deps.logger.error({ err: error }, 'nonces were kept'))
      forgetLater()
    })
  }
  return {
    name: 'devices',
    openRoutes: (app) => registerDeviceRoutes(app, deps),
    start: async () => {
      await forgetNonces(deps)
      forgetLater()
      return ok(undefined)
    },
    close: async () => cancelTimer(),
  }
}

function registerDeviceRoutes(app: App, deps: ServerDeps): void {
  app.post(
    '/v1/devices/pair',
    {
      config: unauthenticatedRateLimit,
      schema: {
        summary: 'Pair a till',
        description:
          'Trades a single-use code from the back office for a device of its register. Unsigned: the code is the proof.',
        tags: ['devices'],
        body: pairRequestSchema,
        response: { 200: pairResponseSchema, ...errorAnswers(401, 409, 429) },
      },
    },
    async (request): Promise<PairResponse> => {
      const paired = valueOrAnswer(await pairDevice(deps, request.body, request.ip))
      return welcome(deps, paired)
    },
  )
}

async function welcome(
  deps: ServerDeps,
  { deviceId, storeId, registerId }: PairedDevice,
): Promise<PairResponse> {
  const { config, store, clock } = deps
  const shop = await storeOf(store.db, storeIdSchema.parse(storeId))
  const register = await registerOf(store.db, storeId, registerId)
  const head = await headOf(store.db, storeId, registerId)
  return pairResponseSchema.parse({
    deviceId,
    mode: config.mode,
    store: shop,
    register,
    serverTimeMs: clock.nowMs(),
    practicePanelUrl: config.processor.practiceUrl === null ? null : `${config.processor.practiceUrl}/`,
    headSeq: head.seq,
    // After a slot without a readable hash there is nothing to name; the chain is anchored again by the next operation.
    headHash: head.hash === '' ? firstPrevHash : head.hash,
  } satisfies Record<keyof PairResponse, unknown>)
}
