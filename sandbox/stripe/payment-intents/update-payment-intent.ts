import { find } from '../http/find.ts'
import { mergeMetadata } from '../http/metadata.ts'
import { type Parsed, readShape } from '../http/params.ts'
import { type Answer, type Call, ok } from '../http/route.ts'
import { invalidParameter, invalidRequest } from '../http/stripe-refusal.ts'
import type { Context } from '../world.ts'
import { requireChargeable, requireCurrencyOf } from './currencies.ts'
import { updateParams } from './intent-params.ts'
import { optionsFor } from './options.ts'
import type { PaymentIntent } from './payment-intent.ts'

type Params = Parsed<ReturnType<typeof updateParams>>

/** What may only change while nobody has begun to pay. */
const changesPayment = (params: Params): boolean =>
  [
    params.amount,
    params.currency,
    params.capture_method,
    params.allowed_payment_method_types,
    params.payment_method_types,
    params.payment_method_options,
  ].some((value) => value !== undefined)

const changed = (intent: PaymentIntent, params: Params): PaymentIntent => {
  const asked = params.allowed_payment_method_types ?? params.payment_method_types
  const types = asked ?? intent.payment_method_types
  const orKept = <T>(value: T | undefined, kept: T): T => (value === undefined ? kept : value)
  return {
    ...intent,
    amount: params.amount ?? intent.amount,
    currency: params.currency ?? intent.currency,
    capture_method: params.capture_method ?? intent.capture_method,
    allowed_payment_method_types: asked ?? intent.allowed_payment_method_types,
    automatic_payment_methods: asked === undefined ? intent.automatic_payment_methods : null,
    payment_method_types: types,
    payment_method_options: optionsFor(types, params.payment_method_options, intent.payment_method_options),
    description: orKept(params.description, intent.description),
    metadata: mergeMetadata(intent.metadata, params.metadata),
    receipt_email: orKept(params.receipt_email, intent.receipt_email),
    statement_descriptor: orKept(params.statement_descriptor, intent.statement_descriptor),
    statement_descriptor_suffix: orKept(
      params.statement_descriptor_suffix,
      intent.statement_descriptor_suffix,
    ),
    transfer_group: params.transfer_group ?? intent.transfer_group,
    ...(params.payment_details == null
      ? {}
      : {
          payment_details: {
            customer_reference: params.payment_details.customer_reference ?? null,
            order_reference: params.payment_details.order_reference ?? null,
          },
        }),
  }
}

/** POST /v1/payment_intents/:id */
export const updatePaymentIntent = (context: Context, call: Call): Answer => {
  const params = readShape(updateParams(call.version), call.params)
  const intent = find(context, 'payment_intent', call.id, 'intent')
  if (changesPayment(params) && !/^requires_(payment_method|confirmation|action)$/.test(intent.status)) {
    throw invalidRequest(
      'payment_intent_unexpected_state',
      `This PaymentIntent's payment can no longer be changed because it has a status of ${intent.status}.`,
    )
  }
  if (params.payment_method !== undefined) {
    throw invalidParameter(
      'payment_method',
      undefined,
      'The practice Stripe attaches a payment_method only when the intent is confirmed.',
    )
  }
  const updated = changed(intent, params)
  if (changesPayment(params)) {
    requireChargeable(updated.amount, updated.currency)
    requireCurrencyOf(updated.payment_method_types, updated.currency)
  }
  context.store.put('payment_intent', updated)
  return ok(updated)
}
