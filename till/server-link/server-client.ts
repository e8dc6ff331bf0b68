import type { ZodType } from 'zod'
import type { Clock } from '../../domain/ids/clock.ts'
import { deviceHeaders, signedText } from '../../domain/protocol/device-signature.ts'
import { type Failure, fail, type Result } from '../../domain/result.ts'
import { isServersAnswer, readAnswer } from './answer.ts'
import type { HttpPort } from './http-port.ts'

export type ServerRequest<T> = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Path with query: `/v1/payments/pay-…`. */
  readonly path: string
  /** Sent as JSON; leave out for none. */
  readonly body?: unknown
  readonly response: ZodType<T>
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
}

/**
 * Signed requests to the shop's server. Never throws, never retries what a caller has not asked for (except once after `clock_skewed`,
 * which the server refuses before doing anything).
 *
 * A failure carries `details.sent`: false when the server certainly never saw the request (not paired, no connection was made); true when it
 * may have: the outcome is then unknown unless `details.status` is there and the code is the server's own refusal.
 * `server_unreachable`: no connection, time-out, dropped connection, a 5xx without a code of its own, or an answer that is not ours.
 * `details.status`: the HTTP status, when there was an answer.
 */
export type ServerClient = {
  request<T>(request: ServerRequest<T>): Promise<Result<T>>
  /** Called with true after each answer of our server, with false when it could not be reached. */
  onContact(listener: (reached: boolean) => void): () => void
  /** The server's clock as far as known: own clock plus the offset learnt from it. */
  serverNowMs(): number
  /** Ends every request under way (as `server_unreachable`) and its connections. */
  close(): void
}

/** Who signs, and to whom. */
export type SignedLink = {
  readonly serverUrl: string
  readonly deviceId: string
  /** Ed25519 over the UTF-8 text, base64url. */
  readonly sign: (text: string) => string
}

export type ServerClientDeps = {
  readonly http: HttpPort
  readonly link: () => SignedLink | null
  readonly clock: Clock
  readonly randomBytes: (count: number) => Uint8Array
  /** The server does not take this device (any more): `device_revoked`, `device_unknown`, `signature_invalid`. Null: it does. */
  readonly onDeviceRefused: (refusal: Failure | null) => void
}

const deviceRefusals: ReadonlySet<string> = new Set(['device_revoked', 'device_unknown', 'signature_invalid'])

export function createServerClient(deps: ServerClientDeps): ServerClient {
  const { http, clock } = deps
  const closing = new AbortController()
  const listeners = new Set<(reached: boolean) => void>()
  let offsetMs = 0

  const sendOnce = async <T>(link: SignedLink, request: ServerRequest<T>): Promise<Result<T>> => {
    const body = request.body === undefined ? '' : JSON.stringify(request.body)
    const signal =
      request.signal === undefined ? closing.signal : AbortSignal.any([closing.signal, request.signal])
    const outcome = await http.send({
      method: request.method,
      url: new URL(request.path, link.serverUrl),
      headers: {
        accept: 'application/json',
        ...(body === '' ? {} : { 'content-type': 'application/json' }),
        ...signedHeaders(link, request, body, Math.round(clock.nowMs() + offsetMs), deps.randomBytes(16)),
      },
      body,
      timeoutMs: request.timeoutMs,
      signal,
    })
    return readAnswer(outcome, request.response)
  }

  return {
    async request(request) {
      const link = deps.link()
      if (closing.signal.aborted) {
        return fail('server_unreachable', 'The till is closing.', { sent: false })
      }
      if (link === null) {
        return fail('not_paired', 'This till is not paired with a server yet.', { sent: false })
      }
      let result = await sendOnce(link, request)
      const serverTimeMs = result.ok ? null : result.error.details?.serverTimeMs
      if (!result.ok && result.error.code === 'clock_skewed' && typeof serverTimeMs === 'number') {
        offsetMs = serverTimeMs - clock.nowMs()
        result = await sendOnce(link, request)
      }
      if (!closing.signal.aborted) {
        const reached = isServersAnswer(result)
        if (reached) deps.onDeviceRefused(refusalIn(result))
        for (const listener of listeners) listener(reached)
      }
      return result
    },
    onContact(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    serverNowMs: () => clock.nowMs() + offsetMs,
    close() {
      closing.abort()
      listeners.clear()
      http.close()
    },
  }
}

const refusalIn = (result: Result<unknown>): Failure | null =>
  !result.ok && deviceRefusals.has(result.error.code) ? result : null

function signedHeaders(
  link: SignedLink,
  request: ServerRequest<unknown>,
  body: string,
  timestampMs: number,
  nonceBytes: Uint8Array,
): Record<string, string> {
  const nonce = Buffer.from(nonceBytes).toString('base64url')
  const signature = link.sign(
    signedText({
      method: request.method,
      path: request.path,
      body,
      deviceId: link.deviceId,
      timestampMs,
      nonce,
    }),
  )
  return {
    [deviceHeaders.device]: link.deviceId,
    [deviceHeaders.timestamp]: String(timestampMs),
    [deviceHeaders.nonce]: nonce,
    [deviceHeaders.signature]: signature,
  }
}
