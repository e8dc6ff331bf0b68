import type { Processor, ProcessorAnswer } from '../../../domain/payment/processor.ts'
import { createStripeClient, readWireError, stripeApiVersion, verbTimeoutsMs } from './client.ts'
import type { StripeConfig } from './config.ts'
import { answerOfError } from './errors.ts'
import { lookUpIntent, lookUpRefund } from './look-up.ts'
import {
  toDisplayParams,
  toIntentParams,
  toPayment,
  toReader,
  toRefund,
  toRefundParams,
  toWireAmount,
} from './transform.ts'
import { verifyStripeWebhook } from './webhook.ts'

/** The SDK hangs the answer's headers on the object it returns; lists that were paged through by us have none. */
const requestIdOf = (wire: unknown): string | null => {
  if (typeof wire !== 'object' || wire === null || !('lastResponse' in wire)) return null
  const { lastResponse } = wire
  if (typeof lastResponse !== 'object' || lastResponse === null || !('requestId' in lastResponse)) return null
  return typeof lastResponse.requestId === 'string' ? lastResponse.requestId : null
}

/** One call: its answer as a value, whatever happened on the way. Only our own bugs still throw. */
async function ask<W, T>(call: () => Promise<W>, read: (wire: W) => T): Promise<ProcessorAnswer<T>> {
  let wire: W
  try {
    wire = await call()
  } catch (error) {
    const known = readWireError(error)
    if (known === null) throw error
    return answerOfError(known)
  }
  return { kind: 'done', value: read(wire), requestId: requestIdOf(wire) }
}

/** Stripe behind the processor port: which verb is which call. Stateless. */
export function createStripeProcessor(config: StripeConfig): Processor {
  const client = createStripeClient(config)
  const { paymentIntents, refunds, terminal, webhookEndpoints } = client
  const options = (verb: keyof typeof verbTimeoutsMs, key?: string) => ({
    timeout: verbTimeoutsMs[verb],
    ...(key === undefined ? {} : { idempotencyKey: key }),
  })
  const withCharge = { expand: ['latest_charge'] }

  return {
    id: 'stripe',
    mode: config.mode,
    capabilities: {
      offline: false,
      tipping: true,
      manualCapture: true,
      inPersonRefund: true,
      readerDisplay: true,
      currencies: 'any',
      keyLifetimeMs: 24 * 3_600_000,
    },
    create: (request) =>
      ask(() => paymentIntents.create(toIntentParams(request), options('create', request.key)), toPayment),
    processOnReader: ({ key, readerId, paymentId }) =>
      ask(
        () =>
          terminal.readers.processPaymentIntent(
            readerId,
            { payment_intent: paymentId },
            options('processOnReader', key),
          ),
        toReader,
      ),
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
    listReaders: () =>
      ask(
        () => terminal.readers.list({ limit: 100 }, options('listReaders')),
        (page) => page.data.map(toReader),
      ),
    readerAction: ({ readerId }) =>
      ask(async () => {
        const reader = await terminal.readers.retrieve(readerId, {}, options('readerAction'))
        return 'action' in reader ? toReader(reader) : null
      }, readerOrGone(readerId)),
    cancelReaderAction: ({ key, readerId }) =>
      ask(async () => {
        const reader = await terminal.readers.cancelAction(readerId, {}, options('cancelReaderAction', key))
        return 'action' in reader ? toReader(reader) : null
      }, readerOrGone(readerId)),
    display: (request) =>
      ask(
        () =>
          terminal.readers.setReaderDisplay(
            request.readerId,
            toDisplayParams(request),
            options('display', request.key),
          ),
        toReader,
      ),
    connectionToken: ({ key }) =>
      ask(
        () => terminal.connectionTokens.create({}, options('connectionToken', key)),
        (token) => ({ secret: token.secret }),
      ),
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

/** A reader that was deleted at Stripe is a reader that cannot be reached. */
const readerOrGone =
  (readerId: string) =>
  (reader: ReturnType<typeof toReader> | null): ReturnType<typeof toReader> =>
    reader ?? { id: readerId, label: readerId, deviceType: 'deleted', online: false, action: null }
