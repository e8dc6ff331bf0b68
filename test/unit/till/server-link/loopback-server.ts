import { createPublicKey, verify } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { deviceHeaders, signedText } from '../../../../domain/protocol/device-signature.ts'

export type Seen = {
  readonly method: string
  readonly path: string
  readonly body: unknown
  readonly headers: Readonly<Record<string, string>>
  /** Whether the signature is that of `publicKey` over exactly this request. */
  readonly signedBy: (publicKey: string) => boolean
}

export type Answer =
  | { readonly status: number; readonly body: unknown }
  | { readonly status: number; readonly text: string }
  /** Takes the request and drops the connection; `half` an answer first if so wanted. */
  | 'drop'
  | 'half'
  | 'hang'

export type LoopbackServer = {
  readonly url: string
  readonly port: number
  readonly seen: readonly Seen[]
  /** How the next and all later requests are answered. */
  answer(how: (seen: Seen) => Answer | Promise<Answer>): void
  close(): Promise<void>
}

/** A real HTTP server for one test, which answers as it is told. `port` 0: any free one. */
export async function startLoopbackServer(port = 0): Promise<LoopbackServer> {
  const seen: Seen[] = []
  let how: (seen: Seen) => Answer | Promise<Answer> = () => ({ status: 404, body: {} })
  const server = createServer((request, response) => {
    read(request)
      .then(async (one) => {
        seen.push(one)
        send(response, await how(one))
      })
      .catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const own = (server.address() as AddressInfo).port
  const close = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    server.closeAllConnections()
    await closed
  }
  onTestFinished(close)
  return {
    url: `http://127.0.0.1:${own}`,
    port: own,
    seen,
    answer: (next) => {
      how = next
    },
    close,
  }
}

async function read(request: IncomingMessage): Promise<Seen> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString()
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(request.headers)) headers[name] = String(value)
  const method = request.method ?? ''
  const path = request.url ?? ''
  const signed = signedText({
    method,
    path,
    body: text,
    deviceId: headers[deviceHeaders.device] ?? '',
    timestampMs: Number(headers[deviceHeaders.timestamp]),
    nonce: headers[deviceHeaders.nonce] ?? '',
  })
  return {
    method,
    path,
    headers,
    body: text === '' ? null : JSON.parse(text),
    signedBy: (x) =>
      verify(
        null,
        Buffer.from(signed),
        createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }),
        Buffer.from(headers[deviceHeaders.signature] ?? '', 'base64url'),
      ),
  }
}

function send(response: ServerResponse, answer: Answer): void {
  if (answer === 'hang') return
  if (answer === 'drop') {
    response.destroy()
    return
  }
  if (answer === 'half') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
    response.write('{"half":', () => response.destroy())
    return
  }
  response.writeHead(answer.status, { 'content-type': 'application/json' })
  response.end('text' in answer ? answer.text : JSON.stringify(answer.body))
}

export const failure = (
  status: number,
  code: string,
  details?: Readonly<Record<string, string | number>>,
): Answer => ({
  status,
  body: { error: details === undefined ? { code, message: code } : { code, message: code, details } },
})
