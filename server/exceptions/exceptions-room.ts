import { z } from 'zod'
import {
  exceptionActResponseSchema,
  exceptionActSchema,
  exceptionsQuerySchema,
  exceptionsResponseSchema,
} from '../../domain/protocol/exceptions.ts'
import { onlyStore } from '../catalogue/shop.ts'
import type { ServerDeps } from '../deps.ts'
import type { App } from '../http/app-type.ts'
import { errorAnswers, valueOrAnswer } from '../http/errors.ts'
import type { Room } from '../http/room.ts'
import { actOnException, type ExceptionActions } from './act-on-exception.ts'
import { findExceptions, viewsOf } from './find-exceptions.ts'

const tags = ['back office']
const params = z.strictObject({ id: z.string().regex(/^[0-9a-f-]{32,36}$/) })

/** The queue of what a person must look at, and what they can do about it. The nouns whose money it is bring the actions. */
export function createExceptionsRoom(deps: ServerDeps, actions: ExceptionActions): Room {
  return { name: 'exceptions', adminRoutes: (app) => registerExceptionRoutes(app, deps, actions) }
}

function registerExceptionRoutes(app: App, deps: ServerDeps, actions: ExceptionActions): void {
  const { db } = deps.store
  app.get(
    '/v1/backoffice/exceptions',
    {
      schema: {
        summary: 'What waits for a person, or was dealt with, newest first',
        tags,
        querystring: exceptionsQuerySchema,
        response: { 200: exceptionsResponseSchema, ...errorAnswers(400, 401, 403) },
      },
    },
    async (request) => valueOrAnswer(await findExceptions(db, await onlyStore(db), request.query)),
  )
  app.post(
    '/v1/backoffice/exceptions/:id/act',
    {
      schema: {
        summary: 'Deal with an exception',
        tags,
        params,
        body: exceptionActSchema,
        response: {
          200: exceptionActResponseSchema,
          ...errorAnswers(400, 401, 403, 404, 409, 422, 502, 503),
        },
      },
    },
    async (request) => {
      const storeId = await onlyStore(db)
      const after = valueOrAnswer(
        await actOnException(deps, actions, storeId, request.params.id, request.body),
      )
      const [exception] = await viewsOf(db, storeId, [after])
      return exceptionActResponseSchema.parse({ exception })
    },
  )
}
