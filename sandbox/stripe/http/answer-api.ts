import { nowSeconds } from '../clock.ts'
import {
  fingerprintOf,
  type IdempotencyKeys,
  parseKey,
  type SavedAnswer,
} from '../idempotency/idempotency.ts'
import { randomToken } from '../ids.ts'
import { requireCurrent, requirePermission } from '../keys/api-keys.ts'
import { faultRefusal } from '../practice-controls/fault-answers.ts'
import type { Fault, Faults } from '../practice-controls/faults.ts'
import { storageSentence } from '../store/storage-sentence.ts'
import type { World } from '../world.ts'
import { authenticate } from './authenticate.ts'
import { errorBody } from './error-body.ts'
import { expanded, takeExpand } from './expand.ts'
import { fetchExpanded } from './fetch-expanded.ts'
import { decodeForm, type FormHash } from './form.ts'
import { findRoute, type Route } from './route.ts'
import { StripeRefusal } from './stripe-refusal.ts'
import { currentVersion, parseVersion, renderForVersion } from './versions.ts'

export interface ApiRequest {
  readonly method: string
  readonly path: string
  readonly query: string
  readonly body: string
  readonly header: (name: string) => string | undefined
}

export interface ApiAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface Api {
  readonly world: World
  readonly routes: readonly Route[]
  readonly keys: IdempotencyKeys
  readonly faults: Faults
  /** Called after each request that may have changed something. */
  readonly changed: () => void
  /** Aborted when the server closes, so that nobody hangs on. */
  readonly closing: AbortSignal
}

/** What a request needs once its headers are read. */
interface Prepared {
  readonly requestId: string
  readonly apiKey: string
  readonly origin: string
  readonly version: string
  readonly key: string | undefined
  readonly params: FormHash
  readonly fault: Fault | undefined
}

const unknownUrl = (request: ApiRequest): StripeRefusal =>
  new StripeRefusal({
    status: 404,
    executed: false,
    error: {
      type: 'invalid_request_error',
      message: `Unrecognized request URL (${request.method}: ${request.path}). The practice Stripe has no such endpoint.`,
    },
  })

const refusalText = (api: Api, refusal: StripeRefusal, requestId: string): string =>
  JSON.stringify(errorBody(refusal.error, requestId, nowSeconds(api.world.clock)))

/** Waits, but not longer than the server lives. */
const hang = (api: Api, delayMs: number): Promise<void> =>
  new Promise((resolve) => {
    if (api.closing.aborted) return resolve()
    const done = (): void => {
      cancelTimer()
      api.closing.removeEventListener('abort', done)
      resolve()
    }
    const cancelTimer = api.world.scheduler.after(delayMs, done)
    api.closing.addEventListener('abort', done, { once: true })
  })

/** Runs the route and keeps its answer under the key, all in one transaction. */
const execute = (
  api: Api,
  route: Route,
  id: string,
  prepared: Prepared,
  fingerprint: string,
): SavedAnswer => {
  const { world, keys } = api
  const { requestId, version, key } = prepared
  const keep = (answer: SavedAnswer): SavedAnswer => {
    if (key !== undefined) keys.save(key, fingerprint, answer)
    return answer
  }
  const after = prepared.fault?.when === 'after' ? faultRefusal(prepared.fault) : undefined
  try {
    return world.store.transaction(() => {
      const context = { ...world, cause: { requestId, idempotencyKey: key ?? null } }
      const { rest, paths } = takeExpand(prepared.params)
      const answer = route.handle(context, { id, params: rest, version, origin: prepared.origin })
      if (after !== undefined) {
        return keep({ status: after.status, body: refusalText(api, after, requestId), requestId })
      }
      const body =
        answer.status === 200
          ? expanded(answer.body, paths, fetchExpanded(world))
          : errorBody(answer.body, requestId, nowSeconds(world.clock))
      return keep({ status: answer.status, body: JSON.stringify(renderForVersion(body, version)), requestId })
    })
  } catch (error) {
    if (!(error instanceof StripeRefusal) || !error.executed) throw error
    return world.store.transaction(() =>
      keep({ status: error.status, body: refusalText(api, error, requestId), requestId }),
    )
  }
}

const perform = async (api: Api, request: ApiRequest, prepared: Prepared): Promise<ApiAnswer | 'dropped'> => {
  const found = findRoute(api.routes, request.method, request.path)
  if (found === undefined) throw unknownUrl(request)
  requirePermission(api.world, prepared.apiKey, request.method, request.path)
  const { fault, requestId, version, key } = prepared
  const headers: Record<string, string> = {
    'request-id': requestId,
    'stripe-version': version,
    ...(key === undefined ? {} : { 'idempotency-key': key }),
  }
  if (fault?.when === 'before') {
    const refusal = faultRefusal(fault)
    if (refusal !== undefined) throw refusal
    if (fault.kind === 'drop') return 'dropped'
  }
  const fingerprint = fingerprintOf(request.method, request.path, prepared.params)
  if (key !== undefined) {
    const saved = api.keys.claim(key, fingerprint)
    if (saved !== undefined) {
      if (saved.status >= 500) headers['stripe-should-retry'] = 'false'
      headers['idempotent-replayed'] = 'true'
      headers['original-request'] = saved.requestId
      return { status: saved.status, headers, body: saved.body }
    }
  }
  try {
    if (fault?.kind === 'hang' && fault.when === 'before') await hang(api, fault.delayMs)
    if (api.closing.aborted) return 'dropped'
    const answer = execute(api, found.route, found.id, prepared, fingerprint)
    if (request.method !== 'GET') api.changed()
    if (fault?.kind === 'hang' && fault.when === 'after') await hang(api, fault.delayMs)
    if (fault?.kind === 'drop') return 'dropped'
    if (key !== undefined) headers['original-request'] = requestId
    return { status: answer.status, headers, body: answer.body }
  } finally {
    if (key !== undefined) api.keys.release(key)
  }
}

/** Stripe's answer to trouble of its own; what exactly it was stands in our log. */
const ownFailure = (error: unknown): StripeRefusal => {
  const sentence = storageSentence(error)
  console.error(sentence ?? error)
  const message =
    sentence ??
    'The practice Stripe failed; the cause is in its log. Look what happened before you repeat it.'
  return new StripeRefusal({ status: 500, executed: false, error: { type: 'api_error', message } })
}

/**
 * Answers one request to /v1 as Stripe would. 'dropped' means: say nothing and close the connection.
 * Order as at Stripe: key, version, limiter, idempotency, then the work itself.
 */
export const answerApi = async (api: Api, request: ApiRequest): Promise<ApiAnswer | 'dropped'> => {
  const requestId = `req_${randomToken(api.world.random, 14)}`
  let version = currentVersion
  try {
    const apiKey = authenticate(request.header('authorization'))
    requireCurrent(api.world, apiKey)
    version = parseVersion(request.header('stripe-version'))
    const prepared: Prepared = {
      requestId,
      apiKey,
      origin: `http://${request.header('host') ?? '127.0.0.1'}`,
      version,
      key: request.method === 'POST' ? parseKey(request.header('idempotency-key')) : undefined,
      params: decodeForm(request.method === 'POST' ? request.body : request.query),
      fault: api.faults.take(request.method, request.path),
    }
    return await perform(api, request, prepared)
  } catch (error) {
    const refusal = error instanceof StripeRefusal ? error : ownFailure(error)
    const key = request.method === 'POST' ? request.header('idempotency-key') : undefined
    return {
      status: refusal.status,
      headers: {
        'request-id': requestId,
        'stripe-version': version,
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...(refusal.status === 401 ? { 'www-authenticate': 'Bearer realm="Stripe"' } : {}),
        ...refusal.headers,
      },
      body: refusalText(api, refusal, requestId),
    }
  }
}
