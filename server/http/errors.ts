import type { FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors, isResponseSerializationError } from 'fastify-type-provider-zod'
import { type ErrorCode, errorCodes } from '../../domain/errors/codes.ts'
import { errorResponseSchema } from '../../domain/protocol/server-api.ts'
import type { CashwrapError, Failure } from '../../domain/result.ts'
import { redact } from '../../domain/security/card-number.ts'
import { redactValue } from '../../domain/security/redact-value.ts'
import { storeFailure } from '../store/store-failure.ts'
import type { App } from './app-type.ts'

/** Thrown inside a handler to answer with an expected failure; the error handler turns it into the envelope. */
export class FailureError extends Error {
  override readonly name = 'FailureError'
  readonly failure: Failure

  constructor(failure: Failure) {
    super(failure.error.message)
    this.failure = failure
  }
}

/** The value of a Result, or the failure as the answer of this request. */
export function valueOrAnswer<T>(result: { readonly ok: true; readonly value: T } | Failure): T {
  if (result.ok) return result.value
  throw new FailureError(result)
}

/** The envelope under each status, for a route's `response` schemas and with them for `/docs`. */
export const errorAnswers = <S extends number>(...statuses: S[]): Record<S, typeof errorResponseSchema> =>
  Object.fromEntries(statuses.map((status) => [status, errorResponseSchema])) as Record<
    S,
    typeof errorResponseSchema
  >

/** Answers `{ error: { code, message, details? } }` with the HTTP status of the code's row. */
export function sendFailure(reply: FastifyReply, error: CashwrapError): FastifyReply {
  const { code, details } = error
  // A field's name, a processor's word: what was sent may come back in a sentence.
  const message = redact(error.message)
  return reply
    .code(errorCodes[code].http)
    .type('application/json; charset=utf-8')
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send({
      error: details === undefined ? { code, message } : { code, message, details: redactValue(details) },
    })
}

/** Every way a request can fail becomes one envelope. What went wrong inside is logged; it never reaches the one who asked. */
export function answerErrors(app: App): void {
  app.setNotFoundHandler((_request, reply) =>
    sendFailure(reply, { code: 'not_found', message: 'There is nothing at this address.' }),
  )
  app.setErrorHandler((error, request, reply) => sendFailure(reply, explain(error, request)))
}

function explain(error: unknown, request: FastifyRequest): CashwrapError {
  if (error instanceof FailureError) return error.failure.error
  if (hasZodFastifySchemaValidationErrors(error)) {
    const issue = error.validation[0]
    const path = (issue?.instancePath ?? '').replace(/\/$/, '').replaceAll('/', '.')
    return {
      code: 'invalid_input',
      message: notAsAgreed(`${error.validationContext ?? 'request'}${path}`, issue?.message),
    }
  }
  const storage = storeFailure(error)
  if (storage !== null) {
    request.log.error({ err: error }, 'the database failed')
    return storage.error
  }
  const http = fastifyError(error, request.routeOptions.bodyLimit)
  if (http !== null) return http
  if (isResponseSerializationError(error)) {
    request.log.error({ err: error, cause: error.cause.issues }, 'an answer does not have its own shape')
  } else {
    request.log.error({ err: error }, 'a request broke')
  }
  return {
    code: 'internal',
    message: 'Something broke that should not; it was logged.',
    details: { requestId: request.id },
  }
}

/** `body.code`, `Invalid string: must match pattern /…/` → a sentence without the pattern. */
const notAsAgreed = (where: string, problem = 'not what was agreed'): string =>
  `The request is not right at ${where} (${problem.replace(/: must match pattern .*$/s, '')}); /docs on this server says what is expected.`

/** Fastify's own refusals (4xx), in our words. Their text may quote the request, so only ours is sent. */
function fastifyError(error: unknown, bytesMax: number): CashwrapError | null {
  if (typeof error !== 'object' || error === null) return null
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown }
  if (code === 'rate_limited') return rateLimited
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE' || statusCode === 413) {
    return {
      code: 'body_too_large',
      message: `The message is larger than ${(bytesMax / 1_000_000).toFixed(1)} MB; send less at a time.`,
    }
  }
  if (typeof statusCode !== 'number' || statusCode < 400 || statusCode >= 500) return null
  const byStatus: Partial<Record<number, ErrorCode>> = { 404: 'not_found', 429: 'rate_limited' }
  return {
    code: byStatus[statusCode] ?? 'invalid_input',
    message: 'The request is not readable: send JSON in UTF-8 with content-type application/json.',
  }
}

const rateLimited: CashwrapError = {
  code: 'rate_limited',
  message: 'Too many requests in a short time; try again in a minute.',
}
