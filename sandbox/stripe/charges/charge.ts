import type { EmvReceipt } from '../cards/emv-receipt.ts'
import type { BillingDetails, OnlineCardMethod, ReadMethod } from '../cards/payment-method.ts'
import type { Metadata } from '../http/metadata.ts'

export type ChargeStatus = 'pending' | 'succeeded' | 'failed'

/** A charge is born in its status; only a pending one moves on. A refund changes its amounts, never its status. */
export const chargeTransitions = {
  pending: ['succeeded', 'failed'],
  succeeded: [],
  failed: [],
} as const satisfies Record<ChargeStatus, readonly ChargeStatus[]>

export interface CardPresentDetails {
  readonly amount_authorized: number | null
  readonly amount_requested?: number
  readonly brand: string
  readonly brand_product: string | null
  readonly capture_before?: number
  readonly cardholder_name: string | null
  readonly country: string
  readonly emv_auth_data: string | null
  readonly exp_month: number
  readonly exp_year: number
  readonly fingerprint: string
  readonly funding: string
  readonly generated_card: null
  readonly incremental_authorization_supported: boolean
  readonly last4: string
  readonly location?: string
  readonly network: string
  readonly network_transaction_id: string | null
  readonly offline: null
  readonly overcapture_supported: boolean
  readonly partial_authorization?: { readonly status: string }
  readonly preferred_locales: readonly string[]
  readonly read_method: ReadMethod
  readonly reader?: string
  readonly receipt: EmvReceipt
}

/** An Interac payment is always captured at once, so nothing of it waits for a capture. */
export type InteracPresentDetails = Omit<
  CardPresentDetails,
  | 'amount_authorized'
  | 'amount_requested'
  | 'brand_product'
  | 'capture_before'
  | 'incremental_authorization_supported'
  | 'offline'
  | 'overcapture_supported'
  | 'partial_authorization'
>

export interface OnlineCardDetails {
  readonly amount_authorized: number | null
  readonly authorization_code: string | null
  readonly brand: string
  readonly capture_before?: number
  readonly checks: OnlineCardMethod['checks']
  readonly country: string
  readonly electronic_commerce_indicator: null
  readonly exp_month: number
  readonly exp_year: number
  readonly fingerprint: string
  readonly funding: string
  readonly installments: null
  readonly last4: string
  readonly mandate: null
  readonly network: string
  readonly network_transaction_id: string | null
  readonly regulated_status: 'unregulated'
  readonly three_d_secure: null
  readonly transaction_link_id: null
  readonly wallet: null
}

export interface Outcome {
  readonly advice_code: 'try_again_later' | 'do_not_try_again' | 'confirm_card_data' | null
  readonly network_advice_code: string | null
  readonly network_decline_code: string | null
  readonly network_status: string
  readonly reason: string | null
  readonly risk_level: string
  readonly seller_message: string
  readonly type: string
}

/** Stripe's Charge: one attempt to take money, whether it worked or not. Amounts in minor units. */
export interface Charge {
  readonly id: string
  readonly object: 'charge'
  readonly amount: number
  readonly amount_captured: number
  readonly amount_refunded: number
  readonly application: null
  readonly application_fee: null
  readonly application_fee_amount: null
  readonly balance_transaction: string | null
  readonly billing_details: BillingDetails
  readonly calculated_statement_descriptor: string | null
  readonly captured: boolean
  readonly created: number
  readonly currency: string
  readonly customer: null
  readonly description: string | null
  readonly disputed: boolean
  readonly failure_balance_transaction: string | null
  readonly failure_code: string | null
  readonly failure_message: string | null
  readonly fraud_details: Readonly<Record<string, never>>
  readonly livemode: false
  readonly metadata: Metadata
  readonly on_behalf_of: null
  readonly outcome: Outcome
  readonly paid: boolean
  readonly payment_intent: string
  readonly payment_method: string
  readonly payment_method_details: {
    readonly card_present?: CardPresentDetails
    readonly interac_present?: InteracPresentDetails
    readonly card?: OnlineCardDetails
    readonly type: 'card_present' | 'interac_present' | 'card'
  }
  readonly receipt_email: string | null
  readonly receipt_number: null
  readonly receipt_url: string | null
  readonly refunded: boolean
  readonly review: null
  readonly shipping: null
  readonly source: null
  readonly source_transfer: null
  readonly statement_descriptor: string | null
  readonly statement_descriptor_suffix: string | null
  readonly status: ChargeStatus
  readonly transfer_data: null
  readonly transfer_group: string | null
}
