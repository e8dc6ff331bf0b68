import { recordMovement } from '../balance/record-movement.ts'
import { testCards } from '../cards/card-catalogue.ts'
import type { TestCard } from '../cards/test-card.ts'
import type { Charge } from '../charges/charge.ts'
import { nowSeconds } from '../clock.ts'
import { emit } from '../events/emit.ts'
import { find } from '../http/find.ts'
import { type Metadata, mergeMetadata, metadataChange } from '../http/metadata.ts'
import { boolean, filledText, notPractised, oneOf, optional, readShape } from '../http/params.ts'
import { type Answer, type Call, ok } from '../http/route.ts'
import { invalidParameter, invalidRequest } from '../http/stripe-refusal.ts'
import { newId, randomHex } from '../ids.ts'
import { positiveAmount } from '../payment-intents/currencies.ts'
import type { Context, World } from '../world.ts'
import { type Refund, refundReasons } from './refund.ts'

const fields = {
  amount: optional(positiveAmount),
  charge: optional(filledText),
  currency: notPractised,
  customer: notPractised,
  instructions_email: notPractised,
  metadata: optional(metadataChange),
  origin: notPractised,
  payment_intent: optional(filledText),
  reason: optional(oneOf(refundReasons)),
  refund_application_fee: optional(boolean),
  reverse_transfer: optional(boolean),
}

export interface RefundRequest {
  readonly charge: Charge
  readonly amount: number | undefined
  readonly reason: Refund['reason']
  readonly metadata: Metadata
}

/** What of a charge can still be refunded; a released part of an authorisation counts as refunded. */
const refundable = (charge: Charge): number => charge.amount - charge.amount_refunded

/** Throws the StripeRefusal for a refund that the charge does not allow; returns the amount otherwise. */
export const requireRefundable = ({ charge, amount }: RefundRequest): number => {
  const left = refundable(charge)
  if (charge.refunded || left === 0) {
    throw invalidRequest('charge_already_refunded', `Charge ${charge.id} has already been refunded.`)
  }
  if (!charge.captured) {
    throw invalidRequest(
      'charge_not_refundable',
      `Charge ${charge.id} has not been captured: cancel its PaymentIntent instead of refunding it.`,
    )
  }
  if (amount !== undefined && amount > left) {
    throw invalidRequest(
      undefined,
      `Refund amount (${amount} ${charge.currency}) is greater than unrefunded amount on charge (${left} ${charge.currency}).`,
      'amount',
    )
  }
  return amount ?? left
}

/** How a refund to the card of this charge ends. */
const foreseen = (charge: Charge): TestCard['refund'] => {
  const { card_present, interac_present, card } = charge.payment_method_details
  const last4 = (card_present ?? interac_present ?? card)?.last4
  return testCards.find(({ number }) => number.slice(-4) === last4)?.refund ?? 'succeeds'
}

const newRefund = (world: World, request: RefundRequest, amount: number): Refund => {
  const { charge } = request
  const waits = foreseen(charge) === 'succeeds_later'
  return {
    id: newId(world.random, 're'),
    object: 'refund',
    amount,
    balance_transaction: null,
    charge: charge.id,
    created: nowSeconds(world.clock),
    currency: charge.currency,
    customer: null,
    customer_account: null,
    destination_details: {
      card: {
        ...(waits ? {} : { reference: randomHex(world.random, 23).replaceAll(/[A-F]/g, '7') }),
        reference_status: waits ? 'pending' : 'available',
        reference_type: 'acquirer_reference_number',
        type: 'refund',
      },
      type: 'card',
    },
    metadata: request.metadata,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    ...(waits ? { pending_reason: 'processing' as const } : {}),
    reason: request.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: waits ? 'pending' : 'succeeded',
    transfer_reversal: null,
  }
}

/** Refunds: the charge counts it at once, whether it is pending or done. Throws a StripeRefusal. */
export const refundCharge = (context: Context, request: RefundRequest): Refund => {
  const amount = requireRefundable(request)
  const { charge } = request
  const made = newRefund(context, request, amount)
  const movement = recordMovement(context, {
    type: 'refund',
    amount: -amount,
    fee: 0,
    currency: charge.currency,
    source: made.id,
    description: null,
  })
  const refund = { ...made, balance_transaction: movement.id }
  const amount_refunded = charge.amount_refunded + amount
  const refundedCharge = { ...charge, amount_refunded, refunded: amount_refunded === charge.amount }
  context.store.put('refund', refund)
  context.store.put('charge', refundedCharge)
  emit(context, 'refund.created', refund)
  emit(context, 'charge.refunded', refundedCharge, {
    amount_refunded: charge.amount_refunded,
    refunded: charge.refunded,
  })
  if (foreseen(charge) !== 'succeeds') {
    context.agenda.plan({ kind: 'refund_settles', refund: refund.id }, context.timings.refundSettlesAfterMs)
  }
  return refund
}

/** The charge that a request names, by itself or by its intent. */
export const chargeNamed = (
  context: Context,
  named: { readonly charge: string | undefined; readonly payment_intent: string | undefined },
): Charge => {
  if (named.charge !== undefined && named.payment_intent === undefined) {
    return find(context, 'charge', named.charge, 'charge', 'parameter')
  }
  if (named.payment_intent === undefined) {
    throw invalidParameter(
      'charge',
      'parameter_missing',
      'One of the following params should be provided for this request: payment_intent or charge.',
    )
  }
  const intent = find(context, 'payment_intent', named.payment_intent, 'payment_intent', 'parameter')
  const charge = intent.latest_charge === null ? undefined : context.store.get('charge', intent.latest_charge)
  if (charge === undefined || charge.status !== 'succeeded') {
    throw invalidRequest(
      undefined,
      `This PaymentIntent (${intent.id}) does not have a successful charge to refund.`,
      'payment_intent',
    )
  }
  if (named.charge !== undefined && named.charge !== charge.id) {
    throw invalidRequest(undefined, `Charge ${named.charge} does not belong to ${intent.id}.`, 'charge')
  }
  return charge
}

/** Throws a StripeRefusal for a charge that is only refunded with its card present. */
const requireNoCardNeeded = ({ id, payment_method_details }: Charge): void => {
  if (payment_method_details.interac_present === undefined) return
  throw invalidRequest(
    'charge_not_refundable',
    `Charge ${id} is an Interac payment: it is refunded in person, with refund_payment on a reader.`,
  )
}

/** POST /v1/refunds */
export const createRefund = (context: Context, call: Call): Answer => {
  const params = readShape(fields, call.params)
  const charge = chargeNamed(context, params)
  requireNoCardNeeded(charge)
  const refund = refundCharge(context, {
    charge,
    amount: params.amount,
    reason: params.reason ?? null,
    metadata: mergeMetadata({}, params.metadata),
  })
  return ok(refund)
}
