import type { AddressInfo } from 'node:net'
import { assert } from '../../domain/assert.ts'
import { ok } from '../../domain/result.ts'
import type { ServerDeps } from '../deps.ts'
import type { ExceptionActions } from '../exceptions/act-on-exception.ts'
import type { Room } from '../http/room.ts'
import { enqueueJob } from '../jobs/enqueue-job.ts'
import { createJobRunner, type JobHandler, type JobRunner } from '../jobs/job-runner.ts'
import { type ProcessorId, processors } from '../processors/registry.ts'
import { withRetries } from '../processors/resilience.ts'
import { stripeConfig } from '../processors/stripe/config.ts'
import { registerReaderRoutes } from '../readers/reader-routes.ts'
import { createRefundJanitor } from '../refunds/refund-janitor.ts'
import { registerRefundRoutes } from '../refunds/refund-routes.ts'
import { refundJanitorKind } from '../refunds/refund-visits.ts'
import { createRefunds, type Refunds } from '../refunds/refunds.ts'
import { sleepUntilEnding, systemScheduler } from '../scheduler.ts'
import {
  createEndpointRegistration,
  practiceSecrets,
  registerEndpointKind,
} from '../webhooks/practice-endpoint.ts'
import { createWebhookHandler, webhookJobKind } from '../webhooks/process-webhook.ts'
import { registerWebhookRoutes } from '../webhooks/webhook-routes.ts'
import { createJanitor } from './janitor.ts'
import { janitorKind } from './janitor-visits.ts'
import { createKeyedQueue } from './keyed-queue.ts'
import { registerPaymentRoutes } from './payment-routes.ts'
import { createPayments, type Payments } from './payments.ts'

export type PaymentsRoom = Room & {
  readonly payments: Payments
  readonly refunds: Refunds
  readonly jobs: JobRunner
  /** What a person can have done about an exception of this noun. */
  readonly exceptionActions: ExceptionActions
}

/** The processor of this version's counters. Which one a store uses becomes its setting when there is a second. */
const usedProcessor: ProcessorId = 'stripe'

type Options = {
  /** `manual`: authorise now, capture later. The counter sale captures at once. */
  readonly capture?: 'automatic' | 'manual' | undefined
}

/**
 * Everything about card money, composed: processor, payments, refunds, readers, webhooks and the jobs that drive them.
 */
export function createPaymentsRoom(deps: ServerDeps, options: Options = {}): PaymentsRoom {
  const { config, store, clock, logger } = deps
  const stripe = stripeConfig({
    mode: config.mode,
    secretKey: config.stripe.secretKey?.reveal() ?? null,
    apiBase: config.stripe.apiBase,
  })
  assert(stripe.ok, 'the configuration was checked when it was read')

  const ending = new AbortController()
  const scheduler = deps.scheduler ?? systemScheduler
  const processor = withRetries(processors[usedProcessor](stripe.value, deps.transport), {
    clock,
    random: () => deps.randomBytes(4).readUInt32BE() / 2 ** 32,
    sleep: sleepUntilEnding(scheduler, ending.signal),
  })
  const queue = createKeyedQueue()
  const payments = createPayments({
    store,
    clock,
    logger,
    processor,
    queue,
    capture: options.capture ?? 'automatic',
  })
  const refunds = createRefunds({
    store,
    clock,
    processor,
    queue,
    refreshPayment: (storeId, key) => payments.refresh(storeId, key, true),
  })
  let ownUrl: string | null = null
  const handlers = new Map<string, JobHandler>([
    [janitorKind, createJanitor(payments, clock)],
    [refundJanitorKind, createRefundJanitor(refunds, clock)],
    [webhookJobKind, createWebhookHandler({ store, clock, logger, processor, payments, refunds })],
    [registerEndpointKind, createEndpointRegistration({ store, clock, processor, ownUrl: () => ownUrl })],
  ])
  const jobs = createJobRunner({ store, clock, logger, handlers, scheduler })
  const { webhookSecret } = config.stripe
  const secrets = async (): Promise<readonly string[]> =>
    webhookSecret === null ? practiceSecrets(store.db, processor.id) : webhookSecret.reveal().split(',')

  /** Practice: as soon as the address is known, events are sent here. A job, so that a practice world that starts later is met too. */
  const registerEndpoint = async (port: number): Promise<void> => {
    const nowMs = clock.nowMs()
    const url = `http://127.0.0.1:${port}/v1/webhooks/${processor.id}`
    ownUrl = url
    await store.transaction((trx) =>
      enqueueJob(trx, { storeId: '', kind: registerEndpointKind, subject: url, runAtMs: nowMs, nowMs }),
    )
    jobs.wake()
  }

  return {
    name: 'payments',
    payments,
    refunds,
    jobs,
    exceptionActions: {},
    openRoutes: (app) => {
      registerWebhookRoutes(app, { store, clock, logger, processor, secrets }, jobs.wake)
      if (config.mode !== 'practice' || webhookSecret !== null) return
      app.addHook('onListen', async () => {
        const { port } = app.server.address() as AddressInfo
        await registerEndpoint(port)
      })
    },
    deviceRoutes: (app) => {
      registerPaymentRoutes(app, payments)
      registerRefundRoutes(app, refunds)
      registerReaderRoutes(app, { db: store.db, processor, queue })
    },
    start: async () => {
      jobs.start()
      return ok(undefined)
    },
    close: async () => {
      ending.abort()
      await jobs.close()
    },
  }
}
