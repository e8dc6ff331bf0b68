import {
  eventsQuerySchema,
  eventsResponseSchema,
  traceQuerySchema,
  traceResponseSchema,
} from '../../domain/protocol/events.ts'
import { onlyStore } from '../catalogue/shop.ts'
import type { ServerDeps } from '../deps.ts'
import { errorAnswers, valueOrAnswer } from '../http/errors.ts'
import type { Room } from '../http/room.ts'
import { findEvents } from './find-events.ts'
import { trace } from './trace.ts'

const tags = ['events']
const refusals = errorAnswers(400, 401, 403)

/** Reading the event log: a search, and one payment's whole story. Nothing here changes anything. */
export function createEventsRoom({ store }: ServerDeps): Room {
  const { db } = store
  return {
    name: 'events',
    adminRoutes: (app) => {
      app.get(
        '/v1/events',
        {
          schema: {
            summary: 'The event log, newest first',
            description:
              'Every call to the payment processor, webhook, change of state and action of a person. All conditions hold together; `find` takes anything a customer or a bank may name.',
            tags,
            querystring: eventsQuerySchema,
            response: { 200: eventsResponseSchema, ...refusals },
          },
        },
        async (request) => valueOrAnswer(await findEvents(db, await onlyStore(db), request.query)),
      )
      app.get(
        '/v1/trace',
        {
          schema: {
            summary: 'One payment’s whole story, oldest first',
            description: 'When what is given fits several sales, they are listed and there is no story.',
            tags,
            querystring: traceQuerySchema,
            response: { 200: traceResponseSchema, ...refusals },
          },
        },
        async (request) => trace(db, await onlyStore(db), request.query),
      )
    },
  }
}
