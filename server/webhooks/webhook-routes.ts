import { z } from 'zod'
import type { App } from '../http/app-type.ts'
import { errorAnswers, valueOrAnswer } from '../http/errors.ts'
import { type InboxDeps, receiveWebhook } from './receive-webhook.ts'

/** The largest event is a few kilobytes of one object; this leaves room for what a later version adds. */
export const webhookBytesMax = 500_000

/** Open to anyone: the signature is the proof. `kept` runs after the event is durable. */
export function registerWebhookRoutes(app: App, deps: InboxDeps, kept: () => void): void {
  app.register(async (scope: App) => {
    // The signature is over the bytes as they came, and nothing is parsed before it is checked.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser<string>(
      'application/json',
      { parseAs: 'string', bodyLimit: webhookBytesMax },
      (request, text, done) => {
        request.rawBody = text
        done(null, undefined)
      },
    )
    scope.post(
      `/v1/webhooks/${deps.processor.id}`,
      {
        bodyLimit: webhookBytesMax,
        schema: {
          tags: ['webhooks'],
          summary: 'Events of the payment processor',
          description: 'Answered once the event is durable; processed after that.',
          response: {
            200: z.strictObject({ received: z.literal(true) }),
            ...errorAnswers(400, 409, 413, 500, 503, 507),
          },
        },
      },
      async (request) => {
        const header = request.headers[deps.processor.signatureHeader]
        const signature = typeof header === 'string' ? header : ''
        const receipt = valueOrAnswer(await receiveWebhook(deps, request.rawBody, signature, request.id))
        if (receipt === 'kept') kept()
        return { received: true as const }
      },
    )
  })
}
