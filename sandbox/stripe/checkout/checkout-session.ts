import assert from 'node:assert/strict'
import type { FormHash } from '../http/form.ts'
import type { Metadata } from '../http/metadata.ts'

export type SessionStatus = 'open' | 'complete' | 'expired'

/** A hosted payment page is paid or its time runs out; either is the end. */
export const sessionTransitions = {
  open: ['complete', 'expired'],
  complete: [],
  expired: [],
} as const satisfies Record<SessionStatus, readonly SessionStatus[]>

export interface SessionLine {
  readonly name: string
  readonly quantity: number
  readonly unitAmount: number
}

/** What a session holds that the API does not show. */
interface Behind {
  readonly lines: readonly SessionLine[]
  /** The parameters of the PaymentIntent that is made when somebody pays. */
  readonly intent: FormHash
}

/** Stripe's Checkout Session in payment mode, with its own page. Amounts in minor units. */
export interface CheckoutSession {
  readonly id: string
  readonly object: 'checkout.session'
  readonly amount_total: number
  readonly cancel_url: string | null
  readonly client_reference_id: string | null
  readonly created: number
  readonly currency: string
  readonly customer_email: string | null
  readonly expires_at: number
  readonly metadata: Metadata
  readonly payment_intent: string | null
  readonly payment_status: 'unpaid' | 'paid'
  readonly status: SessionStatus
  readonly submit_type: 'auto' | 'book' | 'donate' | 'pay' | null
  readonly success_url: string | null
  readonly url: string
  readonly behind: Behind
}

/** What the practice Stripe never sets. */
const unused = {
  adaptive_pricing: null,
  after_expiration: null,
  allow_promotion_codes: null,
  allowed_payment_method_types: ['card'],
  automatic_tax: { enabled: false, liability: null, provider: null, status: null },
  billing_address_collection: null,
  client_secret: null,
  collected_information: null,
  consent: null,
  consent_collection: null,
  currency_conversion: null,
  custom_fields: [],
  custom_text: {
    after_submit: null,
    shipping_address: null,
    submit: null,
    terms_of_service_acceptance: null,
  },
  customer: null,
  customer_account: null,
  customer_creation: 'if_required',
  customer_details: null,
  discounts: [],
  integration_identifier: null,
  invoice: null,
  invoice_creation: null,
  livemode: false,
  locale: null,
  managed_payments: null,
  mode: 'payment',
  origin_context: null,
  payment_link: null,
  payment_method_collection: 'if_required',
  payment_method_configuration_details: null,
  payment_method_options: {},
  payment_method_types: ['card'],
  permissions: null,
  recovered_from: null,
  saved_payment_method_options: null,
  setup_intent: null,
  shipping_address_collection: null,
  shipping_cost: null,
  shipping_options: [],
  subscription: null,
  total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
  ui_mode: 'hosted_page',
  wallet_options: null,
} as const

/** As the API shows it: a page that is over has no address any more. */
export const renderSession = (session: CheckoutSession): object => {
  const { behind: _behind, url, ...shown } = session
  return {
    ...unused,
    ...shown,
    amount_subtotal: session.amount_total,
    url: session.status === 'open' ? url : null,
  }
}

/** The only way to end a session: asks the table first. */
export const endedSession = (
  session: CheckoutSession,
  status: SessionStatus,
  changes: Partial<CheckoutSession> = {},
): CheckoutSession => {
  assert(
    (sessionTransitions[session.status] as readonly SessionStatus[]).includes(status),
    `a Checkout Session does not go from ${session.status} to ${status}`,
  )
  return { ...session, ...changes, status }
}
