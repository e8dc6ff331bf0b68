import type { ZodType } from 'zod'
import { type ErrorCode, errorCodes } from '../../domain/errors/codes.ts'
import { errorResponseSchema } from '../../domain/protocol/server-api.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { HttpOutcome } from './http-port.ts'

const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(errorCodes, code)

/** What an HTTP outcome means. See `ServerClient` for the meaning of `details.sent` and `details.status`. */
export function readAnswer<T>(outcome: HttpOutcome, schema: ZodType<T>): Result<T> {
  if (outcome.kind === 'lost') {
    return fail('server_unreachable', 'The server cannot be reached. Cash still works.', {
      sent: outcome.sent,
      reason: outcome.reason,
    })
  }
  const { status, text } = outcome
  const body = parseJson(text)
  if (status >= 200 && status < 300) {
    const parsed = schema.safeParse(body)
    if (parsed.success) return ok(parsed.data)
    return notOurs(
      status,
      `its answer does not have the agreed shape: ${parsed.error.issues[0]?.message ?? ''}`,
    )
  }
  const failure = errorResponseSchema.safeParse(body)
  if (!failure.success || !isErrorCode(failure.data.error.code))
    return notOurs(status, `it answered ${status}`)
  const { code, message, details } = failure.data.error
  return fail(code as ErrorCode, message, { ...details, sent: true, status })
}

/** True when the answer, good or bad, came from our server and not from something in between. */
export const isServersAnswer = (result: Result<unknown>): boolean =>
  result.ok || result.error.code !== 'server_unreachable'

const notOurs = (status: number, reason: string) =>
  fail('server_unreachable', 'The server cannot be reached: something else answers in its place.', {
    sent: true,
    status,
    reason: reason.slice(0, 200),
  })

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
