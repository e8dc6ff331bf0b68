import { Agent as HttpAgent, request as httpRequest } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'

export type HttpRequest = {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
}

/**
 * `lost.sent`: whether the server may have seen the request. False only when no connection was ever made, so that nothing can have
 * happened; a reused connection that drops, a time-out, half an answer are all `sent: true`.
 */
export type HttpOutcome =
  | { readonly kind: 'answered'; readonly status: number; readonly text: string }
  | { readonly kind: 'lost'; readonly sent: boolean; readonly reason: string }

/** HTTP, passed in. Never throws. */
export type HttpPort = {
  send(request: HttpRequest): Promise<HttpOutcome>
  /** Closes idle connections and those in use. */
  close(): void
}

/** An answer above this is not ours: a page of changes is a few megabytes at most. */
const answerBytesMax = 32_000_000

/**
 * Node's own client with connections kept open. It is used instead of `fetch` because it tells when the connection is made, which is the
 * line between "nothing happened" and "unknown".
 */
export function createHttpPort(): HttpPort {
  const http = new HttpAgent({ keepAlive: true, maxSockets: 8 })
  const https = new HttpsAgent({ keepAlive: true, maxSockets: 8 })
  return {
    send: (request) => send(request, request.url.protocol === 'https:' ? https : http),
    close: () => {
      http.destroy()
      https.destroy()
    },
  }
}

function send(request: HttpRequest, agent: HttpAgent | HttpsAgent): Promise<HttpOutcome> {
  const { url, method, headers, body, timeoutMs, signal } = request
  const secure = url.protocol === 'https:'
  const bytes = Buffer.from(body, 'utf8')
  return new Promise((resolve) => {
    let connected = false
    let settled = false
    const settle = (outcome: HttpOutcome): void => {
      if (settled) return
      settled = true
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      resolve(outcome)
    }
    const lose = (reason: string): void => {
      settle({ kind: 'lost', sent: connected, reason })
      outgoing.destroy()
    }
    const onAbort = (): void => lose('it was given up')

    const outgoing = (secure ? httpsRequest : httpRequest)(url, {
      method,
      agent,
      headers: { ...headers, ...(bytes.length === 0 ? {} : { 'content-length': String(bytes.length) }) },
    })
    const timer = setTimeout(() => lose(`no answer within ${timeoutMs} ms`), timeoutMs)
    signal?.addEventListener('abort', onAbort, { once: true })

    outgoing.on('socket', (socket) => {
      if (outgoing.reusedSocket) {
        connected = true
        return
      }
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        connected = true
      })
    })
    outgoing.on('error', (error) => lose(reasonOf(error)))
    outgoing.on('response', (answer) => {
      const chunks: Buffer[] = []
      let size = 0
      answer.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size > answerBytesMax) lose('the answer is too large')
        else chunks.push(chunk)
      })
      answer.on('error', (error) => lose(reasonOf(error)))
      answer.on('aborted', () => lose('the connection dropped in the middle of the answer'))
      answer.on('end', () =>
        settle({
          kind: 'answered',
          status: answer.statusCode ?? 0,
          text: Buffer.concat(chunks).toString('utf8'),
        }),
      )
    })
    if (signal?.aborted) lose('it was given up')
    else outgoing.end(bytes)
  })
}

const reasonOf = (error: Error): string => ('code' in error ? String(error.code) : error.message)
