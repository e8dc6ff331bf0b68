import assert from 'node:assert/strict'
import type { PaymentMethod } from '../cards/payment-method.ts'
import type { Metadata } from '../http/metadata.ts'

export type PaymentIntentStatus =
  | 'requires_payment_method'
  | 'requires_confirmation'
  | 'requires_action'
  | 'processing'
  | 'requires_capture'
  | 'succeeded'
  | 'canceled'

/** Where a PaymentIntent may go from each status; docs.stripe.com/payments/paymentintents/lifecycle. */
export const paymentIntentTransitions = {
  requires_payment_method: [
    'requires_confirmation',
    'requires_action',
    'processing',
    'requires_capture',
    'succeeded',
    'canceled',
  ],
  requires_confirmation: [
    'requires_payment_method',
    'requires_action',
    'processing',
    'requires_capture',
    'succeeded',
    'canceled',
  ],
  requires_action: ['requires_payment_method', 'processing', 'requires_capture', 'succeeded', 'canceled'],
  processing: ['requires_payment_method', 'requires_capture', 'succeeded', 'canceled'],
  requires_capture: ['succeeded', 'canceled'],
  succeeded: [],
  canceled: [],
} as const satisfies Record<PaymentIntentStatus, readonly PaymentIntentStatus[]>

export const canMove = (from: PaymentIntentStatus, to: PaymentIntentStatus): boolean =>
  (paymentIntentTransitions[from] as readonly PaymentIntentStatus[]).includes(to)

export const cancellationReasons = ['abandoned', 'duplicate', 'fraudulent', 'requested_by_customer'] as const
export type CancellationReason = (typeof cancellationReasons)[number] | 'automatic'

export const captureMethods = ['automatic', 'automatic_async', 'manual'] as const
export type CaptureMethod = (typeof captureMethods)[number]

export const paymentMethodTypes = ['card', 'card_present', 'interac_present'] as const
export type PaymentMethodType = (typeof paymentMethodTypes)[number]

export interface LastPaymentError {
  readonly advice_code?: string
  readonly charge: string
  readonly code: string
  readonly decline_code: string
  readonly doc_url: string
  readonly message: string
  readonly payment_method: PaymentMethod
  readonly type: 'card_error'
}

export interface CardPresentOptions {
  readonly capture_method?: 'manual' | 'manual_preferred'
  readonly request_extended_authorization: boolean | null
  readonly request_incremental_authorization_support: boolean | null
  readonly request_partial_authorization?: 'if_available' | 'never'
}

export interface PaymentMethodOptions {
  readonly card?: {
    readonly installments: null
    readonly mandate_options: null
    readonly network: null
    readonly request_three_d_secure: 'automatic'
  }
  readonly card_present?: CardPresentOptions
  readonly interac_present?: Readonly<Record<string, never>>
}

/** Stripe's PaymentIntent. Amounts in minor units of `currency`, e.g. 1050 for $10.50. */
export interface PaymentIntent {
  readonly id: string
  readonly object: 'payment_intent'
  readonly allowed_payment_method_types: readonly PaymentMethodType[] | null
  readonly amount: number
  readonly amount_capturable: number
  readonly amount_details: { readonly tip: { readonly amount?: number } }
  readonly amount_received: number
  readonly application: null
  readonly application_fee_amount: null
  readonly automatic_payment_methods: {
    readonly allow_redirects: 'always' | 'never'
    readonly enabled: boolean
  } | null
  readonly canceled_at: number | null
  readonly cancellation_reason: CancellationReason | null
  readonly capture_method: CaptureMethod
  readonly client_secret: string
  readonly confirmation_method: 'automatic' | 'manual'
  readonly created: number
  readonly currency: string
  readonly customer: null
  readonly customer_account: null
  readonly description: string | null
  readonly excluded_payment_method_types: null
  readonly last_payment_error: LastPaymentError | null
  readonly latest_charge: string | null
  readonly livemode: false
  readonly managed_payments: null
  readonly metadata: Metadata
  readonly next_action: null
  readonly on_behalf_of: null
  readonly payment_details?: {
    readonly customer_reference: string | null
    readonly order_reference: string | null
  }
  readonly payment_method: string | null
  readonly payment_method_configuration_details: null
  readonly payment_method_options: PaymentMethodOptions
  readonly payment_method_types: readonly PaymentMethodType[]
  readonly payment_record: null
  readonly processing: null
  readonly receipt_email: string | null
  readonly review: null
  readonly setup_future_usage: null
  readonly shipping: null
  readonly source: null
  readonly statement_descriptor: string | null
  readonly statement_descriptor_suffix: string | null
  readonly status: PaymentIntentStatus
  readonly transfer_data: null
  readonly transfer_group: string | null
}

/** The only way to change a status: asks the table first. */
export const moved = (
  intent: PaymentIntent,
  status: PaymentIntentStatus,
  changes: Partial<PaymentIntent> = {},
): PaymentIntent => {
  assert(
    intent.status === status || canMove(intent.status, status),
    `a PaymentIntent does not go from ${intent.status} to ${status}`,
  )
  return { ...intent, ...changes, status }
}
