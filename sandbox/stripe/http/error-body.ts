import type { ErrorFields } from './stripe-refusal.ts'

/** The page that explains an error code, e.g. card_declined → …/error-codes/card-declined. */
export const docUrl = (code: string): string =>
  `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`

/** The body of an error answer, with the links that Stripe adds; undefined fields vanish in JSON. */
export const errorBody = (error: ErrorFields, requestId: string, atSeconds: number): object => ({
  error: {
    ...error,
    ...(error.code === undefined ? {} : { doc_url: docUrl(error.code) }),
    request_log_url: `https://dashboard.stripe.com/test/logs/${requestId}?t=${atSeconds}`,
  },
})
