import { type DeclineCode, declines } from '../cards/declines.ts'
import { emptyBillingDetails } from '../cards/payment-method.ts'
import { nowSeconds } from '../clock.ts'
import { newId } from '../ids.ts'
import type { World } from '../world.ts'
import type { Attempt } from './attempt.ts'
import type { Charge, Outcome } from './charge.ts'
import { chargeDetails } from './charge-details.ts'

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
    payment_method_details: chargeDetails(world, attempt, created),
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
