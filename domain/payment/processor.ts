import type { ErrorCode } from '../errors/codes.ts'
import type { Mode } from '../mode/mode.ts'
import type { CardReceipt } from '../sale/tender.ts'
import type { DeclineReason } from './attempt.ts'

/**
 * The port behind which every payment processor stands. An adapter is stateless: it makes one HTTP call per verb and says what it heard.
 * Keys, retries, storage and decisions belong to the core. Amounts are integer minor units with an upper-case ISO 4217 code beside them;
 * the adapter converts to the processor's own form. No verb ever throws for something a processor or a network can do.
 */

/**
 * What one question to a processor came to.
 * done     the processor answered, and this is what it said
 * refused  the processor definitely did not do it (or never heard of it)
 * unknown  it may or may not have been done: a timeout, a dropped connection, a 5xx. Never to be read as "no".
 */
export type ProcessorAnswer<T> =
  | { readonly kind: 'done'; readonly value: T; readonly requestId: string | null }
  | { readonly kind: 'refused'; readonly cause: ProcessorCause }
  | { readonly kind: 'unknown'; readonly cause: ProcessorCause }

/** Why there is no plain answer. Safe to log: no card data, no secret. */
export type ProcessorCause = {
  /** The processor's own code (`lock_timeout`), or ours for the network: `timeout`, `connection_lost`, `connection_refused`. */
  readonly code: string
  readonly message: string
  /** Whether the same call under the same key may be sent again right away. */
  readonly retry: boolean
  /** The failure a till is told. */
  readonly errorCode: ErrorCode
  readonly httpStatus: number | null
  readonly requestId: string | null
  /** The processor replayed the stored answer of an earlier request under this key: that request has ended, and nothing more comes of the key. */
  readonly replayed: boolean
}

/**
 * Where the processor says the money stands.
 * awaiting-card  no card was charged; one may still be presented
 * processing     a card is being charged; no answer yet
 * approved       the money is authorised (`capturedMinor` 0) or taken
 * canceled       no money moved or will move
 * unknown        a status this version does not know
 */
export type PaymentStanding = 'awaiting-card' | 'processing' | 'approved' | 'canceled' | 'unknown'

export type Decline = {
  readonly reason: DeclineReason
  /** The processor's own code. For the event log only: `lost_card` is never shown at a counter. */
  readonly code: string
}

/** Our own words on a processor's object, so that a lost payment can be found again and a foreign one told apart. */
export type PaymentMarks = {
  readonly key: string
  readonly storeId: string
  readonly registerId: string
  readonly saleId: string
  readonly tenderNo: number
  readonly attempt: number
}

export type ProcessorPayment = {
  readonly id: string
  readonly standing: PaymentStanding
  /** The processor's own status word, for the log. */
  readonly status: string
  readonly amountMinor: number
  readonly currency: string
  readonly capturedMinor: number
  readonly refundedMinor: number
  /** The last card was declined. Only a fact about the last try: the payment itself may be alive. */
  readonly decline: Decline | null
  readonly card: CardReceipt | null
  readonly marks: PaymentMarks | null
  readonly livemode: boolean
}

/** What a reader is doing; readers have a single slot. `paymentId` is the processor's payment the action is for. */
export type ReaderAction = {
  readonly kind: 'payment' | 'display' | 'other'
  readonly paymentId: string | null
  readonly status: 'in-progress' | 'succeeded' | 'failed' | 'unknown'
  readonly failure: {
    readonly code: string
    readonly message: string
    readonly decline: Decline | null
  } | null
}

export type ProcessorReader = {
  readonly id: string
  readonly label: string
  readonly deviceType: string
  readonly online: boolean
  readonly action: ReaderAction | null
}

export type RefundReason = 'duplicate' | 'fraudulent' | 'requested_by_customer'

export type ProcessorRefund = {
  readonly id: string
  readonly status: 'pending' | 'succeeded' | 'failed' | 'canceled' | 'unknown'
  readonly amountMinor: number
  readonly currency: string
  readonly paymentId: string | null
  /** Our key of this refund, when it is ours. */
  readonly key: string | null
  readonly failureCode: string | null
}

/** A webhook after its signature was checked. The payload is only a hint of what to read back. */
export type WebhookEvent = {
  readonly id: string
  readonly type: string
  readonly livemode: boolean
  readonly createdAtMs: number
  /**
   * What the event is about: read this back. `reader`: the payment its action was for, when it was for one. `isCreation`: it only says that the
   * payment now exists, which is news only to whom the answer of its creation was lost.
   */
  readonly about:
    | { readonly kind: 'payment'; readonly id: string; readonly isCreation?: true }
    | { readonly kind: 'refund'; readonly id: string; readonly paymentId: string | null }
    | { readonly kind: 'other' }
  /** Our key of the payment, when the payload carries it. */
  readonly key: string | null
}

export type Capabilities = {
  readonly offline: boolean
  readonly tipping: boolean
  readonly manualCapture: boolean
  readonly inPersonRefund: boolean
  readonly readerDisplay: boolean
  /** Upper-case codes, or 'any'. */
  readonly currencies: readonly string[] | 'any'
  /** How long the processor keeps an idempotency key. Past a safe part of it a call is never sent again: look up first. */
  readonly keyLifetimeMs: number
}

export type CreateRequest = {
  readonly key: string
  readonly amountMinor: number
  readonly currency: string
  readonly capture: 'automatic' | 'manual'
  readonly marks: PaymentMarks
}

export type DisplayRequest = {
  readonly key: string
  readonly readerId: string
  readonly currency: string
  readonly lines: readonly {
    readonly description: string
    readonly amountMinor: number
    readonly quantity: number
  }[]
  readonly taxMinor: number
  readonly totalMinor: number
}

export type RefundRequest = {
  readonly key: string
  readonly paymentId: string
  readonly amountMinor: number
  readonly currency: string
  readonly reason: RefundReason
  readonly marks: { readonly storeId: string; readonly paymentKey: string }
}

/** Creation times between which to look for a lost object. */
export type LookUpRequest = { readonly key: string; readonly fromMs: number; readonly untilMs: number }

/** Every mutating verb carries `key`, our idempotency key for that very call. */
export type ProcessorVerbs = {
  create(request: CreateRequest): Promise<ProcessorAnswer<ProcessorPayment>>
  processOnReader(request: {
    readonly key: string
    readonly readerId: string
    readonly paymentId: string
  }): Promise<ProcessorAnswer<ProcessorReader>>
  retrieve(request: { readonly paymentId: string }): Promise<ProcessorAnswer<ProcessorPayment>>
  capture(request: {
    readonly key: string
    readonly paymentId: string
    readonly amountMinor: number
    readonly currency: string
  }): Promise<ProcessorAnswer<ProcessorPayment>>
  cancel(request: {
    readonly key: string
    readonly paymentId: string
  }): Promise<ProcessorAnswer<ProcessorPayment>>
  refund(request: RefundRequest): Promise<ProcessorAnswer<ProcessorRefund>>
  retrieveRefund(request: { readonly refundId: string }): Promise<ProcessorAnswer<ProcessorRefund>>
  /** The payment made under our key, or null: by reading a list that is never stale, not by a search index. */
  lookUpByKey(request: LookUpRequest): Promise<ProcessorAnswer<ProcessorPayment | null>>
  lookUpRefundByKey(request: {
    readonly key: string
    readonly paymentId: string
  }): Promise<ProcessorAnswer<ProcessorRefund | null>>
  listReaders(): Promise<ProcessorAnswer<readonly ProcessorReader[]>>
  readerAction(request: { readonly readerId: string }): Promise<ProcessorAnswer<ProcessorReader>>
  cancelReaderAction(request: {
    readonly key: string
    readonly readerId: string
  }): Promise<ProcessorAnswer<ProcessorReader>>
  display(request: DisplayRequest): Promise<ProcessorAnswer<ProcessorReader>>
  connectionToken(request: { readonly key: string }): Promise<ProcessorAnswer<{ readonly secret: string }>>
  /** Makes sure events are sent to `url`. The secret is told only when the endpoint is made; null when `knownId` still stands. */
  ensureWebhookEndpoint(request: {
    readonly key: string
    readonly url: string
    readonly knownId: string | null
  }): Promise<ProcessorAnswer<{ readonly id: string; readonly secret: string | null }>>
}

export type ProcessorVerb = keyof ProcessorVerbs

export type WebhookCheck =
  | { readonly kind: 'genuine'; readonly event: WebhookEvent }
  | { readonly kind: 'forged'; readonly message: string }
  | { readonly kind: 'wrong-mode'; readonly event: WebhookEvent }

export type Processor = ProcessorVerbs & {
  readonly id: string
  readonly mode: Mode
  readonly capabilities: Capabilities
  /** Checks signature and mode over the raw bytes. Several secrets: any one may match, so that a secret can be rotated. */
  verifyWebhook(request: {
    readonly rawBody: string
    readonly signature: string
    readonly secrets: readonly string[]
    readonly receivedAtMs: number
  }): WebhookCheck
}
