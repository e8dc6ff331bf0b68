import type { ServerDeps } from '../deps.ts'
import type { Room } from '../http/room.ts'
import { registerDeviceAdminRoutes } from './device-routes.ts'
import { registerSalesRoutes } from './sales-routes.ts'

/** What the back office's pages ask for. The routes here gather; the nouns know. */
export function createBackofficeRoom(deps: ServerDeps): Room {
  return {
    name: 'backoffice',
    adminRoutes: (app) => {
      registerSalesRoutes(app, deps)
      registerDeviceAdminRoutes(app, deps)
    },
  }
}
