import { nowSeconds } from '../clock.ts'
import { fingerprintOf, type SavedAnswer } from '../idempotency/idempotency.ts'
import { requirePermission } from '../keys/api-keys.ts'
import { faultRefusal } from '../practice-controls/fault-answers.ts'
import type { Fault } from '../practice-controls/faults.ts'
import type { Api, ApiAnswer, ApiRequest } from './api.ts'
import { errorBody } from './error-body.ts'
import { expanded, takeExpand } from './expand.ts'
import { fetchExpanded } from './fetch-expanded.ts'
import type { FormHash } from './form.ts'
import { findRoute, type Route } from './route.ts'
import { StripeRefusal } from './stripe-refusal.ts'
import { renderForVersion } from './versions.ts'

/** What a request needs once its headers are read. */
export interface Prepared {
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

export const refusalText = (api: Api, refusal: StripeRefusal, requestId: string): string =>
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
  const { fault } = prepared
  const refusal = fault === undefined ? undefined : faultRefusal(fault, key)
  const after = fault?.when === 'after' ? refusal : undefined
  if (fault?.kind === 'error_500_stored' && refusal !== undefined) {
    return world.store.transaction(() =>
      keep({ status: refusal.status, body: refusalText(api, refusal, requestId), requestId }),
    )
  }
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

/** What a fault still does to an answer that stands. */
const spoiled = async (
  api: Api,
  fault: Fault | undefined,
  answer: ApiAnswer,
): Promise<ApiAnswer | 'dropped'> => {
  if (fault?.kind === 'hang' && fault.when === 'after') await hang(api, fault.delayMs)
  if (fault?.kind === 'drop') return 'dropped'
  return fault?.kind === 'truncate' ? { ...answer, truncated: true } : answer
}

/** The answer that was given before under the same key. A client is told not to go on asking for a stored 500. */
const replayed = (saved: SavedAnswer, headers: Readonly<Record<string, string>>): ApiAnswer => ({
  status: saved.status,
  body: saved.body,
  headers: {
    ...headers,
    ...(saved.status >= 500 ? { 'stripe-should-retry': 'false' } : {}),
    'idempotent-replayed': 'true',
    'original-request': saved.requestId,
  },
})

/** Does what the request asks, once. Throws a StripeRefusal; 'dropped' means: say nothing and close the connection. */
export const performRequest = async (
  api: Api,
  request: ApiRequest,
  prepared: Prepared,
): Promise<ApiAnswer | 'dropped'> => {
  const found = findRoute(api.routes, request.method, request.path)
  if (found === undefined) throw unknownUrl(request)
  requirePermission(api.world, prepared.apiKey, request.method, request.path)
  const { fault, requestId, version, key } = prepared
  const headers: Record<string, string> = {
    'request-id': requestId,
    'stripe-version': version,
    ...(key === undefined ? {} : { 'idempotency-key': key }),
  }
  if (fault?.when === 'before' && fault.kind !== 'error_500_stored') {
    const refusal = faultRefusal(fault, key)
    if (refusal !== undefined) throw refusal
    if (fault.kind === 'drop') return 'dropped'
  }
  const fingerprint = fingerprintOf(request.method, request.path, prepared.params)
  const saved = key === undefined ? undefined : api.keys.claim(key, fingerprint)
  try {
    if (fault?.kind === 'hang' && fault.when === 'before') await hang(api, fault.delayMs)
    if (api.closing.aborted) return 'dropped'
    if (saved !== undefined) return await spoiled(api, fault, replayed(saved, headers))
    const answer = execute(api, found.route, found.id, prepared, fingerprint)
    if (request.method !== 'GET') api.changed()
    if (key !== undefined) headers['original-request'] = requestId
    return await spoiled(api, fault, { status: answer.status, headers, body: answer.body })
  } finally {
    if (key !== undefined && saved === undefined) api.keys.release(key)
  }
}
