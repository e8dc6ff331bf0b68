import type { AddressInfo } from 'node:net'
import { fail, ok, type Result } from '../domain/result.ts'
import { authenticateAdmin } from './backoffice/admin-auth.ts'
import { createBackofficeRoom } from './backoffice/backoffice-room.ts'
import { registerPages } from './backoffice/pages.ts'
import { createCatalogueRoom } from './catalogue/catalogue-room.ts'
import type { ServerDeps } from './deps.ts'
import { authenticateDevices } from './devices/authenticate.ts'
import { createDevicesRoom } from './devices/devices-room.ts'
import { createEventsRoom } from './events/events-room.ts'
import { createExceptionsRoom } from './exceptions/exceptions-room.ts'
import { createHealthRoom } from './health/health-room.ts'
import { registerMetrics } from './health/metrics.ts'
import { createApp } from './http/app.ts'
import type { App } from './http/app-type.ts'
import { describeRoutes } from './http/docs.ts'
import type { Room } from './http/room.ts'
import { createPaymentsRoom } from './payments/payments-room.ts'
import { createSyncRoom } from './sync/sync-room.ts'

export type Server = {
  readonly app: App
  readonly rooms: readonly Room[]
  /** Seeds, registers, starts workers: each room in turn, once. Errors: a room's own. */
  readonly start: () => Promise<Result<void>>
  /** Starts the rooms if nobody has, then takes requests. Answers `http://127.0.0.1:4242`. Errors: a room's own, `port_in_use`. */
  readonly listen: () => Promise<Result<string>>
  /** Answers what is under way, stops the rooms, closes the store. May be called twice. */
  readonly close: () => Promise<void>
}

/** The whole server, composed: the one place that knows every noun. */
export async function createServer(deps: ServerDeps): Promise<Server> {
  const app = await createApp(deps)
  const paymentsRoom = createPaymentsRoom(deps)
  const rooms: readonly Room[] = [
    createHealthRoom(deps, () => rooms, paymentsRoom.processor),
    createCatalogueRoom(deps),
    createDevicesRoom(deps),
    createSyncRoom(deps),
    paymentsRoom,
    createExceptionsRoom(deps, paymentsRoom.exceptionActions),
    createEventsRoom(deps),
    createBackofficeRoom(deps),
  ]

  app.decorateRequest('device', null)
  await describeRoutes(app)
  registerMetrics(app, deps, paymentsRoom.processor, paymentsRoom.registerMetrics)
  await registerPages(app, deps)
  await app.register(async (scope: App) => {
    for (const room of rooms) room.openRoutes?.(scope)
  })
  await app.register(async (scope: App) => {
    scope.addHook('preValidation', authenticateDevices(deps))
    for (const room of rooms) room.deviceRoutes?.(scope)
  })
  await app.register(async (scope: App) => {
    scope.addHook('preValidation', authenticateAdmin(deps))
    for (const room of rooms) room.adminRoutes?.(scope)
  })

  let starting: Promise<Result<void>> | undefined
  const start = (): Promise<Result<void>> => {
    starting ??= startRooms(rooms)
    return starting
  }
  let closing: Promise<void> | undefined
  const close = async (): Promise<void> => {
    await app.close()
    for (const room of rooms.toReversed()) await room.close?.()
    await deps.store.close()
  }
  return {
    app,
    rooms,
    start,
    listen: async () => {
      const started = await start()
      return started.ok ? listen(app, deps) : started
    },
    close: () => {
      closing ??= close()
      return closing
    },
  }
}

async function startRooms(rooms: readonly Room[]): Promise<Result<void>> {
  for (const room of rooms) {
    const started = await room.start?.()
    if (started !== undefined && !started.ok) return started
  }
  return ok(undefined)
}

async function listen(app: App, deps: ServerDeps): Promise<Result<string>> {
  const { host, port } = deps.config
  try {
    await app.listen({ host, port })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === 'EADDRINUSE') {
      return fail(
        'port_in_use',
        `Port ${port} on ${host} is used by another program; set CASHWRAP_SERVER_PORT to another one, or to 0 for any.`,
      )
    }
    if (code === 'EACCES' || code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
      return fail(
        'port_in_use',
        `The server cannot listen on ${host}:${port} (${code}); set CASHWRAP_SERVER_HOST and CASHWRAP_SERVER_PORT to what this machine has.`,
      )
    }
    throw error
  }
  const { port: chosen } = app.server.address() as AddressInfo
  return ok(`http://${host.includes(':') ? `[${host}]` : host}:${chosen}`)
}
