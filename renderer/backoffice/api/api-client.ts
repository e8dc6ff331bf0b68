import type { ZodType } from 'zod'
import { type ErrorCode, errorCodes } from '../../../domain/errors/codes.ts'
import { errorResponseSchema } from '../../../domain/protocol/server-api.ts'
import { fail, ok, type Result } from '../../../domain/result.ts'

export type Api = {
  get<T>(path: string, schema: ZodType<T>): Promise<Result<T>>
  post<T>(path: string, body: unknown, schema: ZodType<T>): Promise<Result<T>>
}

const timeoutMs = 15_000

const isCode = (code: string): code is ErrorCode => Object.hasOwn(errorCodes, code)

/**
 * The server's back office API on our own origin; the cookie opens it. Every answer is parsed with its schema. Errors: server_unreachable
 * (also when it took too long), those of the server, and internal for an answer that is not what was agreed.
 */
export function createApi(send: typeof fetch): Api {
  const ask = async <T>(path: string, init: RequestInit, schema: ZodType<T>): Promise<Result<T>> => {
    let response: Response
    let body: unknown
    try {
      response = await send(path, {
        ...init,
        credentials: 'same-origin',
        signal: AbortSignal.timeout(timeoutMs),
      })
      body = await response.json()
    } catch {
      return fail(
        'server_unreachable',
        'The server does not answer. Check that it is running, then try again.',
      )
    }
    if (!response.ok) return failureOf(body)
    const parsed = schema.safeParse(body)
    return parsed.success ? ok(parsed.data) : unreadable()
  }
  return {
    get: (path, schema) => ask(path, { method: 'GET' }, schema),
    post: (path, body, schema) =>
      ask(
        path,
        { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
        schema,
      ),
  }
}

function failureOf(body: unknown): Result<never> {
  const parsed = errorResponseSchema.safeParse(body)
  if (!parsed.success || !isCode(parsed.data.error.code)) return unreadable()
  return fail(parsed.data.error.code, parsed.data.error.message, parsed.data.error.details)
}

const unreadable = (): Result<never> =>
  fail('internal', 'The server answered in a form that this page does not know. Reload the page.')
