import { pushRequestSchema, pushResponseSchema } from '../../domain/protocol/sync.ts'
import type { ServerDeps } from '../deps.ts'
import { deviceOf } from '../devices/authenticate.ts'
import type { App } from '../http/app-type.ts'
import { errorAnswers, valueOrAnswer } from '../http/errors.ts'
import type { Room } from '../http/room.ts'
import { ingest } from './ingest.ts'

export function createSyncRoom(deps: ServerDeps): Room {
  return { name: 'sync', deviceRoutes: (app) => registerSyncRoutes(app, deps) }
}

function registerSyncRoutes(app: App, deps: ServerDeps): void {
  app.post(
    '/v1/sync/operations',
    {
      schema: {
        summary: 'Push operations of the register in order',
        description:
          'Acknowledges cumulatively. What cannot be taken is parked with a reason and the rest goes on; a gap answers `sync_gap` with `details.expectedSeq`.',
        tags: ['sync'],
        body: pushRequestSchema,
        response: { 200: pushResponseSchema, ...errorAnswers(400, 401, 403, 409, 413, 507) },
      },
    },
    async (request) => valueOrAnswer(await ingest(deps, deviceOf(request), request.body.operations)),
  )
}
