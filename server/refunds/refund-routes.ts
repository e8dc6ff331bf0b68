import { z } from 'zod'
import { createRefundSchema, refundResponseSchema } from '../../domain/protocol/server-api.ts'
import { deviceOf } from '../devices/authenticate.ts'
import type { App } from '../http/app-type.ts'
import { errorAnswers, valueOrAnswer } from '../http/errors.ts'
import { toRefundView } from './refund-row.ts'
import type { Refunds } from './refunds.ts'

const params = z.strictObject({ key: z.string().min(1).max(45) })
const response = { 200: refundResponseSchema, ...errorAnswers(400, 401, 404, 409, 422, 502, 503) }
const tags = ['refunds']

export function registerRefundRoutes(app: App, refunds: Refunds): void {
  app.post(
    '/v1/refunds',
    {
      schema: {
        tags,
        summary: 'Refund a card payment, whole or in part',
        body: createRefundSchema,
        response,
      },
    },
    async (request) => ({
      refund: toRefundView(valueOrAnswer(await refunds.create(deviceOf(request), request.body, request.id))),
    }),
  )
  app.get(
    '/v1/refunds/:key',
    { schema: { tags, summary: 'Read a refund back', params, response } },
    async (request) => ({
      refund: toRefundView(
        valueOrAnswer(await refunds.refresh(deviceOf(request).storeId, request.params.key)),
      ),
    }),
  )
}
