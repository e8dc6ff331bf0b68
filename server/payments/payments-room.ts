import type { Registry } from 'prom-client'
import { ok } from '../../domain/result.ts'
import { boundAccount } from '../account/bind-account.ts'
import { onlyStore } from '../catalogue/shop.ts'
import type { ServerDeps } from '../deps.ts'
import { createEventVerifier, scheduleVerification, verifyEventsKind } from '../events/verify-job.ts'
import type { ExceptionActions } from '../exceptions/act-on-exception.ts'
import type { Room } from '../http/room.ts'
import { createJobRunner, type JobHandler, type JobRunner } from '../jobs/job-runner.ts'
import { linkProcessor } from '../processors/processor-link.ts'
import type { ResilientProcessor } from '../processors/resilience.ts'
import { registerReaderRoutes } from '../readers/reader-routes.ts'
import { registerReaderTestRoutes } from '../readers/reader-test-routes.ts'
import { createReaderTests } from '../readers/reader-tests.ts'
import { readerTestKind } from '../readers/save-test.ts'
import { createRefundJanitor } from '../refunds/refund-janitor.ts'
import { registerRefundRoutes } from '../refunds/refund-routes.ts'
import { refundJanitorKind } from '../refunds/refund-visits.ts'
import { createRefunds, type Refunds } from '../refunds/refunds.ts'
import { systemScheduler } from '../scheduler.ts'
import { createWebhooks } from '../webhooks/webhooks.ts'
import { isLost } from './is-lost.ts'
import { createJanitor } from './janitor.ts'
import { janitorKind } from './janitor-visits.ts'
import { createKeyedQueue } from './keyed-queue.ts'
import { createNoteAsked } from './note-asked.ts'
import { createPaymentExceptions } from './payment-exceptions.ts'
import { registerPaymentRoutes } from './payment-routes.ts'
import { createPayments, type Payments } from './payments.ts'
import { createSweepJob } from './sweep/sweep-job.ts'
import { registerSweepRoutes } from './sweep/sweep-routes.ts'
import { scheduleSweeps, sweepKind } from './sweep/sweep-row.ts'

export type PaymentsRoom = Room & {
  readonly payments: Payments
  readonly refunds: Refunds
  readonly jobs: JobRunner
  readonly processor: ResilientProcessor
  readonly registerMetrics: (registry: Registry) => void
  /** What a person can have done about an exception of this noun. */
  readonly exceptionActions: ExceptionActions
}

type Options = {
  /** `manual`: authorise now, capture later. The counter sale captures at once. */
  readonly capture?: 'automatic' | 'manual' | undefined
}

/**
 * Everything about card money, composed: processor, payments, refunds, readers, webhooks and the jobs that drive them.
 */
export function createPaymentsRoom(deps: ServerDeps, options: Options = {}): PaymentsRoom {
  const { config, store, clock, logger } = deps
  const scheduler = deps.scheduler ?? systemScheduler
  const link = linkProcessor(deps)
  const { processor } = link
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
  const readerDeps = { store, clock, newId: deps.newId, processor, queue }
  const readerTests = createReaderTests(readerDeps, config.mode)
  const webhooks = createWebhooks({
    mode: config.mode,
    secrets: config.processor.webhookSecrets,
    accountId: () => boundAccount(store.db, processor.id),
    store,
    clock,
    logger,
    processor,
    payments,
    refunds,
    soon: deps.soon ?? ((run) => void setImmediate(run)),
  })
  const handlers = new Map<string, JobHandler>([
    [janitorKind, createJanitor(payments, clock)],
    [refundJanitorKind, createRefundJanitor(refunds, clock)],
    [readerTestKind, readerTests.job],
    [sweepKind, createSweepJob({ store, clock, logger, processor, payments })],
    [
      verifyEventsKind,
      createEventVerifier({ store, clock, logger, storeForNone: () => onlyStore(store.db) }),
    ],
    ...webhooks.handlers,
  ])
  const jobs = createJobRunner({ store, clock, logger, handlers, dead: webhooks.dead, scheduler })
  const events = webhooks.bind(jobs)

  return {
    name: 'payments',
    payments,
    refunds,
    jobs,
    processor,
    exceptionActions: {
      ...events.exceptionActions,
      ...createPaymentExceptions({ store, processor, payments, refunds }),
    },
    registerMetrics: webhooks.registerMetrics,
    openRoutes: events.openRoutes,
    deviceRoutes: (app) => {
      registerPaymentRoutes(app, payments, createNoteAsked(store, clock), (row) => isLost(store.db, row))
      registerRefundRoutes(app, refunds)
      registerReaderRoutes(app, readerDeps)
      registerReaderTestRoutes(app, readerTests)
    },
    adminRoutes: (app) => registerSweepRoutes(app, { store, clock }, jobs.wake),
    ready: async () => link.account.refusal() ?? ok(undefined),
    start: async () => {
      const agreed = await link.account.start()
      if (!agreed.ok) return agreed
      await events.start()
      await scheduleVerification(store, clock.nowMs())
      await scheduleSweeps(store, await onlyStore(store.db), clock.nowMs())
      jobs.start()
      return ok(undefined)
    },
    close: async () => {
      const unlinked = link.close()
      await jobs.close()
      await unlinked
    },
  }
}
