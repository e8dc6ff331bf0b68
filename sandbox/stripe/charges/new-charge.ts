import { type DeclineCode, declines } from '../cards/declines.ts'
import { emvReceipt } from '../cards/emv-receipt.ts'
import { emptyBillingDetails, type PaymentMethod } from '../cards/payment-method.ts'
import type { TestCard } from '../cards/test-cards.ts'
import { nowSeconds } from '../clock.ts'
import { newId, randomHex } from '../ids.ts'
import type { PaymentIntent } from '../payment-intents/payment-intent.ts'
import type { World } from '../world.ts'
import type { Charge, Outcome } from './charge.ts'

/** One attempt of a card at an intent, with the bank's answer. */
export interface Attempt {
  readonly intent: PaymentIntent
  readonly card: TestCard
  readonly method: PaymentMethod
  readonly decline: DeclineCode | null
  /** The intent is captured later. */
  readonly manualCapture: boolean
  readonly reader?: { readonly id: string; readonly location: string | null } | undefined
}

const day = 24 * 60 * 60
/** How long an authorisation may wait for its capture: two days at a reader, seven online. */
export const captureWindowSeconds = { card_present: 2 * day, card: 7 * day } as const

const outcomeOf = (decline: DeclineCode | null): Outcome => {
  if (decline === null) {
    return {
      advice_code: null,
      network_advice_code: null,
      network_decline_code: null,
      network_status: 'approved_by_network',
      reason: null,
      risk_level: 'normal',
      seller_message: 'Payment complete.',
      type: 'authorized',
    }
  }
  return {
    advice_code: declines[decline].advice,
    network_advice_code: null,
    network_decline_code: null,
    network_status: 'declined_by_network',
    reason: decline,
    risk_level: 'normal',
    seller_message: 'The bank did not approve the payment.',
    type: 'issuer_declined',
  }
}

const details = (world: World, attempt: Attempt, created: number): Charge['payment_method_details'] => {
  const { intent, card, method, decline, reader } = attempt
  const approved = decline === null
  const capture_before =
    approved && attempt.manualCapture ? { capture_before: created + captureWindowSeconds[method.type] } : {}
  const networkId = approved ? randomHex(world.random, 15) : null
  if (method.card_present !== undefined) {
    const { networks: _networks, offline: _offline, ...shared } = method.card_present
    return {
      type: 'card_present',
      card_present: {
        ...shared,
        amount_authorized: approved ? intent.amount : null,
        ...capture_before,
        emv_auth_data: shared.read_method === 'magnetic_stripe_track2' ? null : '8A023030',
        generated_card: null,
        incremental_authorization_supported: false,
        ...(reader?.location == null ? {} : { location: reader.location }),
        network: card.brand,
        network_transaction_id: networkId,
        offline: null,
        overcapture_supported: false,
        ...(reader === undefined ? {} : { reader: reader.id }),
        receipt: emvReceipt(world.random, card, shared.read_method, decline),
      },
    }
  }
  const { brand, checks, country, exp_month, exp_year, fingerprint, funding, last4 } =
    method.card ?? raiseNoCard(method)
  return {
    type: 'card',
    card: {
      amount_authorized: approved ? intent.amount : null,
      authorization_code: approved ? randomHex(world.random, 6) : null,
      brand,
      ...capture_before,
      checks,
      country,
      electronic_commerce_indicator: null,
      exp_month,
      exp_year,
      fingerprint,
      funding,
      installments: null,
      last4,
      mandate: null,
      network: card.brand,
      network_transaction_id: networkId,
      regulated_status: 'unregulated',
      three_d_secure: null,
      transaction_link_id: null,
      wallet: null,
    },
  }
}

const raiseNoCard = (method: PaymentMethod): never => {
  throw new Error(`the payment method ${method.id} has no card`)
}

/** The charge that an attempt leaves behind, not yet captured and without its balance transaction. */
export const newCharge = (world: World, attempt: Attempt): Charge => {
  const { intent, method, decline } = attempt
  const created = nowSeconds(world.clock)
  const id = newId(world.random, 'ch')
  return {
    id,
    object: 'charge',
    amount: intent.amount,
    amount_captured: 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: emptyBillingDetails,
    calculated_statement_descriptor: 'PRACTICE SHOP',
    captured: false,
    created,
    currency: intent.currency,
    customer: null,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: decline === null ? null : declines[decline].code,
    failure_message: decline === null ? null : declines[decline].message,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: outcomeOf(decline),
    paid: decline === null,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: details(world, attempt, created),
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: decline === null ? 'succeeded' : 'failed',
    transfer_data: null,
    transfer_group: intent.transfer_group,
  }
}
