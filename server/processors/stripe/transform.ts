import type { DeclineReason } from '../../../domain/payment/attempt.ts'
import type {
  CreateRequest,
  Decline,
  DisplayRequest,
  PaymentMarks,
  PaymentStanding,
  ProcessorPayment,
  ProcessorReader,
  ProcessorRefund,
  ReaderAction,
  RefundRequest,
} from '../../../domain/payment/processor.ts'
import type { CardReceipt } from '../../../domain/sale/tender.ts'
import type {
  WireCharge,
  WireDisplayParams,
  WireIntent,
  WireIntentParams,
  WireReader,
  WireRefund,
  WireRefundParams,
} from './client.ts'

/**
 * Stripe counts these in hundredths although ISO 4217 gives them no minor unit, and refuses anything but whole units.
 * https://docs.stripe.com/currencies#special-cases
 */
const hundredfold: ReadonlySet<string> = new Set(['ISK', 'UGX'])

/** `1050 USD → 1050`, `500 ISK → 50000`. */
export const toWireAmount = (amountMinor: number, currency: string): number =>
  hundredfold.has(currency) ? amountMinor * 100 : amountMinor
export const fromWireAmount = (wire: number, wireCurrency: string): number =>
  hundredfold.has(wireCurrency.toUpperCase()) ? Math.round(wire / 100) : wire

/** Every status Stripe documents; a new one is `unknown` until somebody has read what it means. */
const standings: Readonly<Record<string, PaymentStanding>> = {
  requires_payment_method: 'awaiting-card',
  requires_confirmation: 'awaiting-card',
  requires_action: 'processing',
  processing: 'processing',
  requires_capture: 'approved',
  succeeded: 'approved',
  canceled: 'canceled',
}
export const toStanding = (status: string): PaymentStanding =>
  Object.hasOwn(standings, status) ? (standings[status] ?? 'unknown') : 'unknown'

/** Decline codes to what a counter may say. lost, stolen, fraudulent and everything not listed: generic. https://docs.stripe.com/declines/codes */
const declineReasons: Readonly<Record<string, DeclineReason>> = {
  insufficient_funds: 'insufficient_funds',
  withdrawal_count_limit_exceeded: 'insufficient_funds',
  expired_card: 'expired_card',
  incorrect_pin: 'incorrect_pin',
  invalid_pin: 'incorrect_pin',
  offline_pin_required: 'pin_required',
  online_or_offline_pin_required: 'pin_required',
  processing_error: 'try_again',
  try_again_later: 'try_again',
  issuer_not_available: 'try_again',
  reenter_transaction: 'try_again',
  approve_with_id: 'try_again',
  card_not_supported: 'card_not_supported',
  currency_not_supported: 'card_not_supported',
  invalid_account: 'card_not_supported',
}
export const toDecline = (code: string): Decline => ({
  code,
  reason: Object.hasOwn(declineReasons, code) ? (declineReasons[code] ?? 'generic') : 'generic',
})

type ErrorOnObject = {
  readonly type?: string
  readonly code?: string
  readonly decline_code?: string
}

function declineOf(error: ErrorOnObject | null): Decline | null {
  if (error === null) return null
  const code = error.decline_code ?? error.code
  return toDecline(code ?? error.type ?? 'unnamed')
}

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

export const toIntentParams = (request: CreateRequest): WireIntentParams => ({
  amount: toWireAmount(request.amountMinor, request.currency),
  currency: request.currency.toLowerCase(),
  allowed_payment_method_types: ['card_present'],
  capture_method: request.capture,
  metadata: toMetadata(request.marks),
  expand: ['latest_charge'],
})

export const toRefundParams = (request: RefundRequest): WireRefundParams => ({
  payment_intent: request.paymentId,
  amount: toWireAmount(request.amountMinor, request.currency),
  reason: request.reason,
  metadata: {
    cashwrap_key: request.key,
    store_id: request.marks.storeId,
    payment_key: request.marks.paymentKey,
  },
})

export const toDisplayParams = (request: DisplayRequest): WireDisplayParams => ({
  type: 'cart',
  cart: {
    currency: request.currency.toLowerCase(),
    line_items: request.lines.map((line) => ({
      description: line.description,
      amount: toWireAmount(line.amountMinor, request.currency),
      quantity: line.quantity,
    })),
    tax: toWireAmount(request.taxMinor, request.currency),
    total: toWireAmount(request.totalMinor, request.currency),
  },
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

/** A PaymentIntent, with `latest_charge` expanded where it can be, as the core sees it. */
export function toPayment(intent: WireIntent): ProcessorPayment {
  const charge =
    typeof intent.latest_charge === 'object' && intent.latest_charge !== null ? intent.latest_charge : null
  const paid = charge !== null && charge.status === 'succeeded'
  const standing = toStanding(intent.status)
  return {
    id: intent.id,
    standing,
    status: intent.status,
    amountMinor: fromWireAmount(intent.amount, intent.currency),
    currency: intent.currency.toUpperCase(),
    capturedMinor: fromWireAmount(intent.amount_received, intent.currency),
    refundedMinor: paid ? fromWireAmount(charge.amount_refunded, intent.currency) : 0,
    decline: standing === 'approved' ? null : declineOf(intent.last_payment_error),
    card: paid ? cardOf(charge) : null,
    marks: fromMetadata(intent.metadata),
    livemode: intent.livemode,
  }
}

const idOf = (reference: string | { readonly id: string } | null | undefined): string | null =>
  reference === null || reference === undefined
    ? null
    : typeof reference === 'string'
      ? reference
      : reference.id

const actionStatuses: Readonly<Record<string, ReaderAction['status']>> = {
  in_progress: 'in-progress',
  succeeded: 'succeeded',
  failed: 'failed',
}

/** Failure codes of a reader action that are the card's or the bank's no. Others are the reader's own trouble. */
const declineFailures: ReadonlySet<string> = new Set([
  'card_declined',
  'expired_card',
  'processing_error',
  'insufficient_funds',
  'incorrect_pin',
  'generic_decline',
])

function toAction(action: WireReader['action']): ReaderAction | null {
  if (action === null) return null
  const payment =
    action.process_payment_intent ?? action.collect_payment_method ?? action.confirm_payment_intent
  const kind = payment !== undefined ? 'payment' : action.type === 'set_reader_display' ? 'display' : 'other'
  const status = Object.hasOwn(actionStatuses, action.status)
    ? (actionStatuses[action.status] ?? 'unknown')
    : 'unknown'
  const code = action.failure_code ?? action.api_error?.code ?? 'unnamed'
  const declined = action.api_error?.type === 'card_error' || declineFailures.has(code)
  return {
    kind,
    paymentId: idOf(payment?.payment_intent),
    status,
    failure:
      status === 'failed'
        ? {
            code,
            message: action.failure_message ?? '',
            decline: declined ? (declineOf(action.api_error) ?? toDecline(code)) : null,
          }
        : null,
  }
}

export const toReader = (reader: WireReader): ProcessorReader => ({
  id: reader.id,
  label: reader.label,
  deviceType: reader.device_type,
  // null (mobile readers) says nothing about the connection; only a plain "offline" does.
  online: reader.status !== 'offline',
  action: toAction(reader.action),
})

const refundStatuses: Readonly<Record<string, ProcessorRefund['status']>> = {
  pending: 'pending',
  requires_action: 'pending',
  succeeded: 'succeeded',
  failed: 'failed',
  canceled: 'canceled',
}

export const toRefund = (refund: WireRefund): ProcessorRefund => ({
  id: refund.id,
  status:
    refund.status !== null && Object.hasOwn(refundStatuses, refund.status)
      ? (refundStatuses[refund.status] ?? 'unknown')
      : 'unknown',
  amountMinor: fromWireAmount(refund.amount, refund.currency),
  currency: refund.currency.toUpperCase(),
  paymentId: idOf(refund.payment_intent),
  key: refund.metadata?.['cashwrap_key'] ?? null,
  failureCode: refund.failure_reason ?? null,
})
