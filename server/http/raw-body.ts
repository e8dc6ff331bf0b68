import { fail } from '../../domain/result.ts'
import type { App } from './app-type.ts'
import { FailureError } from './errors.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The body as it came, before parsing; '' for none. Signatures of devices and processors are over these very bytes. */
    rawBody: string
  }
}

/** Parses JSON bodies and keeps the text. An empty body is no body. Keys that poison prototypes are refused. */
export function keepRawBody(app: App): void {
  app.decorateRequest('rawBody', '')
  app.removeAllContentTypeParsers()
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, text, done) => {
    request.rawBody = text
    if (text === '') {
      done(null, undefined)
      return
    }
    // The callback answers; the promise that the type allows for is never made for a parser with one.
    void parse(request, text, (error, body) => {
      if (error === null) done(null, body)
      else done(new FailureError(fail('invalid_input', 'The body is not readable; send JSON in UTF-8.')))
    })
  })
}
