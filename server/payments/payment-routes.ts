import { z } from 'zod'
import {
  createPaymentSchema,
  paymentResponseSchema,
  processPaymentSchema,
} from '../../domain/protocol/server-api.ts'
import { clientSecretRequestSchema, clientSecretResponseSchema } from '../../domain/protocol/terminal.ts'
import type { Result } from '../../domain/result.ts'
import { deviceOf } from '../devices/authenticate.ts'
import type { App } from '../http/app-type.ts'
import { errorAnswers, valueOrAnswer } from '../http/errors.ts'
import type { NoteAsked } from './note-asked.ts'
import { type PaymentRow, toPaymentView } from './payment-row.ts'
import type { Payments } from './payments.ts'

const params = z.strictObject({ key: z.string().min(1).max(45) })
const response = { 200: paymentResponseSchema, ...errorAnswers(400, 401, 404, 409, 422, 502, 503) }
const tags = ['payments']

/** Whether nobody but a person can tell any more what became of it. */
type NeedsPerson = (row: PaymentRow) => Promise<boolean>

/** What a till may do with a payment of its own store. */
export function registerPaymentRoutes(
  app: App,
  payments: Payments,
  note: NoteAsked,
  needsPerson: NeedsPerson,
): void {
  const answer = async (result: Result<PaymentRow>) => {
    const row = valueOrAnswer(result)
    const payment = toPaymentView(row)
    if (row.state !== 'unknown' || !(await needsPerson(row))) return { payment }
    return { payment: { ...payment, needsPerson: true as const } }
  }
  app.post(
    '/v1/payments',
    {
      schema: { tags, summary: 'Record a payment and make its intent', body: createPaymentSchema, response },
    },
    async (request) => answer(await payments.create(deviceOf(request), request.body, request.id)),
  )
  app.post(
    '/v1/payments/:key/process',
    { schema: { tags, summary: 'Hand a payment to a reader', params, body: processPaymentSchema, response } },
    async (request) =>
      answer(
        await payments.process(
          deviceOf(request).storeId,
          request.params.key,
          request.body.readerId,
          request.body,
        ),
      ),
  )
  app.post(
    '/v1/payments/:key/client-secret',
    {
      schema: {
        tags,
        summary: 'The secret with which a reader SDK collects this payment; never kept',
        params,
        body: clientSecretRequestSchema,
        response: { ...response, 200: clientSecretResponseSchema },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const { storeId } = deviceOf(request)
      return valueOrAnswer(await payments.handToPage(storeId, request.params.key, request.body.readerId))
    },
  )
  app.get(
    '/v1/payments/:key',
    { schema: { tags, summary: 'Read a payment back', params, response } },
    async (request) => answer(await payments.refresh(deviceOf(request).storeId, request.params.key)),
  )
  app.post(
    '/v1/payments/:key/cancel',
    { schema: { tags, summary: 'Cancel a payment; answers what it then is', params, response } },
    async (request) => {
      const device = deviceOf(request)
      await note(device, request.params.key, 'payment.cancel-asked', request.id)
      return answer(await payments.cancel(device.storeId, request.params.key))
    },
  )
  app.post(
    '/v1/payments/:key/capture',
    { schema: { tags, summary: 'Capture an authorised payment', params, response } },
    async (request) => {
      const device = deviceOf(request)
      await note(device, request.params.key, 'payment.capture-asked', request.id)
      return answer(await payments.capture(device.storeId, request.params.key))
    },
  )
}
