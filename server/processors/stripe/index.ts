import type { Processor } from '../../../domain/payment/processor.ts'
import type { ProcessorAdapter } from '../adapter.ts'
import type { ProcessorTransport } from '../transport.ts'
import { amountLimits, toWireAmount } from './amounts.ts'
import { ask, unlessMissing } from './ask.ts'
import { createStripeClient, stripeApiVersion, verbTimeoutsMs } from './client.ts'
import {
  readStripeConfig,
  type StripeConfig,
  stripeMismatches,
  stripeMistakes,
  stripeVariables,
} from './config.ts'
import { listIntents, listWireEvents, lookUpIntent, lookUpRefund } from './look-up.ts'
import { missingPermissions } from './permissions.ts'
import { readerVerbs } from './reader-verbs.ts'
import {
  toAccount,
  toHostedPayment,
  toIntentParams,
  toPayment,
  toRefund,
  toRefundParams,
  toSessionParams,
} from './transform.ts'
import { verifyStripeWebhook } from './verify-webhook.ts'
import { toWebhookEvent } from './webhook.ts'

const hourMs = 3_600_000

/** Stripe behind the processor port: which verb is which call. Stateless. */
export function createStripeProcessor(config: StripeConfig, transport?: ProcessorTransport): Processor {
  const client = createStripeClient(config, transport)
  const { paymentIntents, refunds, webhookEndpoints, checkout, accounts } = client
  const options = (verb: keyof typeof verbTimeoutsMs, key?: string) => ({
    timeout: verbTimeoutsMs[verb],
    ...(key === undefined ? {} : { idempotencyKey: key }),
  })
  const withCharge = { expand: ['latest_charge'] }

  return {
    id: 'stripe',
    region: 'global',
    signatureHeader: 'stripe-signature',
    mode: config.mode,
    capabilities: {
      offline: false,
      tipping: true,
      manualCapture: true,
      inPersonRefund: true,
      readerDisplay: true,
      hostedPage: true,
      partialApproval: config.partialApproval,
      currencies: 'any',
      amountLimits,
      keyLifetimeMs: 24 * hourMs,
      keyReuseMaxMs: 23 * hourMs,
    },
    ...readerVerbs(client, options),
    create: (request) => {
      const partialApproval = request.partialApproval && config.partialApproval
      return ask(
        () =>
          paymentIntents.create(
            toIntentParams({ ...request, partialApproval }),
            options('create', request.key),
          ),
        toPayment,
      )
    },
    retrieve: ({ paymentId }) =>
      ask(() => paymentIntents.retrieve(paymentId, withCharge, options('retrieve')), toPayment),
    capture: ({ key, paymentId, amountMinor, currency }) =>
      ask(
        () =>
          paymentIntents.capture(
            paymentId,
            { amount_to_capture: toWireAmount(amountMinor, currency), ...withCharge },
            options('capture', key),
          ),
        toPayment,
      ),
    cancel: ({ key, paymentId }) =>
      ask(() => paymentIntents.cancel(paymentId, withCharge, options('cancel', key)), toPayment),
    refund: (request) =>
      ask(() => refunds.create(toRefundParams(request), options('refund', request.key)), toRefund),
    retrieveRefund: ({ refundId }) =>
      ask(() => refunds.retrieve(refundId, {}, options('retrieveRefund')), toRefund),
    lookUpByKey: (request) =>
      ask(
        () => lookUpIntent(client, request, options('lookUpByKey')),
        (intent) => (intent === null ? null : toPayment(intent)),
      ),
    lookUpRefundByKey: (request) =>
      ask(
        () => lookUpRefund(client, request, options('lookUpRefundByKey')),
        (refund) => (refund === null ? null : toRefund(refund)),
      ),
    listPayments: (window) =>
      ask(
        () => listIntents(client, window, options('listPayments')),
        (intents) => intents.map(toPayment),
      ),
    listEvents: (window) =>
      ask(
        () => listWireEvents(client, window, options('listEvents')),
        (events) => events.map(toWebhookEvent),
      ),
    clientSecret: async ({ paymentId }) => {
      const answer = await ask(
        () => paymentIntents.retrieve(paymentId, {}, options('clientSecret')),
        (intent) => (intent.client_secret === null ? null : { secret: intent.client_secret }),
      )
      return unlessMissing(answer, 'no_client_secret')
    },
    hostedPayment: async (request) => {
      const answer = await ask(
        () => checkout.sessions.create(toSessionParams(request), options('hostedPayment', request.key)),
        toHostedPayment,
      )
      return unlessMissing(answer, 'no_hosted_page')
    },
    account: () =>
      ask(
        () => accounts.retrieveCurrent({}, options('account')),
        (account) => toAccount(account, config.mode),
      ),
    missingPermissions: () => missingPermissions(client, options('missingPermissions')),
    ensureWebhookEndpoint: ({ key, url, knownId }) =>
      ask(
        async () => {
          if (knownId !== null) {
            const known = await webhookEndpoints.update(
              knownId,
              { url, enabled_events: ['*'], disabled: false },
              options('ensureWebhookEndpoint', key),
            )
            return { id: known.id, secret: null }
          }
          const made = await webhookEndpoints.create(
            { url, enabled_events: ['*'], api_version: stripeApiVersion },
            options('ensureWebhookEndpoint', key),
          )
          return { id: made.id, secret: made.secret ?? null }
        },
        (endpoint) => endpoint,
      ),
    verifyWebhook: (request) => verifyStripeWebhook(client, config.mode, request),
  }
}

/** Stripe, as the registry knows it. */
export const stripe: ProcessorAdapter = {
  name: 'Stripe',
  variables: stripeVariables,
  check: (given) => ({
    mistakes: [...stripeMistakes(given)],
    mismatches: [...stripeMismatches(given)],
    connect: () => {
      const { config, ...rest } = readStripeConfig(given)
      return { ...rest, open: (transport) => createStripeProcessor(config, transport) }
    },
  }),
}
