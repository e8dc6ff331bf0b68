import { parseKey } from '../idempotency/idempotency.ts'
import { randomToken } from '../ids.ts'
import { requireCurrent } from '../keys/api-keys.ts'
import { faultOfHeader } from '../practice-controls/fault-wish.ts'
import { storageSentence } from '../store/storage-sentence.ts'
import type { Api, ApiAnswer, ApiRequest } from './api.ts'
import { authenticate } from './authenticate.ts'
import { decodeForm } from './form.ts'
import { type Prepared, performRequest, refusalText } from './perform-request.ts'
import { StripeRefusal } from './stripe-refusal.ts'
import { currentVersion, parseVersion } from './versions.ts'

/** Stripe's answer to trouble of its own; what exactly it was stands in our log. */
const ownFailure = (error: unknown): StripeRefusal => {
  const sentence = storageSentence(error)
  console.error(sentence ?? error)
  const message =
    sentence ??
    'The practice Stripe failed; the cause is in its log. Look what happened before you repeat it.'
  return new StripeRefusal({ status: 500, executed: false, error: { type: 'api_error', message } })
}

const answered = async (api: Api, request: ApiRequest): Promise<ApiAnswer | 'dropped'> => {
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
      fault:
        faultOfHeader(request.header('x-practice-fault')) ?? api.faults.take(request.method, request.path),
    }
    return await performRequest(api, request, prepared)
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

/**
 * Answers one request to /v1 as Stripe would. 'dropped' means: say nothing and close the connection.
 * Order as at Stripe: key, version, limiter, idempotency, then the work itself.
 */
export const answerApi = async (api: Api, request: ApiRequest): Promise<ApiAnswer | 'dropped'> => {
  const answer = await answered(api, request)
  if (answer === 'dropped') return answer
  const date = new Date(api.world.clock.nowMs() + api.clocks.current().dateMs).toUTCString()
  return { ...answer, headers: { ...answer.headers, date } }
}
