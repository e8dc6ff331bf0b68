import type { ErrorCode } from '../../domain/errors/codes.ts'
import type { Clock } from '../../domain/ids/clock.ts'
import type {
  Processor,
  ProcessorAnswer,
  ProcessorCause,
  ProcessorVerb,
  ProcessorVerbs,
} from '../../domain/payment/processor.ts'
import type { Failure } from '../../domain/result.ts'
import { type CallSummary, summariseCall } from '../events/summarise-call.ts'
import { type Breaker, type BreakerState, createBreaker, type Permit } from './breaker.ts'
import { isOutage } from './is-outage.ts'
import { scrubAnswer, scrubCheck } from './scrub-answer.ts'
import { budgetsMs } from './verb-budgets.ts'

/**
 * Resilience, once, around every adapter: at most five attempts under the same key, exponential backoff with full jitter, never after an answer that
 * says no (https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/); a circuit breaker; and no key is ever sent again once the
 * processor may have forgotten it.
 */
export const attemptsMax = 5
const backoffBaseMs = 200
const backoffMaxMs = 4_000

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
  /** Which objects it was about, and request and answer in short. */
  readonly summary?: CallSummary | undefined
}

/** What the caller knows of the key that a call goes out under. */
export type KeyHistory = {
  /** When it may have gone out for the first time, unix milliseconds; null: certainly never. Left out: not known, so it is presumed to have. */
  readonly firstSentAtMs?: number | null | undefined
}

export type RetryDeps = {
  readonly clock: Clock
  /** 0 ≤ x < 1. */
  readonly random: () => number
  /** Resolves after that long; false when the process is ending and nothing more should be tried. */
  readonly sleep: (ms: number) => Promise<boolean>
  /** Why nothing may be changed at the processor at all: its key is of another account, or may not. Reads go on. */
  readonly refusal?: (() => Failure | null) | undefined
  /** Told after each change of the breaker. */
  readonly onBreaker?: ((state: ProcessorState) => void) | undefined
}

/** Full jitter: anything from nothing to the exponential ceiling. `attempt` counts from 1. */
export const backoffMs = (attempt: number, random: () => number): number =>
  Math.floor(random() * Math.min(backoffMaxMs, backoffBaseMs * 2 ** attempt))

const notSent = (code: string, errorCode: ErrorCode, message: string): ProcessorCause => ({
  code,
  message,
  retry: false,
  errorCode,
  httpStatus: null,
  requestId: null,
  replayed: false,
})
const breakerOpen = notSent(
  'breaker_open',
  'processor_down',
  'The processor did not answer several times; nothing is sent to it for a moment.',
)
const keyTooOld = notSent(
  'key_too_old',
  'payment_unknown',
  'The processor may have forgotten this key, so it is not sent again: what became of it must be looked up.',
)

type Call<T> = {
  readonly verb: ProcessorVerb
  /** null for reads. */
  readonly key: string | null
  readonly history: KeyHistory
  readonly send: () => Promise<ProcessorAnswer<T>>
  /** What is sent, for the event log. */
  readonly request: unknown
}

type Around = RetryDeps & {
  readonly breaker: Breaker
  readonly keyReuseMaxMs: number
}

async function sendOnce<T>(permit: Permit, send: Call<T>['send']): Promise<ProcessorAnswer<T>> {
  try {
    const answer = await send()
    if (isOutage(answer)) permit.failed(answer.kind === 'done' ? '' : answer.cause.code)
    else permit.answered()
    return answer
  } catch (bug) {
    // The one attempt that was let through must have an end, or nothing is ever sent again.
    permit.failed('bug')
    throw bug
  }
}

async function retrying<T>(around: Around, trail: CallRecord[], call: Call<T>): Promise<ProcessorAnswer<T>> {
  const { clock, random, sleep, breaker } = around
  const { verb, key, history } = call
  const begunMs = clock.monotonicMs()
  const presumedSent = key === null || history.firstSentAtMs !== null
  let maybeApplied: ProcessorAnswer<T> | null = null

  const record = (attempt: number, atMs: number, tookMs: number, answer: ProcessorAnswer<T>): void => {
    const cause = answer.kind === 'done' ? null : answer.cause
    trail.push({
      verb,
      key,
      attempt,
      atMs,
      tookMs,
      outcome: answer.kind,
      code: cause?.code ?? null,
      httpStatus: cause?.httpStatus ?? null,
      requestId: answer.kind === 'done' ? answer.requestId : answer.cause.requestId,
      replayed: cause?.replayed ?? false,
      summary: summariseCall(call.request, answer.kind === 'done' ? answer.value : null),
    })
  }
  /** "Not done" is only said of what certainly never went out; a read that was not sent has told nothing. */
  const unsent = (attempt: number, cause: ProcessorCause): ProcessorAnswer<T> => {
    const kind = presumedSent || maybeApplied !== null ? 'unknown' : 'refused'
    const answer = { kind, cause } as const
    record(attempt, clock.nowMs(), 0, answer)
    return answer
  }
  const isTooOld = (): boolean =>
    key !== null &&
    typeof history.firstSentAtMs === 'number' &&
    clock.nowMs() - history.firstSentAtMs >= around.keyReuseMaxMs

  for (let attempt = 1; ; attempt += 1) {
    if (isTooOld()) return unsent(attempt, keyTooOld)
    const barred = key === null ? null : (around.refusal?.() ?? null)
    if (barred !== null)
      return unsent(attempt, notSent('key_refused', barred.error.code, barred.error.message))
    const permit = breaker.admit()
    if (permit === null) return unsent(attempt, breakerOpen)
    const atMs = clock.nowMs()
    const sentMs = clock.monotonicMs()
    const answer = await sendOnce(permit, call.send)
    record(attempt, atMs, Math.round(clock.monotonicMs() - sentMs), answer)
    if (answer.kind === 'done') return answer
    if (answer.kind === 'unknown') maybeApplied = answer
    const pauseMs = backoffMs(attempt, random)
    const late = clock.monotonicMs() - begunMs + pauseMs > budgetsMs[verb]
    if (!answer.cause.retry || attempt >= attemptsMax || late) return maybeApplied ?? answer
    // Nothing will be let through when the pause is over: told now rather than then.
    if (breaker.waitMs() > pauseMs) return unsent(attempt + 1, breakerOpen)
    if (!(await sleep(pauseMs))) return maybeApplied ?? answer
  }
}

/** How things stand between this process and a processor. Every server process has a breaker of its own and learns of an outage by itself. */
export type ProcessorState = BreakerState & { readonly processor: string; readonly region: string }

export type ResilientProcessor = Pick<
  Processor,
  'id' | 'region' | 'mode' | 'signatureHeader' | 'capabilities' | 'verifyWebhook'
> & {
  /** The verbs with retries; every attempt is added to `trail`, for the event log. `history` is about the keys of the mutating calls made with it. */
  readonly calls: (trail: CallRecord[], history?: KeyHistory) => ProcessorVerbs
  readonly state: () => ProcessorState
  /** Why nothing may be changed at the processor at all; null: it may. */
  readonly refusal: () => Failure | null
  /** Milliseconds until an attempt is let through again; 0 while anything may be sent. */
  readonly waitMs: () => number
}

export function withRetries(processor: Processor, deps: RetryDeps): ResilientProcessor {
  const { id, region } = processor
  const breaker = createBreaker({
    clock: deps.clock,
    random: deps.random,
    onChange: (state) => deps.onBreaker?.({ processor: id, region, ...state }),
  })
  const around: Around = { ...deps, breaker, keyReuseMaxMs: processor.capabilities.keyReuseMaxMs }
  return {
    id,
    region,
    mode: processor.mode,
    signatureHeader: processor.signatureHeader,
    capabilities: processor.capabilities,
    verifyWebhook: (request) => scrubCheck(processor.verifyWebhook(request)),
    state: () => ({ processor: id, region, ...breaker.state() }),
    waitMs: breaker.waitMs,
    refusal: () => deps.refusal?.() ?? null,
    calls: (trail, history = {}) => {
      const run = <T>(
        verb: ProcessorVerb,
        key: string | null,
        send: () => Promise<ProcessorAnswer<T>>,
        request: unknown = {},
      ) =>
        retrying(around, trail, {
          verb,
          key,
          history,
          send: async () => scrubAnswer(verb, await send()),
          request,
        })
      return {
        create: (r) => run('create', r.key, () => processor.create(r), r),
        processOnReader: (r) => run('processOnReader', r.key, () => processor.processOnReader(r), r),
        collectOnReader: (r) => run('collectOnReader', r.key, () => processor.collectOnReader(r), r),
        confirmOnReader: (r) => run('confirmOnReader', r.key, () => processor.confirmOnReader(r), r),
        refundOnReader: (r) => run('refundOnReader', r.key, () => processor.refundOnReader(r), r),
        retrieve: (r) => run('retrieve', null, () => processor.retrieve(r), r),
        capture: (r) => run('capture', r.key, () => processor.capture(r), r),
        cancel: (r) => run('cancel', r.key, () => processor.cancel(r), r),
        refund: (r) => run('refund', r.key, () => processor.refund(r), r),
        retrieveRefund: (r) => run('retrieveRefund', null, () => processor.retrieveRefund(r), r),
        lookUpByKey: (r) => run('lookUpByKey', null, () => processor.lookUpByKey(r), r),
        lookUpRefundByKey: (r) => run('lookUpRefundByKey', null, () => processor.lookUpRefundByKey(r), r),
        listPayments: (r) => run('listPayments', null, () => processor.listPayments(r), r),
        listEvents: (r) => run('listEvents', null, () => processor.listEvents(r), r),
        listReaders: () => run('listReaders', null, () => processor.listReaders()),
        readerAction: (r) => run('readerAction', null, () => processor.readerAction(r), r),
        cancelReaderAction: (r) => run('cancelReaderAction', r.key, () => processor.cancelReaderAction(r), r),
        display: (r) => run('display', r.key, () => processor.display(r), r),
        registerReader: (r) => run('registerReader', r.key, () => processor.registerReader(r), r),
        renameReader: (r) => run('renameReader', r.key, () => processor.renameReader(r), r),
        removeReader: (r) => run('removeReader', r.key, () => processor.removeReader(r), r),
        listLocations: () => run('listLocations', null, () => processor.listLocations()),
        createLocation: (r) => run('createLocation', r.key, () => processor.createLocation(r), r),
        clientSecret: (r) => run('clientSecret', null, () => processor.clientSecret(r), r),
        hostedPayment: (r) => run('hostedPayment', r.key, () => processor.hostedPayment(r), r),
        account: () => run('account', null, () => processor.account()),
        missingPermissions: () => run('missingPermissions', null, () => processor.missingPermissions()),
        connectionToken: (r) => run('connectionToken', r.key, () => processor.connectionToken(r), r),
        ensureWebhookEndpoint: (r) =>
          run('ensureWebhookEndpoint', r.key, () => processor.ensureWebhookEndpoint(r), r),
      }
    },
  }
}
