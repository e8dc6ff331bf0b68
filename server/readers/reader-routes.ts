import { z } from 'zod'
import {
  connectionTokenResponseSchema,
  readerDisplaySchema,
  readersResponseSchema,
} from '../../domain/protocol/server-api.ts'
import { deviceOf } from '../devices/authenticate.ts'
import type { App } from '../http/app-type.ts'
import { errorAnswers, valueOrAnswer } from '../http/errors.ts'
import { connectionToken, listReaders, type ReaderDeps, showOnReader } from './readers.ts'

const params = z.strictObject({ id: z.string().min(1).max(255) })
const errors = errorAnswers(400, 401, 404, 409, 422, 502, 503)
const tags = ['readers']

export function registerReaderRoutes(app: App, deps: ReaderDeps): void {
  app.get(
    '/v1/readers',
    {
      schema: {
        tags,
        summary: 'The card readers of the account',
        response: { 200: readersResponseSchema, ...errors },
      },
    },
    async () => ({ readers: [...valueOrAnswer(await listReaders(deps))] }),
  )
  app.post(
    '/v1/readers/:id/display',
    {
      schema: {
        tags,
        summary: 'Show the cart on a reader',
        params,
        body: readerDisplaySchema,
        response: { 200: z.strictObject({}), ...errors },
      },
    },
    async (request) => {
      const { storeId } = deviceOf(request)
      valueOrAnswer(await showOnReader(deps, storeId, request.params.id, request.body, request.id))
      return {}
    },
  )
  app.post(
    '/v1/terminal/connection-tokens',
    {
      schema: {
        tags,
        summary: 'A secret with which a reader SDK connects',
        response: { 200: connectionTokenResponseSchema, ...errors },
      },
    },
    async (request) => valueOrAnswer(await connectionToken(deps, request.id)),
  )
}
