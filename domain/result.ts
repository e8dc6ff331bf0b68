import type { ErrorCode } from './errors/codes.ts'

/**
 * What an operation that may fail in an expected way answers with. Bugs throw; everything a shop can meet on a normal day is a Result.
 * `details` carries facts for the screen and the log (never an `Error`, never card data): safe to send across a process.
 */
export type Result<T> = Ok<T> | Failure

export type Ok<T> = { readonly ok: true; readonly value: T }
export type Failure = { readonly ok: false; readonly error: CashwrapError }

export type CashwrapError = {
  readonly code: ErrorCode
  /** One plain English sentence that names the cause and the way out. Screens translate by `code` and fall back to this. */
  readonly message: string
  readonly details?: Readonly<Record<string, string | number | boolean | null>> | undefined
}

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value })

export const fail = (code: ErrorCode, message: string, details?: CashwrapError['details']): Failure => ({
  ok: false,
  error: details === undefined ? { code, message } : { code, message, details },
})
