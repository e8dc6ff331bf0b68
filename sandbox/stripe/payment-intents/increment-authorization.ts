import { declineByAmount, declines } from '../cards/declines.ts'
import type { Charge } from '../charges/charge.ts'
import { emit } from '../events/emit.ts'
import { find } from '../http/find.ts'
import { mergeMetadata, metadataChange } from '../http/metadata.ts'
import { filledText, notPractised, optional, readShape, required } from '../http/params.ts'
import { type Answer, type Call, ok } from '../http/route.ts'
import { invalidRequest } from '../http/stripe-refusal.ts'
import type { Context, World } from '../world.ts'
import { positiveAmount, requireChargeable } from './currencies.ts'
import type { PaymentIntent } from './payment-intent.ts'
import { unexpectedState } from './unexpected-state.ts'

const fields = {
  amount: required(positiveAmount),
  amount_details: notPractised,
  application_fee_amount: notPractised,
  description: optional(filledText),
  hooks: notPractised,
  metadata: optional(metadataChange),
  payment_details: notPractised,
  statement_descriptor: optional(filledText),
  transfer_data: notPractised,
}

const attemptsMax = 10

/** Counts this attempt; throws a StripeRefusal beyond ten. */
const countAttempt = ({ store }: World, intent: PaymentIntent): void => {
  store.db
    .prepare(
      `INSERT INTO increments (intent, attempts) VALUES (?, 1)
       ON CONFLICT (intent) DO UPDATE SET attempts = attempts + 1`,
    )
    .run(intent.id)
  const row = store.db
    .prepare<[string], { readonly attempts: number }>('SELECT attempts FROM increments WHERE intent = ?')
    .get(intent.id)
  if ((row?.attempts ?? 0) <= attemptsMax) return
  throw invalidRequest(
    undefined,
    `A PaymentIntent can have at most ${attemptsMax} incremental authorization attempts, and ${intent.id} has had them.`,
  )
}

const incrementable = (context: Context, intent: PaymentIntent, amount: number): Charge => {
  if (intent.status !== 'requires_capture' || intent.latest_charge === null) {
    throw unexpectedState(intent, 'increment the authorization of')
  }
  const charge = find(context, 'charge', intent.latest_charge, 'charge')
  if (charge.payment_method_details.card_present?.incremental_authorization_supported !== true) {
    throw invalidRequest(
      'payment_intent_unexpected_state',
      'This PaymentIntent does not support incremental authorizations.',
    )
  }
  if (amount > intent.amount) return charge
  throw invalidRequest(
    'amount_too_small',
    `The amount (${amount}) must be greater than the currently authorized amount (${intent.amount}).`,
    'amount',
  )
}

/**
 * POST /v1/payment_intents/:id/increment_authorization. The bank may decline by the last two digits of the new amount, as on a
 * simulated reader; nothing changes then, and what was authorised stays capturable.
 */
export const incrementAuthorization = (context: Context, call: Call): Answer => {
  const params = readShape(fields, call.params)
  const intent = find(context, 'payment_intent', call.id, 'intent')
  const charge = incrementable(context, intent, params.amount)
  requireChargeable(params.amount, intent.currency)
  countAttempt(context, intent)
  const decline = declineByAmount(params.amount)
  if (decline !== null) {
    const { code, message, advice } = declines[decline]
    const error = { type: 'card_error', code, decline_code: decline, advice_code: advice, message } as const
    return { status: 402, body: { ...error, charge: charge.id, payment_intent: intent } }
  }
  const { card_present } = charge.payment_method_details
  const grown: Charge = {
    ...charge,
    amount: params.amount,
    payment_method_details: {
      ...charge.payment_method_details,
      ...(card_present === undefined
        ? {}
        : { card_present: { ...card_present, amount_authorized: params.amount } }),
    },
  }
  const raised: PaymentIntent = {
    ...intent,
    amount: params.amount,
    amount_capturable: params.amount,
    description: params.description ?? intent.description,
    metadata: mergeMetadata(intent.metadata, params.metadata),
    statement_descriptor: params.statement_descriptor ?? intent.statement_descriptor,
  }
  context.store.put('charge', grown)
  context.store.put('payment_intent', raised)
  emit(context, 'payment_intent.amount_capturable_updated', raised, {
    amount: intent.amount,
    amount_capturable: intent.amount_capturable,
  })
  return ok(raised)
}
