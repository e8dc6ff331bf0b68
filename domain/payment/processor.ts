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

/** Ways a card can be charged on a reader. `interac`: Canadian debit, always captured at once and refunded with the card present. */
export type PaymentMethod = 'card-present' | 'interac'

export type ProcessorPayment = {
  readonly id: string
  readonly standing: PaymentStanding
  /** The processor's own status word, for the log. */
  readonly status: string
  readonly amountMinor: number
  readonly currency: string
  /** What the bank agreed to, and so the most that may be captured in all; 0 while nothing is approved. */
  readonly authorizedMinor: number
  readonly capturedMinor: number
  readonly refundedMinor: number
  /** What of `amountMinor` the customer added on the reader; null: no tip was asked for, 0: none was given. */
  readonly tipMinor: number | null
  /** What was asked for, when the bank agreed to less of it (`authorizedMinor`); null otherwise. */
  readonly partialOf: number | null
  /** Until when an authorisation that was not captured yet must be; null when there is none or the processor does not say. */
  readonly captureBeforeMs: number | null
  readonly createdAtMs: number
  /** How the money came; null while none did, or in a way this version does not know. */
  readonly method: PaymentMethod | 'card' | null
  /** The processor's own id of the charge behind it, `ch_…`; null while there is none. */
  readonly chargeId: string | null
  /** The last card was declined. Only a fact about the last try: the payment itself may be alive. */
  readonly decline: Decline | null
  readonly card: CardReceipt | null
  readonly marks: PaymentMarks | null
  readonly livemode: boolean
}

/**
 * What a reader is doing; readers have a single slot. `paymentId` is the processor's payment the action is for.
 * payment  charges a card · collect  only reads one; to be confirmed within 30 s · refund  gives back to the card that is presented
 */
export type ReaderAction = {
  readonly kind: 'payment' | 'collect' | 'refund' | 'display' | 'other'
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
  /** The processor's own id of the place the reader stands in. */
  readonly locationId: string | null
  readonly serial: string | null
  readonly lastSeenAtMs: number | null
  /** In the shop's own network. */
  readonly ipAddress: string | null
  readonly softwareVersion: string | null
  /** Which of the processor's two worlds it belongs to; null: not told, because it is gone. */
  readonly livemode: boolean | null
}

export type ProcessorAddress = {
  readonly line1: string | null
  readonly line2: string | null
  readonly city: string | null
  readonly state: string | null
  readonly postalCode: string | null
  /** ISO 3166-1 alpha-2, `IE`. */
  readonly country: string
}

/** A place readers belong to. */
export type ProcessorLocation = {
  readonly id: string
  readonly displayName: string
  readonly address: ProcessorAddress
  readonly livemode: boolean
}

export type ProcessorAccount = {
  readonly id: string
  readonly livemode: boolean
  readonly country: string | null
  /** Upper-case ISO 4217. */
  readonly defaultCurrency: string | null
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
  /** Our key of the payment or refund, when the payload carries it. */
  readonly key: string | null
  /** The store the payload says it belongs to. A hint, as all of it: whoever may write at the processor may write anything there. */
  readonly storeId: string | null
  /** The account it happened in, when the event names one; null: the account of the key. */
  readonly accountId: string | null
}

/** Smallest and largest amount one payment may have, in minor units. */
export type AmountLimits = { readonly minMinor: number; readonly maxMinor: number }

export type Capabilities = {
  readonly offline: boolean
  readonly tipping: boolean
  readonly manualCapture: boolean
  readonly inPersonRefund: boolean
  readonly readerDisplay: boolean
  /** Has a page of its own that takes a card that is not here (`hostedPayment`). */
  readonly hostedPage: boolean
  /** A bank may agree to a part of the amount. Where false, `partialApproval` of a request is not sent. */
  readonly partialApproval: boolean
  /** Upper-case codes, or 'any'. */
  readonly currencies: readonly string[] | 'any'
  readonly amountLimits: (currency: string) => AmountLimits
  /** How long the processor keeps an idempotency key. */
  readonly keyLifetimeMs: number
  /** The safe part of that: a call older than this is never sent again under its key; look up first. */
  readonly keyReuseMaxMs: number
}

export type CreateRequest = {
  readonly key: string
  readonly amountMinor: number
  readonly currency: string
  readonly capture: 'automatic' | 'manual'
  readonly methods: readonly PaymentMethod[]
  /** Whether the bank may agree to a part of the amount. */
  readonly partialApproval: boolean
  readonly marks: PaymentMarks
}

/** What of the amount a tip may be asked on, and in which currency; null: no tip is asked for. */
export type Tipping = { readonly eligibleMinor: number; readonly currency: string } | null

export type ReaderPaymentRequest = {
  readonly key: string
  readonly readerId: string
  readonly paymentId: string
  readonly tipping: Tipping
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

export type HostedPaymentRequest = {
  readonly key: string
  readonly amountMinor: number
  readonly currency: string
  readonly marks: PaymentMarks
  /** Where the customer's browser goes afterwards. That it went there proves nothing about money. */
  readonly returnUrl: string
}

export type HostedPayment = {
  readonly url: string
  /** null: the processor makes the payment when the customer begins to pay; it will carry our marks. */
  readonly paymentId: string | null
  readonly expiresAtMs: number
}

/** Times of creation by the processor's clock, both ends included. Processors count seconds: both ends are rounded outwards. */
export type TimeWindow = { readonly fromMs: number; readonly untilMs: number }

/** Creation times between which to look for a lost object. */
export type LookUpRequest = TimeWindow & { readonly key: string }

/** Every mutating verb carries `key`, our idempotency key for that very call. */
export type ProcessorVerbs = {
  create(request: CreateRequest): Promise<ProcessorAnswer<ProcessorPayment>>
  processOnReader(request: ReaderPaymentRequest): Promise<ProcessorAnswer<ProcessorReader>>
  /** Reads a card without charging it; `confirmOnReader` charges it and must come within 30 s. */
  collectOnReader(request: ReaderPaymentRequest): Promise<ProcessorAnswer<ProcessorReader>>
  confirmOnReader(request: {
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
  /** Gives back to the card that is presented (Interac). The refund itself is found by `lookUpRefundByKey` once the reader succeeded. */
  refundOnReader(
    request: RefundRequest & { readonly readerId: string },
  ): Promise<ProcessorAnswer<ProcessorReader>>
  retrieveRefund(request: { readonly refundId: string }): Promise<ProcessorAnswer<ProcessorRefund>>
  /** The payment made under our key, or null: by reading a list that is never stale, not by a search index. */
  lookUpByKey(request: LookUpRequest): Promise<ProcessorAnswer<ProcessorPayment | null>>
  lookUpRefundByKey(request: {
    readonly key: string
    readonly paymentId: string
  }): Promise<ProcessorAnswer<ProcessorRefund | null>>
  /** "List since": every payment created in the window, ours or not, oldest first, from the list that is never stale; all pages. */
  listPayments(request: TimeWindow): Promise<ProcessorAnswer<readonly ProcessorPayment[]>>
  /** Every event of the window, oldest first, all pages: to catch up after an outage. Processors keep 30 days. */
  listEvents(request: TimeWindow): Promise<ProcessorAnswer<readonly WebhookEvent[]>>
  listReaders(): Promise<ProcessorAnswer<readonly ProcessorReader[]>>
  readerAction(request: { readonly readerId: string }): Promise<ProcessorAnswer<ProcessorReader>>
  cancelReaderAction(request: {
    readonly key: string
    readonly readerId: string
  }): Promise<ProcessorAnswer<ProcessorReader>>
  display(request: DisplayRequest): Promise<ProcessorAnswer<ProcessorReader>>
  registerReader(request: {
    readonly key: string
    readonly registrationCode: string
    readonly label: string
    readonly locationId: string
  }): Promise<ProcessorAnswer<ProcessorReader>>
  renameReader(request: {
    readonly key: string
    readonly readerId: string
    readonly label: string
  }): Promise<ProcessorAnswer<ProcessorReader>>
  /** Removing a reader that is gone already is done. */
  removeReader(request: {
    readonly key: string
    readonly readerId: string
  }): Promise<ProcessorAnswer<{ readonly id: string }>>
  listLocations(): Promise<ProcessorAnswer<readonly ProcessorLocation[]>>
  createLocation(request: {
    readonly key: string
    readonly displayName: string
    readonly address: ProcessorAddress
  }): Promise<ProcessorAnswer<ProcessorLocation>>
  connectionToken(request: { readonly key: string }): Promise<ProcessorAnswer<{ readonly secret: string }>>
  /** For the reader SDK in the page. Never stored, never logged. */
  clientSecret(request: { readonly paymentId: string }): Promise<ProcessorAnswer<{ readonly secret: string }>>
  /** The processor's own page takes a card that is not here: pay by link, mail and telephone orders. */
  hostedPayment(request: HostedPaymentRequest): Promise<ProcessorAnswer<HostedPayment>>
  /** Whose key this is. */
  account(): Promise<ProcessorAnswer<ProcessorAccount>>
  /** What a restricted key still needs, in the processor's own words, asked by calls that change nothing; [] when nothing is missing. */
  missingPermissions(): Promise<ProcessorAnswer<readonly string[]>>
  /** Makes sure events are sent to `url`. The secret is told only when the endpoint is made; null when `knownId` still stands. */
  ensureWebhookEndpoint(request: {
    readonly key: string
    readonly url: string
    readonly knownId: string | null
  }): Promise<ProcessorAnswer<{ readonly id: string; readonly secret: string | null }>>
}

export type ProcessorVerb = keyof ProcessorVerbs

/** A webhook as it arrived. Several secrets: any one may have signed it, so that a secret can be rotated. */
export type WebhookRequest = {
  readonly rawBody: string
  readonly signature: string
  readonly secrets: readonly string[]
  readonly receivedAtMs: number
}

/** Who signed a webhook and when: the secret's place in the list, counted from 1, and the processor's clock. */
export type WebhookSeal = { readonly secretNo: number; readonly signedAtMs: number }

/**
 * What a webhook turned out to be, over its raw bytes.
 * genuine      of this mode, to be taken · wrong-mode  of the other one
 * forged       signed by none of the secrets · out-of-time  signed, but its time is further off than is allowed, in either direction
 * unreadable   signed and in time, but not an event this version can read
 */
export type WebhookCheck =
  | (WebhookSeal & { readonly kind: 'genuine' | 'wrong-mode'; readonly event: WebhookEvent })
  | (WebhookSeal & { readonly kind: 'out-of-time' | 'unreadable'; readonly eventId: string | null })
  | { readonly kind: 'forged'; readonly message: string }

export type Processor = ProcessorVerbs & {
  readonly id: string
  /** Which of the processor's separate worlds it speaks to, where it has several; `global` where it has one. */
  readonly region: string
  readonly mode: Mode
  /** The header, in lower case, that carries the signature of a webhook. */
  readonly signatureHeader: string
  readonly capabilities: Capabilities
  /** Checks signature, time and mode over the raw bytes. */
  verifyWebhook(request: WebhookRequest): WebhookCheck
}
