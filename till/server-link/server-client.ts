import type { ZodType } from 'zod'
import type { Result } from '../../domain/result.ts'

export type ServerRequest<T> = {
  readonly method: 'GET' | 'POST'
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
