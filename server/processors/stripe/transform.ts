import type { Mode } from '../../../domain/mode/mode.ts'
import type {
  CreateRequest,
  HostedPayment,
  HostedPaymentRequest,
  PaymentMarks,
  ProcessorAccount,
  ProcessorPayment,
  ProcessorRefund,
  RefundRequest,
} from '../../../domain/payment/processor.ts'
import type { CardReceipt } from '../../../domain/sale/tender.ts'
import { fromWireAmount, toWireAmount } from './amounts.ts'
import type {
  WireAccount,
  WireCardPresentOptions,
  WireCharge,
  WireIntent,
  WireIntentParams,
  WireRefund,
  WireRefundParams,
  WireSession,
  WireSessionParams,
} from './client.ts'
import { declineOf } from './declines.ts'
import { toMethod, toRefundStatus, toStanding } from './statuses.ts'

/** Metadata as we write it; every value is text at Stripe. */
export const toMetadata = (marks: PaymentMarks): Record<string, string> => ({
  cashwrap_key: marks.key,
  store_id: marks.storeId,
  register_id: marks.registerId,
  sale_id: marks.saleId,
  tender_no: String(marks.tenderNo),
  attempt: String(marks.attempt),
})

export function fromMetadata(
  metadata: Readonly<Record<string, string>> | null | undefined,
): PaymentMarks | null {
  const key = metadata?.['cashwrap_key']
  if (metadata === null || metadata === undefined || key === undefined) return null
  return {
    key,
    storeId: metadata['store_id'] ?? '',
    registerId: metadata['register_id'] ?? '',
    saleId: metadata['sale_id'] ?? '',
    tenderNo: Number(metadata['tender_no'] ?? 0),
    attempt: Number(metadata['attempt'] ?? 0),
  }
}

const wireMethods = { 'card-present': 'card_present', interac: 'interac_present' } as const

/**
 * A bank may agree to a part. Stripe gives this to accounts that asked for it, so it is not among the SDK's types; without it Stripe answers
 * `parameter_unknown`. https://docs.stripe.com/payments/partial-authorization
 */
const partialIfAvailable: WireCardPresentOptions & {
  readonly request_partial_authorization: 'if_available'
} = {
  request_partial_authorization: 'if_available',
}

export const toIntentParams = (request: CreateRequest): WireIntentParams => ({
  amount: toWireAmount(request.amountMinor, request.currency),
  currency: request.currency.toLowerCase(),
  allowed_payment_method_types: request.methods.map((method) => wireMethods[method]),
  capture_method: request.capture,
  ...(request.partialApproval ? { payment_method_options: { card_present: partialIfAvailable } } : {}),
  metadata: toMetadata(request.marks),
  expand: ['latest_charge'],
})

/** What finds a refund again, whether the processor or a reader makes it. */
export const refundMetadata = (
  request: Pick<RefundRequest, 'key' | 'marks'>,
): Readonly<Record<string, string>> => ({
  cashwrap_key: request.key,
  store_id: request.marks.storeId,
  payment_key: request.marks.paymentKey,
})

export const toRefundParams = (request: RefundRequest): WireRefundParams => ({
  payment_intent: request.paymentId,
  amount: toWireAmount(request.amountMinor, request.currency),
  reason: request.reason,
  metadata: refundMetadata(request),
})

function cardOf(charge: WireCharge | null): CardReceipt | null {
  const details = charge?.payment_method_details
  const card = details?.card_present ?? details?.interac_present
  if (card === undefined || card === null) return null
  const { receipt } = card
  const short = (text: string | null | undefined, lengthMax: number): string | null =>
    text === null || text === undefined ? null : text.slice(0, lengthMax)
  return {
    brand: short(card.brand, 40),
    last4: card.last4 !== null && /^\d{4}$/.test(card.last4) ? card.last4 : null,
    readMethod: short(card.read_method, 40),
    applicationPreferredName: short(receipt?.application_preferred_name, 60),
    dedicatedFileName: short(receipt?.dedicated_file_name, 60),
    authorizationCode: short(receipt?.authorization_code, 40),
    authorizationResponseCode: short(receipt?.authorization_response_code, 40),
    applicationCryptogram: short(receipt?.application_cryptogram, 60),
    cardholderVerificationMethod: short(receipt?.cardholder_verification_method, 40),
    terminalVerificationResults: short(receipt?.terminal_verification_results, 60),
    transactionStatusInformation: short(receipt?.transaction_status_information, 60),
    accountType: short(receipt?.account_type, 40),
  }
}

/** What the bank agreed to: its own word on the charge, else what the intent says may be or was captured. */
function authorizedOf(intent: WireIntent, charge: WireCharge | null): number {
  if (toStanding(intent.status) !== 'approved') return 0
  const details = charge?.payment_method_details
  const agreed = details?.card_present?.amount_authorized ?? details?.card?.amount_authorized
  return agreed ?? intent.amount_capturable + intent.amount_received
}

/**
 * What was asked for, where a part would do: Stripe lowers the intent's own amount to what the bank agreed to and tells the rest on the
 * charge. Not among the SDK's types, like the wish for it. https://docs.stripe.com/payments/partial-authorization
 */
function requestedOf(charge: WireCharge | null): number | null {
  const card = charge?.payment_method_details?.card_present
  if (card === null || card === undefined || !('amount_requested' in card)) return null
  return typeof card.amount_requested === 'number' ? card.amount_requested : null
}

function captureBeforeOf(intent: WireIntent, charge: WireCharge | null): number | null {
  if (intent.status !== 'requires_capture') return null
  const details = charge?.payment_method_details
  const seconds = details?.card_present?.capture_before ?? details?.card?.capture_before
  return seconds === undefined ? null : seconds * 1000
}

/** A PaymentIntent, with `latest_charge` expanded where it can be, as the core sees it. */
export function toPayment(intent: WireIntent): ProcessorPayment {
  const charge =
    typeof intent.latest_charge === 'object' && intent.latest_charge !== null ? intent.latest_charge : null
  const paid = charge !== null && charge.status === 'succeeded'
  const standing = toStanding(intent.status)
  const minor = (wire: number) => fromWireAmount(wire, intent.currency)
  const tip = intent.amount_details?.tip?.amount ?? null
  const authorized = authorizedOf(intent, charge)
  const requested = requestedOf(charge)
  return {
    id: intent.id,
    standing,
    status: intent.status,
    amountMinor: minor(intent.amount),
    currency: intent.currency.toUpperCase(),
    authorizedMinor: minor(authorized),
    capturedMinor: minor(intent.amount_received),
    refundedMinor: paid ? minor(charge.amount_refunded) : 0,
    tipMinor: tip === null ? null : minor(tip),
    partialOf:
      standing === 'approved' && requested !== null && authorized < requested ? minor(requested) : null,
    captureBeforeMs: captureBeforeOf(intent, charge),
    createdAtMs: intent.created * 1000,
    method: paid ? toMethod(charge.payment_method_details?.type) : null,
    chargeId: idOf(intent.latest_charge),
    decline: standing === 'approved' ? null : declineOf(intent.last_payment_error),
    card: paid ? cardOf(charge) : null,
    marks: fromMetadata(intent.metadata),
    livemode: intent.livemode,
  }
}

export const idOf = (reference: string | { readonly id: string } | null | undefined): string | null =>
  reference === null || reference === undefined
    ? null
    : typeof reference === 'string'
      ? reference
      : reference.id

export const toRefund = (refund: WireRefund): ProcessorRefund => ({
  id: refund.id,
  status: toRefundStatus(refund.status),
  amountMinor: fromWireAmount(refund.amount, refund.currency),
  currency: refund.currency.toUpperCase(),
  paymentId: idOf(refund.payment_intent),
  key: refund.metadata?.['cashwrap_key'] ?? null,
  failureCode: refund.failure_reason ?? null,
})

/** Stripe's own payment page, for one amount. The marks go onto the intent it makes, so that it is found like any other. */
export const toSessionParams = (request: HostedPaymentRequest): WireSessionParams => ({
  mode: 'payment',
  allowed_payment_method_types: ['card'],
  line_items: [
    {
      quantity: 1,
      price_data: {
        currency: request.currency.toLowerCase(),
        unit_amount: toWireAmount(request.amountMinor, request.currency),
        product_data: { name: 'Total' },
      },
    },
  ],
  success_url: request.returnUrl,
  metadata: toMetadata(request.marks),
  payment_intent_data: { metadata: toMetadata(request.marks) },
})

/** null: a session without an address cannot be paid. */
export const toHostedPayment = (session: WireSession): HostedPayment | null =>
  session.url === null
    ? null
    : { url: session.url, paymentId: idOf(session.payment_intent), expiresAtMs: session.expires_at * 1000 }

/** Stripe's account object does not say in which world it was read; a key opens only its own, and key and mode were checked at start. */
export const toAccount = (account: WireAccount, mode: Mode): ProcessorAccount => ({
  id: account.id,
  livemode: mode === 'live',
  country: account.country ?? null,
  defaultCurrency: account.default_currency?.toUpperCase() ?? null,
})
