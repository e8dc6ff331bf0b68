import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import {
  createLocationSchema,
  locationResponseSchema,
  locationsResponseSchema,
  readerResponseSchema,
  registerReaderSchema,
  removeReaderQuerySchema,
  renameReaderSchema,
  useReaderSchema,
} from '../../domain/protocol/readers.ts'
import {
  connectionTokenResponseSchema,
  readerDisplaySchema,
  readersResponseSchema,
} from '../../domain/protocol/server-api.ts'
import { deviceOf } from '../devices/authenticate.ts'
import type { App } from '../http/app-type.ts'
import { errorAnswers, valueOrAnswer } from '../http/errors.ts'
import { createLocation, listLocations } from './locations.ts'
import { type Asking, registerReader, removeReader, renameReader, useReader } from './manage-readers.ts'
import type { ReaderDeps } from './reader-deps.ts'
import { connectionToken, listReaders, showOnReader } from './readers.ts'

const params = z.strictObject({ id: z.string().min(1).max(255) })
const errors = errorAnswers(400, 401, 403, 404, 409, 422, 502, 503)
const tags = ['readers']
const nothing = z.strictObject({})

const asking = (request: FastifyRequest): Asking => ({ device: deviceOf(request), requestId: request.id })

/** What a till may do with card readers. What only a manager may, names who is signed in. */
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
    async (request) => ({
      readers: [...valueOrAnswer(await listReaders(deps, deviceOf(request).storeId))],
    }),
  )
  app.post(
    '/v1/readers',
    {
      schema: {
        tags,
        summary: 'Register a reader by the code it shows (manager)',
        body: registerReaderSchema,
        response: { 200: readerResponseSchema, ...errors },
      },
    },
    async (request) => ({ reader: valueOrAnswer(await registerReader(deps, asking(request), request.body)) }),
  )
  app.patch(
    '/v1/readers/:id',
    {
      schema: {
        tags,
        summary: 'Rename a reader (manager)',
        params,
        body: renameReaderSchema,
        response: { 200: readerResponseSchema, ...errors },
      },
    },
    async (request) => ({
      reader: valueOrAnswer(await renameReader(deps, asking(request), request.params.id, request.body)),
    }),
  )
  app.delete(
    '/v1/readers/:id',
    {
      schema: {
        tags,
        summary: 'Remove a reader from the account (manager)',
        params,
        querystring: removeReaderQuerySchema,
        response: { 200: nothing, ...errors },
      },
    },
    async (request) => {
      valueOrAnswer(await removeReader(deps, asking(request), request.params.id, request.query.staffId))
      return {}
    },
  )
  app.post(
    '/v1/readers/:id/use',
    {
      schema: {
        tags,
        summary: 'This register takes cards on this reader',
        params,
        body: useReaderSchema,
        response: { 200: nothing, ...errors },
      },
    },
    async (request) => {
      await useReader(deps, asking(request), request.params.id, request.body)
      return {}
    },
  )
  app.post(
    '/v1/readers/:id/display',
    {
      schema: {
        tags,
        summary: 'Show the cart on a reader',
        params,
        body: readerDisplaySchema,
        response: { 200: nothing, ...errors },
      },
    },
    async (request) => {
      const { storeId } = deviceOf(request)
      valueOrAnswer(await showOnReader(deps, storeId, request.params.id, request.body, request.id))
      return {}
    },
  )
  registerPlaceRoutes(app, deps)
}

function registerPlaceRoutes(app: App, deps: ReaderDeps): void {
  app.get(
    '/v1/locations',
    {
      schema: {
        tags,
        summary: 'The places readers belong to',
        response: { 200: locationsResponseSchema, ...errors },
      },
    },
    async () => valueOrAnswer(await listLocations(deps)),
  )
  app.post(
    '/v1/locations',
    {
      schema: {
        tags,
        summary: 'Make a place for readers (manager)',
        body: createLocationSchema,
        response: { 200: locationResponseSchema, ...errors },
      },
    },
    async (request) => ({
      location: valueOrAnswer(await createLocation(deps, asking(request), request.body)),
    }),
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
    async (request) => valueOrAnswer(await connectionToken(deps, deviceOf(request), request.id)),
  )
}
