import { z } from 'zod'
import { readerTestResponseSchema } from '../../domain/protocol/readers.ts'
import type { Result } from '../../domain/result.ts'
import { deviceOf } from '../devices/authenticate.ts'
import type { App } from '../http/app-type.ts'
import { errorAnswers, valueOrAnswer } from '../http/errors.ts'
import { type ReaderTestRow, toTestView } from './reader-test-rows.ts'
import type { ReaderTests } from './reader-tests.ts'

const params = z.strictObject({ id: z.string().min(1).max(255) })
const response = { 200: readerTestResponseSchema, ...errorAnswers(400, 401, 404, 409, 422, 502, 503) }
const tags = ['readers']

const answer = (result: Result<ReaderTestRow>) => ({ test: toTestView(valueOrAnswer(result)) })

/** Trying a reader out, in practice and test mode. */
export function registerReaderTestRoutes(app: App, tests: ReaderTests): void {
  app.post(
    '/v1/readers/:id/test',
    { schema: { tags, summary: 'Begin a test payment: authorised, then taken back', params, response } },
    async (request) => answer(await tests.start(deviceOf(request), request.params.id)),
  )
  app.get(
    '/v1/reader-tests/:id',
    { schema: { tags, summary: 'Where a test payment is', params, response } },
    async (request) => answer(await tests.look(deviceOf(request).storeId, request.params.id)),
  )
  app.post(
    '/v1/reader-tests/:id/cancel',
    { schema: { tags, summary: 'End a test payment', params, response } },
    async (request) => answer(await tests.cancel(deviceOf(request).storeId, request.params.id)),
  )
}
