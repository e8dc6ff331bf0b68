import type { Clock } from '../../domain/ids/clock.ts'
import type {
  Processor,
  ProcessorAnswer,
  ProcessorVerb,
  ProcessorVerbs,
} from '../../domain/payment/processor.ts'

/**
 * Retries, once, around every adapter: at most five attempts under the same key, exponential backoff with full jitter, never after an answer that
 * says no. (https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/)
 */
export const attemptsMax = 5
const backoffBaseMs = 200
const backoffMaxMs = 4_000

/** No new attempt begins after this long: a customer stands at the counter, and the janitor comes later. */
const budgetsMs: Readonly<Record<ProcessorVerb, number>> = {
  create: 20_000,
  processOnReader: 25_000,
  collectOnReader: 25_000,
  confirmOnReader: 25_000,
  refundOnReader: 25_000,
  retrieve: 8_000,
  capture: 25_000,
  cancel: 20_000,
  refund: 25_000,
  retrieveRefund: 8_000,
  lookUpByKey: 15_000,
  lookUpRefundByKey: 15_000,
  listPayments: 30_000,
  listEvents: 30_000,
  listReaders: 8_000,
  readerAction: 8_000,
  cancelReaderAction: 25_000,
  display: 5_000,
  registerReader: 25_000,
  renameReader: 10_000,
  removeReader: 10_000,
  listLocations: 8_000,
  createLocation: 10_000,
  connectionToken: 10_000,
  clientSecret: 8_000,
  hostedPayment: 20_000,
  account: 8_000,
  missingPermissions: 15_000,
  ensureWebhookEndpoint: 10_000,
}

/** One attempt, for the event log. */
export type CallRecord = {
  readonly verb: ProcessorVerb
  /** The idempotency key it went out under; null for reads. */
  readonly key: string | null
  readonly attempt: number
  readonly atMs: number
  readonly tookMs: number
  readonly outcome: ProcessorAnswer<unknown>['kind']
  readonly code: string | null
  readonly httpStatus: number | null
  readonly requestId: string | null
  readonly replayed: boolean
}

export type RetryDeps = {
  readonly clock: Clock
  /** 0 ≤ x < 1. */
  readonly random: () => number
  /** Resolves after that long; false when the process is ending and nothing more should be tried. */
  readonly sleep: (ms: number) => Promise<boolean>
}

/** Full jitter: anything from nothing to the exponential ceiling. `attempt` counts from 1. */
export const backoffMs = (attempt: number, random: () => number): number =>
  Math.floor(random() * Math.min(backoffMaxMs, backoffBaseMs * 2 ** attempt))

async function retrying<T>(
  deps: RetryDeps,
  trail: CallRecord[],
  verb: ProcessorVerb,
  key: string | null,
  call: () => Promise<ProcessorAnswer<T>>,
): Promise<ProcessorAnswer<T>> {
  const { clock, random, sleep } = deps
  const begunMs = clock.monotonicMs()
  let maybeApplied: ProcessorAnswer<T> | null = null
  for (let attempt = 1; ; attempt += 1) {
    const atMs = clock.nowMs()
    const sentMs = clock.monotonicMs()
    const answer = await call()
    const cause = answer.kind === 'done' ? null : answer.cause
    trail.push({
      verb,
      key,
      attempt,
      atMs,
      tookMs: Math.round(clock.monotonicMs() - sentMs),
      outcome: answer.kind,
      code: cause?.code ?? null,
      httpStatus: cause?.httpStatus ?? null,
      requestId: answer.kind === 'done' ? answer.requestId : answer.cause.requestId,
      replayed: cause?.replayed ?? false,
    })
    if (cause === null) return answer
    if (answer.kind === 'unknown') maybeApplied = answer
    const pauseMs = backoffMs(attempt, random)
    const late = clock.monotonicMs() - begunMs + pauseMs > budgetsMs[verb]
    if (!cause.retry || attempt >= attemptsMax || late || !(await sleep(pauseMs))) {
      // An earlier attempt may have been done: that this one was not says nothing about it.
      return answer.kind === 'refused' && maybeApplied !== null ? maybeApplied : answer
    }
  }
}

export type ResilientProcessor = Pick<
  Processor,
  'id' | 'region' | 'mode' | 'capabilities' | 'verifyWebhook'
> & {
  /** The verbs with retries; every attempt is added to `trail`, for the event log. */
  readonly calls: (trail: CallRecord[]) => ProcessorVerbs
}

export function withRetries(processor: Processor, deps: RetryDeps): ResilientProcessor {
  return {
    id: processor.id,
    region: processor.region,
    mode: processor.mode,
    capabilities: processor.capabilities,
    verifyWebhook: (request) => processor.verifyWebhook(request),
    calls: (trail) => {
      const run = <T>(verb: ProcessorVerb, key: string | null, call: () => Promise<ProcessorAnswer<T>>) =>
        retrying(deps, trail, verb, key, call)
      return {
        create: (r) => run('create', r.key, () => processor.create(r)),
        processOnReader: (r) => run('processOnReader', r.key, () => processor.processOnReader(r)),
        collectOnReader: (r) => run('collectOnReader', r.key, () => processor.collectOnReader(r)),
        confirmOnReader: (r) => run('confirmOnReader', r.key, () => processor.confirmOnReader(r)),
        refundOnReader: (r) => run('refundOnReader', r.key, () => processor.refundOnReader(r)),
        retrieve: (r) => run('retrieve', null, () => processor.retrieve(r)),
        capture: (r) => run('capture', r.key, () => processor.capture(r)),
        cancel: (r) => run('cancel', r.key, () => processor.cancel(r)),
        refund: (r) => run('refund', r.key, () => processor.refund(r)),
        retrieveRefund: (r) => run('retrieveRefund', null, () => processor.retrieveRefund(r)),
        lookUpByKey: (r) => run('lookUpByKey', null, () => processor.lookUpByKey(r)),
        lookUpRefundByKey: (r) => run('lookUpRefundByKey', null, () => processor.lookUpRefundByKey(r)),
        listPayments: (r) => run('listPayments', null, () => processor.listPayments(r)),
        listEvents: (r) => run('listEvents', null, () => processor.listEvents(r)),
        listReaders: () => run('listReaders', null, () => processor.listReaders()),
        readerAction: (r) => run('readerAction', null, () => processor.readerAction(r)),
        cancelReaderAction: (r) => run('cancelReaderAction', r.key, () => processor.cancelReaderAction(r)),
        display: (r) => run('display', r.key, () => processor.display(r)),
        registerReader: (r) => run('registerReader', r.key, () => processor.registerReader(r)),
        renameReader: (r) => run('renameReader', r.key, () => processor.renameReader(r)),
        removeReader: (r) => run('removeReader', r.key, () => processor.removeReader(r)),
        listLocations: () => run('listLocations', null, () => processor.listLocations()),
        createLocation: (r) => run('createLocation', r.key, () => processor.createLocation(r)),
        clientSecret: (r) => run('clientSecret', null, () => processor.clientSecret(r)),
        hostedPayment: (r) => run('hostedPayment', r.key, () => processor.hostedPayment(r)),
        account: () => run('account', null, () => processor.account()),
        missingPermissions: () => run('missingPermissions', null, () => processor.missingPermissions()),
        connectionToken: (r) => run('connectionToken', r.key, () => processor.connectionToken(r)),
        ensureWebhookEndpoint: (r) =>
          run('ensureWebhookEndpoint', r.key, () => processor.ensureWebhookEndpoint(r)),
      }
    },
  }
}
