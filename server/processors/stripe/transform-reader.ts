import type {
  DisplayRequest,
  ProcessorAddress,
  ProcessorLocation,
  ProcessorReader,
  ReaderAction,
  RefundRequest,
  Tipping,
} from '../../../domain/payment/processor.ts'
import { toWireAmount } from './amounts.ts'
import type {
  WireDisplayParams,
  WireLocation,
  WireLocationParams,
  WireReader,
  WireReaderRefundParams,
} from './client.ts'
import { declineOf, isDeclineCode, toDecline } from './declines.ts'
import { toActionKind, toActionStatus } from './statuses.ts'
import { idOf, refundMetadata } from './transform.ts'

/** The same words for processing and for collecting. Without a tip to ask for, the reader's own tipping screen is skipped. */
export const toReaderConfig = (
  tipping: Tipping,
): { readonly skip_tipping: true } | { readonly tipping: { readonly amount_eligible: number } } =>
  tipping === null
    ? { skip_tipping: true }
    : { tipping: { amount_eligible: toWireAmount(tipping.eligibleMinor, tipping.currency) } }

/** A reader takes no `reason`; it is kept in the refund's metadata. */
export const toReaderRefundParams = (request: RefundRequest): WireReaderRefundParams => ({
  payment_intent: request.paymentId,
  amount: toWireAmount(request.amountMinor, request.currency),
  metadata: { ...refundMetadata(request), reason: request.reason },
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

function toAction(action: WireReader['action']): ReaderAction | null {
  if (action === null) return null
  const about =
    action.process_payment_intent ??
    action.collect_payment_method ??
    action.confirm_payment_intent ??
    action.refund_payment
  const status = toActionStatus(action.status)
  const code = action.failure_code ?? action.api_error?.code ?? 'unnamed'
  const declined = action.api_error?.type === 'card_error' || isDeclineCode(code)
  return {
    kind: toActionKind(action.type),
    paymentId: idOf(about?.payment_intent),
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
  locationId: idOf(reader.location),
  serial: reader.serial_number === '' ? null : reader.serial_number,
  // Milliseconds, unlike every other time of Stripe's. https://docs.stripe.com/api/terminal/readers/object#terminal_reader_object-last_seen_at
  lastSeenAtMs: reader.last_seen_at,
  ipAddress: reader.ip_address,
  softwareVersion: reader.device_sw_version,
  livemode: reader.livemode,
})

/** A reader that was deleted at Stripe is a reader that cannot be reached. */
export const goneReader = (readerId: string): ProcessorReader => ({
  id: readerId,
  label: readerId,
  deviceType: 'deleted',
  online: false,
  action: null,
  locationId: null,
  serial: null,
  lastSeenAtMs: null,
  ipAddress: null,
  softwareVersion: null,
  livemode: null,
})

const given = <K extends string>(name: K, value: string | null): { [N in K]?: string } =>
  (value === null ? {} : { [name]: value }) as { [N in K]?: string }

export const toLocationParams = (request: {
  readonly displayName: string
  readonly address: ProcessorAddress
}): WireLocationParams => ({
  display_name: request.displayName,
  address: {
    country: request.address.country,
    ...given('line1', request.address.line1),
    ...given('line2', request.address.line2),
    ...given('city', request.address.city),
    ...given('state', request.address.state),
    ...given('postal_code', request.address.postalCode),
  },
})

export const toLocation = ({ id, display_name, address, livemode }: WireLocation): ProcessorLocation => ({
  id,
  displayName: display_name,
  address: {
    line1: address.line1,
    line2: address.line2,
    city: address.city,
    state: address.state,
    postalCode: address.postal_code,
    country: address.country ?? '',
  },
  livemode,
})
