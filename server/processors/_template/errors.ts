import type { ErrorCode } from '../../../domain/errors/codes.ts'
import type { ProcessorAnswer, ProcessorVerb } from '../../../domain/payment/processor.ts'
import type { WireAnswer } from './client.ts'

/**
 * What an error of Acme's means for money, one row per code, each with the page it was read on.
 * applied  `no`: definitely not done · `maybe`: it may have been
 * retry    the same call under the same key may be sent again at once (the core counts and spaces the attempts)
 */
type ErrorMeaning = {
  readonly applied: 'no' | 'maybe'
  readonly retry: boolean
  readonly errorCode: ErrorCode
  readonly source: string
}

export const errorRows: Readonly<Record<string, ErrorMeaning>> = {
  not_found: {
    applied: 'no',
    retry: false,
    errorCode: 'payment_not_found',
    source: 'https://docs.acme.example/errors',
  },
}

const meaning = (applied: 'no' | 'maybe', retry: boolean, errorCode: ErrorCode): ErrorMeaning => ({
  applied,
  retry,
  errorCode,
  source: 'https://docs.acme.example/errors',
})

/** Failures before a connection stood: no byte of the request can have arrived. */
const neverSent: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])
const networkNames: Readonly<Record<string, string>> = {
  ETIMEDOUT: 'timeout',
  ECONNREFUSED: 'connection_refused',
}

/** Codes without a row, by status. A 4xx was judged and not done; a 5xx, a conflict or silence may have been done. Never to be read as "no". */
function meaningByStatus(status: number): ErrorMeaning {
  if (status === 429) return meaning('no', true, 'processor_unavailable')
  if (status === 408 || status === 409 || status >= 500)
    return meaning('maybe', true, 'processor_unavailable')
  if (status >= 400) return meaning('no', false, 'processor_refused')
  return meaning('maybe', false, 'processor_unavailable')
}

const codeIn = (body: unknown): string | null =>
  typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string'
    ? body.code
    : null

/** Everything but a success → the port's answer. Pure. */
export function answerOfError(wire: WireAnswer): Exclude<ProcessorAnswer<never>, { kind: 'done' }> {
  if (wire.kind === 'silence') {
    const sent = !neverSent.has(wire.networkCode)
    const cause = {
      code: networkNames[wire.networkCode] ?? 'connection_lost',
      message: wire.message,
      retry: true,
      errorCode: 'processor_unavailable',
      httpStatus: null,
      requestId: null,
      replayed: false,
    } as const
    return sent ? { kind: 'unknown', cause } : { kind: 'refused', cause }
  }
  const { status, body, requestId } = wire
  const code = codeIn(body)
  const row = code !== null && Object.hasOwn(errorRows, code) ? errorRows[code] : undefined
  const { applied, retry, errorCode } = row ?? meaningByStatus(status)
  const cause = {
    code: code ?? `http_${status}`,
    message: `Acme answered ${code ?? status}.`,
    retry,
    errorCode,
    httpStatus: status,
    requestId,
    replayed: false,
  }
  // A 5xx that carries a known code is still a 5xx: it proves nothing.
  return applied === 'no' && status < 500 ? { kind: 'refused', cause } : { kind: 'unknown', cause }
}

/** The answer of every verb that is not there yet, or that Acme does not have. Nothing was sent. */
export const notWritten =
  (verb: ProcessorVerb) => async (): Promise<{ kind: 'refused' } & ProcessorAnswer<never>> => ({
    kind: 'refused',
    cause: {
      code: 'not_written',
      message: `Cashwrap's adapter for Acme has no "${verb}".`,
      retry: false,
      errorCode: 'processor_refused',
      httpStatus: null,
      requestId: null,
      replayed: false,
    },
  })
