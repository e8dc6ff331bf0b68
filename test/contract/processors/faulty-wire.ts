import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An answer as bytes would carry it, in the processor's own words. */
export type RawAnswer = {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string
}

/**
 * What happens to requests on the way, `before` the processor hears of them or `after` it did them.
 * drop      the connection is cut · hang  nothing ever comes back · answer  somebody else answers
 * truncate  the processor's own answer breaks off in the middle (always after)
 */
export type WireFault =
  | { readonly kind: 'drop' | 'hang'; readonly when: 'before' | 'after' }
  | { readonly kind: 'truncate' }
  | { readonly kind: 'answer'; readonly when: 'before' | 'after'; readonly answer: RawAnswer }

/**
 * The wire between an adapter and its processor's twin: HTTP in, the same HTTP out, and whatever goes wrong on the way. So no twin has to be able to
 * fail like a network.
 */
export type FaultyWire = {
  readonly url: string
  /** The next `count` requests (all, when left out) go wrong; those of `method` only, when it is given. */
  readonly fail: (fault: WireFault, only?: { readonly count?: number; readonly method?: string }) => void
  readonly heal: () => void
  /** Requests that arrived here, `POST /v1/refunds`, oldest first. */
  readonly seen: () => readonly string[]
  readonly close: () => Promise<void>
}

const bodyOf = async (message: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

type Planned = { readonly fault: WireFault; readonly method: string | null; left: number }

export async function openWire(target: string): Promise<FaultyWire> {
  const seen: string[] = []
  let planned: Planned | null = null

  const forward = async (incoming: IncomingMessage, body: Buffer) => {
    const { hostname, port } = new URL(target)
    return new Promise<{ status: number; headers: IncomingMessage['headers']; body: Buffer }>(
      (resolve, reject) => {
        const out = request(
          { hostname, port, method: incoming.method, path: incoming.url, headers: incoming.headers },
          (answer) => {
            bodyOf(answer).then(
              (bytes) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: bytes }),
              reject,
            )
          },
        )
        out.once('error', reject)
        out.end(body)
      },
    )
  }

  const faultFor = (method: string): WireFault | null => {
    if (planned === null || planned.left === 0) return null
    if (planned.method !== null && planned.method !== method) return null
    planned.left -= 1
    return planned.fault
  }

  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const method = incoming.method ?? 'GET'
    seen.push(`${method} ${(incoming.url ?? '').split('?')[0]}`)
    const body = await bodyOf(incoming)
    const fault = faultFor(method)
    const reaches = fault === null || fault.kind === 'truncate' || fault.when === 'after'
    const answer = reaches ? await forward(incoming, body) : null
    switch (fault?.kind) {
      case 'drop':
        incoming.socket.destroy()
        return
      case 'hang':
        return
      case 'answer':
        response.writeHead(fault.answer.status, {
          'content-type': 'application/json',
          ...fault.answer.headers,
        })
        response.end(fault.answer.body)
        return
      case 'truncate':
        response.writeHead(answer?.status ?? 200, { ...answer?.headers })
        response.write(answer?.body.subarray(0, Math.floor(answer.body.length / 2)))
        // Headers and half of the body are on their way before the cut.
        setImmediate(() => incoming.socket.destroy())
        return
      default:
        response.writeHead(answer?.status ?? 502, { ...answer?.headers })
        response.end(answer?.body)
    }
  }

  const server = createServer((incoming, response) => {
    serve(incoming, response).catch(() => incoming.socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  return {
    url: `http://127.0.0.1:${port}`,
    fail: (fault, { count = Number.POSITIVE_INFINITY, method } = {}) => {
      planned = { fault, method: method ?? null, left: count }
    },
    heal: () => {
      planned = null
    },
    seen: () => seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
