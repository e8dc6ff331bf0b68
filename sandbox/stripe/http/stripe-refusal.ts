/** `type` of a Stripe error; see docs.stripe.com/api/errors. */
export type ErrorType = 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error'

/** The fields of `error` in an error body, before doc_url and request_log_url are added. */
export interface ErrorFields {
  readonly type: ErrorType
  readonly message: string
  readonly code?: string | undefined
  readonly param?: string | undefined
  readonly decline_code?: string | undefined
  readonly advice_code?: string | undefined
  readonly charge?: string | undefined
  readonly payment_intent?: object | undefined
  readonly payment_method?: object | undefined
}

interface RefusalOptions {
  readonly status: number
  readonly error: ErrorFields
  /** False when the request never began to execute, so that its idempotency key stays free. */
  readonly executed: boolean
  readonly headers?: Readonly<Record<string, string>> | undefined
}

/**
 * A request that Stripe refuses and that has changed nothing.
 *
 * It is thrown, unlike the expected failures elsewhere in Cashwrap: it may rise from deep inside the reading of nested
 * parameters, and throwing is what rolls the request's transaction back. A card decline is not a refusal: it leaves a
 * failed charge behind and is therefore returned as an answer.
 */
export class StripeRefusal extends Error {
  readonly status: number
  readonly error: ErrorFields
  readonly executed: boolean
  readonly headers: Readonly<Record<string, string>>

  constructor(options: RefusalOptions) {
    super(options.error.message)
    this.name = 'StripeRefusal'
    this.status = options.status
    this.error = options.error
    this.executed = options.executed
    this.headers = options.headers ?? {}
  }
}

/** A parameter that does not parse: 400, and the idempotency key is not used up. */
export const invalidParameter = (param: string, code: string | undefined, message: string): StripeRefusal =>
  new StripeRefusal({
    status: 400,
    executed: false,
    error: { type: 'invalid_request_error', code, param, message },
  })

/** A well-formed request that the present state does not allow: 400, and its answer is kept under the key. */
export const invalidRequest = (code: string | undefined, message: string, param?: string): StripeRefusal =>
  new StripeRefusal({
    status: 400,
    executed: true,
    error: { type: 'invalid_request_error', code, param, message },
  })

/** 404 when the id stands in the path, 400 when it is a parameter, as Stripe answers. */
export const noSuch = (noun: string, id: string, param: string, where: 'path' | 'parameter'): StripeRefusal =>
  new StripeRefusal({
    status: where === 'path' ? 404 : 400,
    executed: true,
    error: {
      type: 'invalid_request_error',
      code: 'resource_missing',
      param,
      message: `No such ${noun}: '${id}'`,
    },
  })
