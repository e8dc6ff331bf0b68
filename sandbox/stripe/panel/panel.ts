import type { IncomingMessage, ServerResponse } from 'node:http'
import { readBody, tooLargeSentence } from '../http/read-body.ts'
import { StripeRefusal } from '../http/stripe-refusal.ts'
import type { Controls } from '../practice-controls/controls.ts'
import { practiceControl } from '../practice-controls/practice-control.ts'
import { readerViewOf } from './reader-view.ts'
import { serveStatic } from './serve-static.ts'

export interface Panel {
  readonly serve: (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<boolean>
  /** Ends the live streams. */
  readonly close: () => void
}

/** Only pages of this machine may steer the practice world: not a web page that knows the port. */
const fromHere = (request: IncomingMessage): boolean => {
  const { host = '', origin } = request.headers
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host)) return false
  return origin === undefined || origin === `http://${host}`
}

const sendJson = (response: ServerResponse, status: number, body: unknown): void => {
  const text = JSON.stringify(body)
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'content-length': Buffer.byteLength(text),
  })
  response.end(text)
}

const parseBody = (text: string): unknown => {
  if (text === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The pages and the practice controls: everything that is not Stripe. */
export const createPanel = (controls: Controls): Panel => {
  const streams = new Set<ServerResponse>()

  /** Server-sent events: how the reader looks, at once and again whenever that changes. */
  const stream = (response: ServerResponse, id: string): void => {
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      connection: 'keep-alive',
    })
    response.write('retry: 1000\n\n')
    let last = ''
    const send = (): void => {
      const view = JSON.stringify(readerViewOf(controls.world, id) ?? null)
      if (view === last) return
      last = view
      response.write(`data: ${view}\n\n`)
    }
    send()
    const off = controls.changes.on(send)
    streams.add(response)
    response.on('close', () => {
      off()
      streams.delete(response)
    })
  }

  const control = async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    if (!fromHere(request)) {
      sendJson(response, 403, { error: 'The practice controls answer this machine only.' })
      return
    }
    const text = await readBody(request)
    if (text === undefined) {
      sendJson(response, 413, { error: tooLargeSentence })
      return
    }
    const body = parseBody(text)
    if (body === undefined) {
      sendJson(response, 400, { error: 'The body is not readable: send JSON in UTF-8.' })
      return
    }
    try {
      const answer = practiceControl(controls, { method: request.method ?? 'GET', path: url.pathname, body })
      sendJson(response, answer.status, answer.body)
    } catch (error) {
      if (!(error instanceof StripeRefusal)) throw error
      sendJson(response, error.status, { error: error.message })
    }
  }

  return {
    serve: async (request, response, url) => {
      const streamed = /^\/_practice\/readers\/([^/]+)\/stream$/.exec(url.pathname)
      if (streamed !== null && request.method === 'GET' && fromHere(request)) {
        stream(response, streamed[1] ?? '')
        return true
      }
      if (url.pathname.startsWith('/_practice/')) {
        await control(request, response, url)
        return true
      }
      return serveStatic(response, url.pathname)
    },
    close: () => {
      for (const response of streams) response.end()
    },
  }
}
