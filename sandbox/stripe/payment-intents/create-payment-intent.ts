import { nowSeconds } from '../clock.ts'
import { emit } from '../events/emit.ts'
import type { FormHash } from '../http/form.ts'
import { mergeMetadata } from '../http/metadata.ts'
import { type Parsed, readShape } from '../http/params.ts'
import { type Answer, type Call, ok } from '../http/route.ts'
import { invalidParameter } from '../http/stripe-refusal.ts'
import { newId, randomToken } from '../ids.ts'
import type { Context } from '../world.ts'
import { confirmWith } from './confirm-payment-intent.ts'
import { requireChargeable, requireCurrencyOf } from './currencies.ts'
import { createParams } from './intent-params.ts'
import { optionsFor } from './options.ts'
import type { PaymentIntent, PaymentMethodType } from './payment-intent.ts'

type Params = Parsed<ReturnType<typeof createParams>>

const typesAsked = (params: Params): readonly PaymentMethodType[] | null => {
  const asked = params.allowed_payment_method_types ?? params.payment_method_types
  if (asked === undefined || asked.length === 0) return null
  if (params.automatic_payment_methods?.enabled === true) {
    throw invalidParameter(
      'automatic_payment_methods',
      'parameters_exclusive',
      'You may only specify one of these parameters: automatic_payment_methods, allowed_payment_method_types.',
    )
  }
  return asked
}

const newIntent = (context: Context, params: Params): PaymentIntent => {
  const asked = typesAsked(params)
  const types = asked ?? (['card'] as const)
  const id = newId(context.random, 'pi')
  return {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: asked,
    amount: params.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods:
      asked === null
        ? { allow_redirects: params.automatic_payment_methods?.allow_redirects ?? 'always', enabled: true }
        : null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: params.capture_method ?? (asked === null ? 'automatic_async' : 'automatic'),
    client_secret: `${id}_secret_${randomToken(context.random, 25)}`,
    confirmation_method: params.confirmation_method ?? 'automatic',
    created: nowSeconds(context.clock),
    currency: params.currency,
    customer: null,
    customer_account: null,
    description: params.description ?? null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: mergeMetadata({}, params.metadata),
    next_action: null,
    on_behalf_of: null,
    ...(params.payment_details == null
      ? {}
      : {
          payment_details: {
            customer_reference: params.payment_details.customer_reference ?? null,
            order_reference: params.payment_details.order_reference ?? null,
          },
        }),
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: optionsFor(types, params.payment_method_options),
    payment_method_types: types,
    payment_record: null,
    processing: null,
    receipt_email: params.receipt_email ?? null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: params.statement_descriptor ?? null,
    statement_descriptor_suffix: params.statement_descriptor_suffix ?? null,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: params.transfer_group ?? null,
  }
}

const opened = (context: Context, params: Params): PaymentIntent => {
  requireChargeable(params.amount, params.currency)
  const intent = newIntent(context, params)
  requireCurrencyOf(intent.payment_method_types, intent.currency)
  context.store.put('payment_intent', intent)
  emit(context, 'payment_intent.created', intent)
  return intent
}

/** A new intent from its parameters as they stand on the wire. Throws a StripeRefusal. */
export const openIntent = (context: Context, form: FormHash, version: string): PaymentIntent =>
  opened(context, readShape(createParams(version), form))

/** POST /v1/payment_intents */
export const createPaymentIntent = (context: Context, call: Call): Answer => {
  const params = readShape(createParams(call.version), call.params)
  const intent = opened(context, params)
  if (params.confirm === true) return confirmWith(context, intent, params.payment_method)
  if (params.payment_method === undefined) return ok(intent)
  throw invalidParameter(
    'payment_method',
    undefined,
    'The practice Stripe attaches a payment_method only when the intent is confirmed: send it with confirm=true, or to the confirm endpoint.',
  )
}
