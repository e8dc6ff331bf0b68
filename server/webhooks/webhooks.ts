import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import type { Clock } from '../../domain/ids/clock.ts'
import type { Mode } from '../../domain/mode/mode.ts'
import type { ExceptionActions } from '../exceptions/act-on-exception.ts'
import type { App } from '../http/app-type.ts'
import { enqueueJob } from '../jobs/enqueue-job.ts'
import type { DeadJobHandler, JobHandler, JobRunner } from '../jobs/job-runner.ts'
import type { Payments } from '../payments/payments.ts'
import type { ResilientProcessor } from '../processors/resilience.ts'
import type { Refunds } from '../refunds/refunds.ts'
import type { Secret } from '../secret.ts'
import type { Store } from '../store/store.ts'
import { catchUpKind, createCatchUp, enqueueCatchUp } from './catch-up.ts'
import { createClockWatch } from './clock-watch.ts'
import { buryEvents, createReplay } from './dead-events.ts'
import { webhookJobKind } from './inbox.ts'
import { createEndpointRegistration, practiceSecrets, registerEndpointKind } from './practice-endpoint.ts'
import { createWebhookHandler } from './process-webhook.ts'
import { createTakeTogether } from './take-together.ts'
import { registerWebhookMetrics } from './webhook-metrics.ts'
import { registerWebhookRoutes } from './webhook-routes.ts'

export type Webhooks = {
  /** By kind, for the job runner that `bind` is given. */
  readonly handlers: readonly (readonly [string, JobHandler])[]
  readonly dead: ReadonlyMap<string, DeadJobHandler>
  readonly registerMetrics: (registry: Registry) => void
  /** Everything that needs the runner of those handlers. */
  readonly bind: (jobs: JobRunner) => {
    readonly openRoutes: (app: App) => void
    readonly exceptionActions: ExceptionActions
    /** Asks for what came while no server ran. */
    readonly start: () => Promise<void>
  }
}

export type WebhooksDeps = {
  readonly mode: Mode
  /** Those of the environment; none in practice. */
  readonly secrets: readonly Secret[]
  /** The account of this server's key, once it is known. */
  readonly accountId: () => Promise<string | null>
  readonly store: Store
  readonly clock: Clock
  readonly logger: Logger
  readonly processor: ResilientProcessor
  readonly payments: Payments
  readonly refunds: Refunds
  /** See `ServerDeps`. */
  readonly soon: (run: () => void) => void
}

/** Everything about the processor's events, composed: inbox, processing, catch-up, the dead, the clock, and practice's own endpoint. */
export function createWebhooks(deps: WebhooksDeps): Webhooks {
  const { store, clock, logger, processor, accountId } = deps
  const clockWatch = createClockWatch({ store, clock, logger, processorId: processor.id })
  const isPractice = deps.mode === 'practice' && deps.secrets.length === 0
  let ownUrl: string | null = null
  let wake = (): void => {}

  const secrets = async (): Promise<readonly string[]> =>
    deps.secrets.length === 0
      ? practiceSecrets(store.db, processor.id)
      : deps.secrets.map((secret) => secret.reveal())

  /** Practice: as soon as the address is known, events are sent here. A job, so that a practice world that starts later is met too. */
  const registerEndpoint = async (port: number): Promise<void> => {
    const nowMs = clock.nowMs()
    const url = `http://127.0.0.1:${port}/v1/webhooks/${processor.id}`
    ownUrl = url
    await store.transaction((trx) =>
      enqueueJob(trx, { storeId: '', kind: registerEndpointKind, subject: url, runAtMs: nowMs, nowMs }),
    )
    wake()
  }

  return {
    handlers: [
      [webhookJobKind, createWebhookHandler(deps)],
      [catchUpKind, createCatchUp({ store, clock, logger, processor, accountId, taken: () => wake() })],
      [registerEndpointKind, createEndpointRegistration({ store, clock, processor, ownUrl: () => ownUrl })],
    ],
    dead: new Map([[webhookJobKind, buryEvents(processor.id)]]),
    registerMetrics: (registry) => registerWebhookMetrics(registry, { store, clock, clockWatch }),
    bind: (jobs) => {
      wake = jobs.wake
      const replay = createReplay({ store, clock, processorId: processor.id, jobs })
      return {
        openRoutes: (app) => {
          registerWebhookRoutes(
            app,
            {
              store,
              clock,
              logger,
              processor,
              secrets,
              accountId,
              clockWatch,
              take: createTakeTogether(store, deps.soon),
            },
            jobs.wake,
          )
          if (!isPractice) return
          app.addHook('onListen', async () => {
            const { port } = app.server.address() as AddressInfo
            await registerEndpoint(port)
          })
        },
        exceptionActions: { 'webhook.dead': { replay } },
        start: () => enqueueCatchUp(store, processor.id, clock.nowMs()),
      }
    },
  }
}
