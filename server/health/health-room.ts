import { sql } from 'kysely'
import { z } from 'zod'
import { modeSchema } from '../../domain/mode/mode.ts'
import { protocolVersion } from '../../domain/protocol/server-api.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { ServerDeps } from '../deps.ts'
import type { App } from '../http/app-type.ts'
import { errorAnswers, valueOrAnswer } from '../http/errors.ts'
import type { Room } from '../http/room.ts'
import type { ResilientProcessor } from '../processors/resilience.ts'
import { storeFailure } from '../store/store-failure.ts'
import { registerStatusRoute } from './status-route.ts'
import { appVersion } from './version.ts'

const tags = ['health']
const okSchema = z.strictObject({ ok: z.literal(true) })
const versionSchema = z.strictObject({
  name: z.literal('cashwrap-server'),
  version: z.string(),
  protocolVersion: z.int(),
  mode: modeSchema,
})

/** `rooms` is asked only when a request comes, after all of them are composed. */
export function createHealthRoom(
  deps: ServerDeps,
  rooms: () => readonly Room[],
  processor: Pick<ResilientProcessor, 'state' | 'refusal'>,
): Room {
  return {
    name: 'health',
    deviceRoutes: (app) => registerStatusRoute(app, deps, processor),
    openRoutes: (app) => registerHealthRoutes(app, deps, rooms),
    ready: () => isStoreReady(deps),
  }
}

async function isStoreReady({ store }: ServerDeps): Promise<Result<void>> {
  try {
    await sql`select 1`.execute(store.db)
    return ok(undefined)
  } catch (error) {
    return storeFailure(error) ?? fail('storage_failed', 'The database does not answer.')
  }
}

function registerHealthRoutes(app: App, { config }: ServerDeps, rooms: () => readonly Room[]): void {
  const quiet = { config: { rateLimit: false }, logLevel: 'warn' } as const
  app.get(
    '/healthz',
    { ...quiet, schema: { summary: 'The process is alive', tags, response: { 200: okSchema } } },
    async () => ({ ok: true as const }),
  )
  app.get(
    '/readyz',
    {
      ...quiet,
      schema: {
        summary: 'The process can do its work: its database answers',
        tags,
        response: { 200: okSchema, ...errorAnswers(500, 503, 507) },
      },
    },
    async () => {
      for (const room of rooms()) valueOrAnswer((await room.ready?.()) ?? ok(undefined))
      return { ok: true as const }
    },
  )
  app.get(
    '/version',
    { schema: { summary: 'What runs here', tags, response: { 200: versionSchema } } },
    async () => ({
      name: 'cashwrap-server' as const,
      version: appVersion,
      protocolVersion,
      mode: config.mode,
    }),
  )
}
