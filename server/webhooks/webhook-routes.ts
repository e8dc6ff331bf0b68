import { z } from 'zod'
import type { App } from '../http/app-type.ts'
import { errorAnswers, valueOrAnswer } from '../http/errors.ts'
import { type InboxDeps, receiveWebhook } from './receive-webhook.ts'

/** Open to anyone: the signature is the proof. `kept` runs after the event is durable. */
export function registerWebhookRoutes(app: App, deps: InboxDeps, kept: () => void): void {
  app.post(
    '/v1/webhooks/stripe',
    {
      schema: {
        tags: ['webhooks'],
        summary: 'Events of the payment processor',
        description: 'Answered once the event is durable; processed after that.',
        response: { 200: z.strictObject({ received: z.literal(true) }), ...errorAnswers(400, 409) },
      },
    },
    async (request) => {
      const header = request.headers['stripe-signature']
      const signature = typeof header === 'string' ? header : ''
      valueOrAnswer(await receiveWebhook(deps, request.rawBody, signature, request.id))
      kept()
      return { received: true as const }
    },
  )
}
