import type { Metadata } from '../http/metadata.ts'

export type ReadMethod = 'contact_emv' | 'contactless_emv' | 'magnetic_stripe_track2'

export interface CardPresentMethod {
  readonly brand: string
  readonly brand_product: string | null
  readonly cardholder_name: string | null
  readonly country: string
  readonly exp_month: number
  readonly exp_year: number
  readonly fingerprint: string
  readonly funding: string
  readonly last4: string
  readonly networks: { readonly available: readonly string[]; readonly preferred: string | null }
  readonly offline: null
  readonly preferred_locales: readonly string[]
  readonly read_method: ReadMethod
}

export interface OnlineCardMethod {
  readonly brand: string
  readonly checks: {
    readonly address_line1_check: null
    readonly address_postal_code_check: null
    readonly cvc_check: string
  }
  readonly country: string
  readonly display_brand: string
  readonly exp_month: number
  readonly exp_year: number
  readonly fingerprint: string
  readonly funding: string
  readonly generated_from: null
  readonly last4: string
  readonly networks: { readonly available: readonly string[]; readonly preferred: string | null }
  readonly regulated_status: 'unregulated'
  readonly three_d_secure_usage: { readonly supported: boolean }
  readonly wallet: null
}

/** An Interac card at the reader. It has neither a product nor offline payments. */
export type InteracPresentMethod = Omit<CardPresentMethod, 'brand_product' | 'offline'>

/** Stripe's PaymentMethod, as far as the practice Stripe makes one: a card at the reader or a test card online. */
export interface PaymentMethod {
  readonly id: string
  readonly object: 'payment_method'
  readonly allow_redisplay: 'unspecified'
  readonly billing_details: BillingDetails
  readonly card?: OnlineCardMethod
  readonly card_present?: CardPresentMethod
  readonly created: number
  readonly interac_present?: InteracPresentMethod
  readonly customer: null
  readonly customer_account: null
  readonly livemode: false
  readonly metadata: Metadata
  readonly type: 'card' | 'card_present' | 'interac_present'
}

export interface BillingDetails {
  readonly address: null | {
    readonly city: null
    readonly country: null
    readonly line1: null
    readonly line2: null
    readonly postal_code: null
    readonly state: null
  }
  readonly email: string | null
  readonly name: string | null
  readonly phone: string | null
  readonly tax_id: null
}

export const emptyBillingDetails: BillingDetails = {
  address: { city: null, country: null, line1: null, line2: null, postal_code: null, state: null },
  email: null,
  name: null,
  phone: null,
  tax_id: null,
}
