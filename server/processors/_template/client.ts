import type { ProcessorVerb } from '../../../domain/payment/processor.ts'
import type { AcmeConfig } from './config.ts'

/** Stated, never "latest": an upgrade is a decision, with its changelog read. */
export const acmeApiVersion = 'v1'

/** Longest wait for an answer. A reader command goes through the shop's own network and may take several seconds. */
const readerTimeoutMs = 20_000
const timeoutMs = 10_000
const readerVerbs: ReadonlySet<ProcessorVerb> = new Set([
  'processOnReader',
  'collectOnReader',
  'confirmOnReader',
  'refundOnReader',
  'cancelReaderAction',
  'registerReader',
])
export const timeoutOf = (verb: ProcessorVerb): number =>
  readerVerbs.has(verb) ? readerTimeoutMs : timeoutMs

export type WireRequest = {
  readonly verb: ProcessorVerb
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  /** Our idempotency key; null for reads. */
  readonly key: string | null
  readonly body: unknown
}

/** What came back: an answer, whole and readable, or why there is none. */
export type WireAnswer =
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly body: unknown
      readonly requestId: string | null
    }
  | { readonly kind: 'silence'; readonly networkCode: string; readonly message: string }

export type AcmeClient = (request: WireRequest) => Promise<WireAnswer>

const networkCodeOf = (error: unknown): string => {
  let at: unknown = error
  for (let depth = 0; depth < 4 && at instanceof Error; depth += 1) {
    if (at.name === 'TimeoutError') return 'ETIMEDOUT'
    if ('code' in at && typeof at.code === 'string') return at.code
    at = at.cause
  }
  return 'CONNECTION_LOST'
}

/**
 * The one place that speaks to Acme. One request for each call: attempts are counted by the core, so a vendor's SDK that retries by itself
 * must have that switched off here. A body that breaks off or is no JSON is silence: nobody knows what it would have said.
 */
export const createAcmeClient =
  (config: AcmeConfig): AcmeClient =>
  async ({ verb, method, path, key, body }) => {
    try {
      const response = await fetch(`${config.apiBase}${path}`, {
        method,
        signal: AbortSignal.timeout(timeoutOf(verb)),
        headers: {
          authorization: `Bearer ${config.secretKey}`,
          'acme-version': acmeApiVersion,
          ...(key === null ? {} : { 'idempotency-key': key }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = await response.text()
      return {
        kind: 'answer',
        status: response.status,
        body: text === '' ? null : (JSON.parse(text) as unknown),
        requestId: response.headers.get('request-id'),
      }
    } catch (error) {
      // Bodies that are no JSON come here as well.
      const message = error instanceof Error ? error.message : 'no answer'
      return { kind: 'silence', networkCode: networkCodeOf(error), message }
    }
  }
