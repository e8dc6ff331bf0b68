import { type DestinationStream, destination, type Logger, pino, stdSerializers } from 'pino'
import { redactJson } from './redact-json.ts'

/**
 * JSON lines to stderr (stdout carries the address line only). Every text of every line passes `redact`, whatever field it is in, so that no card
 * number, key or token stays in a log. Query strings are left out of request lines: a token may be in one.
 */
export function createLogger(
  level: string,
  stream: DestinationStream = destination({ dest: 2, sync: true }),
): Logger {
  return pino(
    {
      level,
      base: null,
      serializers: {
        req: (request: { id?: unknown; method?: unknown; url?: unknown }) => ({
          id: request.id,
          method: request.method,
          path: plainPath(String(request.url ?? '')),
        }),
        err: stdSerializers.err,
      },
    },
    { write: (line: string) => stream.write(`${redactJson(line)}\n`) },
  )
}

/** Without its query, and as it reads: an escaped blank must not hide what stands around it. */
function plainPath(url: string): string {
  const [path = ''] = url.split('?', 1)
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
