import { Stripe } from 'stripe'
import type { ProcessorVerb } from '../../../domain/payment/processor.ts'
import type { ProcessorTransport } from '../transport.ts'
import type { StripeConfig } from './config.ts'

/** The only file that imports the vendor's SDK. Everything else speaks of these names. */
export type StripeClient = Stripe
export type WireIntent = Stripe.PaymentIntent
export type WireCharge = Stripe.Charge
export type WireReader = Stripe.Terminal.Reader
export type WireRefund = Stripe.Refund
export type WireEvent = Stripe.Event
export type WireIntentParams = Stripe.PaymentIntentCreateParams
export type WireRefundParams = Stripe.RefundCreateParams
export type WireDisplayParams = Stripe.Terminal.ReaderSetReaderDisplayParams
export type WireReaderRefundParams = Stripe.Terminal.ReaderRefundPaymentParams
export type WireLocation = Stripe.Terminal.Location
export type WireLocationParams = Stripe.Terminal.LocationCreateParams
export type WireSession = Stripe.Checkout.Session
export type WireSessionParams = Stripe.Checkout.SessionCreateParams
export type WireAccount = Stripe.Account
/** The codes Stripe lists. Its types also allow any other text, for codes that come later. */
type Listed<Code> = Code extends string ? (string extends Code ? never : Code) : never
export type WireErrorCode = Listed<Stripe.Terminal.Reader.Action.ApiError.Code>
export type WireCardPresentOptions = Stripe.PaymentIntentCreateParams.PaymentMethodOptions.CardPresent

/** Stated, never "latest": an upgrade is a decision, with its changelog read. https://docs.stripe.com/changelog */
export const stripeApiVersion = '2026-10-28.endive'

/** Longest wait for an answer, per verb. A reader command goes through the shop's own network and may take several seconds. */
export const verbTimeoutsMs = {
  create: 10_000,
  processOnReader: 20_000,
  collectOnReader: 20_000,
  confirmOnReader: 20_000,
  refundOnReader: 20_000,
  retrieve: 8_000,
  capture: 15_000,
  cancel: 10_000,
  refund: 15_000,
  retrieveRefund: 8_000,
  lookUpByKey: 10_000,
  lookUpRefundByKey: 10_000,
  listPayments: 10_000,
  listEvents: 10_000,
  listReaders: 8_000,
  readerAction: 8_000,
  cancelReaderAction: 20_000,
  display: 10_000,
  registerReader: 20_000,
  renameReader: 10_000,
  removeReader: 10_000,
  listLocations: 8_000,
  createLocation: 10_000,
  connectionToken: 10_000,
  clientSecret: 8_000,
  hostedPayment: 15_000,
  account: 8_000,
  missingPermissions: 8_000,
  ensureWebhookEndpoint: 10_000,
} as const satisfies Record<ProcessorVerb, number>

type HttpClient = NonNullable<NonNullable<ConstructorParameters<typeof Stripe>[1]>['httpClient']>

/** A closed connection under another name, so that the SDK does not retry it by itself. */
class ConnectionLost extends Error {
  readonly code = 'CONNECTION_LOST'
}

/**
 * stripe-node sends once more on ECONNRESET and EPIPE even with its retries off. Attempts are counted once, by us, so such an
 * error reaches us under a code of our own.
 */
function countedOnce(inner: HttpClient): HttpClient {
  return {
    getClientName: () => inner.getClientName(),
    makeRequest: async (...request) => {
      try {
        return await inner.makeRequest(...request)
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? error.code : undefined
        if (code === 'ECONNRESET' || code === 'EPIPE')
          throw new ConnectionLost(`connection lost (${code})`, { cause: error })
        throw error
      }
    },
  }
}

/** The SDK over a transport of ours. */
function overTransport(transport: ProcessorTransport): HttpClient {
  return {
    getClientName: () => 'cashwrap',
    makeRequest: async (host, port, path, method, headers, body, _protocol, timeoutMs) => {
      const texts = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])
      const answer = await transport({
        method,
        host: `${host}:${port}`,
        path,
        headers: Object.fromEntries(texts),
        body,
        timeoutMs,
      })
      return {
        getStatusCode: () => answer.status,
        getHeaders: () => answer.headers,
        getRawResponse: () => answer,
        toStream: () => {
          throw new Error('answers are read whole')
        },
        toJSON: async () => JSON.parse(answer.body),
      }
    },
  }
}

export function createStripeClient(config: StripeConfig, transport?: ProcessorTransport): StripeClient {
  const base = config.apiBase === null ? null : new URL(config.apiBase)
  return new Stripe(config.secretKey, {
    apiVersion: stripeApiVersion,
    maxNetworkRetries: 0,
    timeout: 20_000,
    telemetry: false,
    httpClient: countedOnce(
      transport === undefined ? Stripe.createNodeHttpClient() : overTransport(transport),
    ),
    appInfo: { name: 'Cashwrap' },
    ...(base === null
      ? {}
      : {
          host: base.hostname,
          port: base.port === '' ? (base.protocol === 'https:' ? 443 : 80) : Number(base.port),
          protocol: base.protocol === 'https:' ? ('https' as const) : ('http' as const),
        }),
  })
}

/** An error of the SDK, reduced to what decisions are made of. */
export type WireError = {
  readonly type: string
  readonly code: string | null
  readonly declineCode: string | null
  readonly message: string
  /** null: no answer arrived. */
  readonly httpStatus: number | null
  readonly requestId: string | null
  /** `stripe-should-retry`, when the answer carried it. */
  readonly shouldRetry: boolean | null
  readonly replayed: boolean
  /** The network's own code when no answer arrived: `ETIMEDOUT`, `ECONNREFUSED`, … */
  readonly networkCode: string | null
}

function networkCodeOf(detail: unknown): string | null {
  let at: unknown = detail
  for (let depth = 0; depth < 4 && at instanceof Error; depth += 1) {
    if ('code' in at && typeof at.code === 'string') return at.code
    at = at.cause
  }
  return null
}

/** Reads what a call threw; null when it is not the SDK's (a bug of ours). */
export function readWireError(error: unknown): WireError | null {
  if (!(error instanceof Stripe.errors.StripeError)) return null
  const shouldRetry = error.headers?.['stripe-should-retry']
  return {
    type: error.rawType ?? error.type,
    code: error.code ?? null,
    declineCode: error.decline_code ?? null,
    message: error.message,
    httpStatus: error.statusCode ?? null,
    requestId: error.requestId ?? null,
    shouldRetry: shouldRetry === undefined ? null : shouldRetry === 'true',
    replayed: error.headers?.['idempotent-replayed'] === 'true',
    networkCode: error.statusCode === undefined ? networkCodeOf(error.detail) : null,
  }
}
