import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { storageSentence } from '../store/storage-sentence.ts'
import { answerApi } from './answer-api.ts'
import type { Api } from './api.ts'
import { readBody, tooLargeSentence } from './read-body.ts'

/** Answers what is not /v1: the reader panel and the practice controls. False: no such page. */
export type ServePractice = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<boolean>

const headerOf = (request: IncomingMessage, name: string): string | undefined => {
  const value = request.headers[name]
  return Array.isArray(value) ? value[0] : value
}

const serveApi = async (
  api: Api,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> => {
  const body = await readBody(request)
  if (body === undefined) {
    response.writeHead(413, { 'content-type': 'application/json', connection: 'close' })
    response.end(JSON.stringify({ error: { type: 'invalid_request_error', message: tooLargeSentence } }))
    return
  }
  const answer = await answerApi(api, {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.search.slice(1),
    body,
    header: (name) => headerOf(request, name),
  })
  if (answer === 'dropped') {
    request.socket.destroy()
    return
  }
  response.writeHead(answer.status, {
    ...answer.headers,
    'content-type': 'application/json',
    'cache-control': 'no-cache, no-store',
    'content-length': Buffer.byteLength(answer.body),
  })
  if (answer.truncated === true) {
    // Half of the body, then the connection breaks: the length that was announced never comes.
    const half = Buffer.from(answer.body).subarray(0, Buffer.byteLength(answer.body) >> 1)
    response.write(half, () => request.socket.destroy())
    return
  }
  response.end(answer.body)
}

/** The HTTP server: /v1 speaks Stripe, everything else is practice. */
export const createHttpServer = (api: Api, servePractice: ServePractice): Server =>
  createServer((request, response) => {
    const serve = async (): Promise<void> => {
      const url = URL.parse(request.url ?? '/', 'http://127.0.0.1')
      if (url === null) {
        response.writeHead(400).end()
        return
      }
      if (url.pathname.startsWith('/v1/')) await serveApi(api, request, response, url)
      else if (!(await servePractice(request, response, url))) {
        response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('No such page.\n')
      }
    }
    serve().catch((error: unknown) => {
      // A caller that hung up in mid-body lands here too; there is nobody left to tell.
      const sentence = storageSentence(error)
      if (!request.destroyed) console.error(sentence ?? error)
      if (response.headersSent) response.destroy()
      else {
        response.writeHead(sentence === undefined ? 500 : 507, {
          'content-type': 'application/json; charset=utf-8',
        })
        response.end(
          JSON.stringify({ error: sentence ?? 'The practice Stripe failed; the cause is in its log.' }),
        )
      }
    })
  })
