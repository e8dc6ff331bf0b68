import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { Log } from '../ports/log.ts'
import type { Till } from '../till.ts'
import { createBridgeHost } from './bridge-host.ts'
import { createBridgeSockets } from './bridge-sockets.ts'
import { createPageAccess, type PageAccess } from './page-access.ts'
import { commonHeaders, pagePolicy } from './page-policy.ts'
import { readAsset, readTillPage } from './web-files.ts'

/** The till in a browser: its page and its bridge over loopback, for the one page that was opened with the printed address. */
export type BrowserShell = {
  readonly url: string
  close(): Promise<void>
}

export type BrowserShellDeps = {
  readonly till: Till
  readonly port: number
  readonly webRoot: string
  readonly devOrigin: string | null
  readonly randomBytes: (count: number) => Uint8Array
  readonly monotonicMs: () => number
  readonly log: Log
}

/** Listens on 127.0.0.1 only. Error: port_in_use. */
export async function openBrowserShell(deps: BrowserShellDeps): Promise<Result<BrowserShell>> {
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 10_000 })
  const listening = await listen(server, deps.port)
  if (!listening.ok) return listening
  const access = createPageAccess({ ...deps, port: listening.value })
  const sockets = createBridgeSockets(createBridgeHost(deps.till, deps.log))

  server.on('request', (request, response) => {
    answer(deps, listening.value, access, request, response).catch((error: unknown) => {
      deps.log('error', 'shell.request-failed', { message: String(error) })
      if (response.headersSent) response.destroy()
      else reply(response, 500, 'Something broke in the till; it was logged.')
    })
  })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refusal = refuseUpgrade(access, request)
    if (refusal === null) sockets.accept(request, socket, head)
    else
      socket.end(
        `HTTP/1.1 403 Forbidden\r\nconnection: close\r\ncontent-type: text/plain\r\n\r\n${refusal}\n`,
      )
  })
  return ok({
    url: access.url,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      sockets.close()
      server.closeAllConnections()
      await closed
    },
  })
}

function listen(server: Server, port: number): Promise<Result<number>> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') {
        const cause =
          error.code === 'EACCES' ? 'may not be opened by this user' : 'is used by another program'
        resolve(
          fail(
            'port_in_use',
            `The port ${port} ${cause}: end that program, or choose another with CASHWRAP_TILL_PORT (0 for any free one).`,
          ),
        )
      } else reject(error)
    })
    server.listen(port, '127.0.0.1', () => resolve(ok((server.address() as AddressInfo).port)))
  })
}

async function answer(
  deps: BrowserShellDeps,
  port: number,
  access: PageAccess,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!access.hasRightHost(request)) return reply(response, 421, 'This till answers to 127.0.0.1 only.')
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  if (request.method === 'POST' && url.pathname === '/bridge-token')
    return replyToken(access, request, response)
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return reply(response, 405, 'The till has pages to read and nothing else here.', { allow: 'GET, HEAD' })
  }
  const key = url.searchParams.get('key')
  if (url.pathname === '/' && key !== null && access.isKey(key)) {
    return reply(response, 303, 'Go on to the till.', { location: '/', 'set-cookie': access.setCookie })
  }
  if (!access.hasCookie(request)) {
    return reply(
      response,
      403,
      'To open the till, use the whole address it printed when it started; it ends in ?key=…',
    )
  }
  const isPage = url.pathname === '/' || url.pathname === '/till/' || url.pathname === '/till/index.html'
  const file = isPage ? await readTillPage(deps.webRoot) : await readAsset(deps.webRoot, url.pathname)
  if (file === null) {
    return isPage
      ? reply(
          response,
          503,
          'The pages of the till are not built yet: run "npm run build" and load this page again.',
        )
      : reply(response, 404, 'There is nothing here.')
  }
  response.writeHead(200, {
    ...commonHeaders,
    'content-type': file.type,
    'content-length': file.bytes.length,
    'cache-control': file.cache,
    ...(isPage ? { 'content-security-policy': await policyNow(deps.till, port) } : {}),
  })
  response.end(request.method === 'HEAD' ? undefined : file.bytes)
}

async function policyNow(till: Till, port: number): Promise<string> {
  const state = await till.handlers['till.state']({})
  if (!state.ok) return pagePolicy(port, null, true)
  const { practicePanelUrl, paired, reader } = state.value
  return pagePolicy(port, practicePanelUrl, paired, reader?.driver === 'sdk')
}

function replyToken(access: PageAccess, request: IncomingMessage, response: ServerResponse): void {
  request.resume()
  if (!access.isOwnOrigin(request)) {
    reply(response, 403, 'Only the page of this till may connect to it.')
  } else if (!access.hasCookie(request)) {
    reply(response, 401, 'Open the till with the address it printed.')
  } else {
    response.writeHead(200, {
      ...commonHeaders,
      'content-type': 'application/json',
      'cache-control': 'no-store',
    })
    response.end(JSON.stringify({ token: access.newToken() }))
  }
}

/** Why a WebSocket is refused, or null. The token is spent whatever comes of it. */
function refuseUpgrade(access: PageAccess, request: IncomingMessage): string | null {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  const hasToken = access.redeem(url.searchParams.get('token') ?? '')
  if (url.pathname !== '/bridge') return 'There is nothing here.'
  if (!access.hasRightHost(request)) return 'This till answers to 127.0.0.1 only.'
  if (!access.isOwnOrigin(request)) return 'Only the page of this till may connect to it.'
  if (!access.hasCookie(request)) return 'Open the till with the address it printed.'
  return hasToken ? null : 'The token was used or is too old: load the page again.'
}

function reply(
  response: ServerResponse,
  status: number,
  sentence: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    ...commonHeaders,
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    ...headers,
  })
  response.end(`${sentence}\n`)
}
