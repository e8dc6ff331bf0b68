import { find } from '../http/find.ts'
import { type Metadata, mergeMetadata, metadataChange } from '../http/metadata.ts'
import {
  boolean,
  filledText,
  hashOf,
  integer,
  listOf,
  notPractised,
  oneOf,
  optional,
  type Parsed,
  readShape,
  required,
  text,
} from '../http/params.ts'
import { type Answer, type Call, ok, type Route } from '../http/route.ts'
import { invalidRequest } from '../http/stripe-refusal.ts'
import { currency, positiveAmount } from '../payment-intents/currencies.ts'
import { chargeNamed, requireRefundable } from '../refunds/create-refund.ts'
import type { Context } from '../world.ts'
import { takeCard } from './present-card.ts'
import type { ProcessConfig, Reader } from './reader.ts'
import { clearAction, requireObedience, startAction } from './reader-commands.ts'
import { shown } from './reader-routes.ts'

const configFields = {
  allow_redisplay: optional(oneOf(['always', 'limited', 'unspecified'])),
  enable_customer_cancellation: optional(boolean),
  return_url: optional(text),
  skip_tipping: optional(boolean),
  tipping: optional(hashOf({ amount_eligible: optional(integer) })),
  moto: notPractised,
}
const configuration = hashOf(configFields)

/** The wish for `allow_redisplay` is not shown back, as at Stripe. */
const shownConfig = (asked: Parsed<typeof configFields>): ProcessConfig => {
  const { enable_customer_cancellation, return_url, skip_tipping, tipping } = asked
  return {
    ...(enable_customer_cancellation === undefined ? {} : { enable_customer_cancellation }),
    ...(return_url === undefined ? {} : { return_url }),
    ...(skip_tipping === undefined ? {} : { skip_tipping }),
    ...(tipping?.amount_eligible === undefined
      ? {}
      : { tipping: { amount_eligible: tipping.amount_eligible } }),
  }
}

const processFields = { payment_intent: required(filledText), process_config: optional(configuration) }
const collectFields = { payment_intent: required(filledText), collect_config: optional(configuration) }
const confirmFields = {
  payment_intent: required(filledText),
  confirm_config: optional(hashOf({ return_url: optional(text) })),
}
const refundFields = {
  amount: optional(positiveAmount),
  charge: optional(filledText),
  payment_intent: optional(filledText),
  metadata: optional(metadataChange),
  refund_application_fee: notPractised,
  refund_payment_config: optional(hashOf({ enable_customer_cancellation: optional(boolean) })),
  reverse_transfer: notPractised,
}
const displayFields = {
  type: required(oneOf(['cart'])),
  cart: optional(
    hashOf({
      currency: required(currency),
      line_items: required(
        listOf(
          hashOf({
            amount: required(integer),
            description: required(filledText),
            quantity: required(integer),
          }),
        ),
      ),
      tax: optional(integer),
      total: required(integer),
    }),
  ),
}

const readerOf = (context: Context, call: Call): Reader => find(context, 'terminal.reader', call.id, 'reader')
const intentOf = (context: Context, id: string) =>
  find(context, 'payment_intent', id, 'payment_intent', 'parameter')

const processPaymentIntent = (context: Context, call: Call): Answer => {
  const params = readShape(processFields, call.params)
  const reader = readerOf(context, call)
  const intent = intentOf(context, params.payment_intent)
  requireObedience(context, reader, 'process_payment_intent', intent)
  const process_config = params.process_config === undefined ? {} : shownConfig(params.process_config)
  const started = startAction(context, reader, {
    type: 'process_payment_intent',
    process_payment_intent: { payment_intent: intent.id, process_config },
  })
  return ok(shown(context, started))
}

const collectPaymentMethod = (context: Context, call: Call): Answer => {
  const params = readShape(collectFields, call.params)
  const reader = readerOf(context, call)
  const intent = intentOf(context, params.payment_intent)
  requireObedience(context, reader, 'collect_payment_method', intent)
  const { return_url: _url, ...collect_config } =
    params.collect_config === undefined ? {} : shownConfig(params.collect_config)
  const started = startAction(context, reader, {
    type: 'collect_payment_method',
    collect_payment_method: { payment_intent: intent.id, collect_config },
  })
  return ok(shown(context, started))
}

/** The card is there already, so the bank is asked at once and the answer may stand in the response. */
const confirmPaymentIntent = (context: Context, call: Call): Answer => {
  const params = readShape(confirmFields, call.params)
  const reader = readerOf(context, call)
  const intent = intentOf(context, params.payment_intent)
  requireObedience(context, reader, 'confirm_payment_intent', intent)
  const { collected } = reader.box
  if (collected === null) throw new Error('obedience was required with a collected card')
  const return_url = params.confirm_config?.return_url
  const started = startAction(context, reader, {
    type: 'confirm_payment_intent',
    confirm_payment_intent: {
      payment_intent: intent.id,
      confirm_config: return_url === undefined ? {} : { return_url },
    },
  })
  return ok(shown(context, takeCard(context, started, collected.card)))
}

const refundPayment = (context: Context, call: Call): Answer => {
  const params = readShape(refundFields, call.params)
  const reader = readerOf(context, call)
  requireObedience(context, reader, 'refund_payment')
  const charge = chargeNamed(context, params)
  const metadata: Metadata = mergeMetadata({}, params.metadata)
  const cancellation = params.refund_payment_config?.enable_customer_cancellation
  const amount = requireRefundable({ charge, amount: params.amount, reason: null, metadata })
  const started = startAction(context, reader, {
    type: 'refund_payment',
    refund_payment: {
      amount,
      charge: charge.id,
      metadata,
      payment_intent: charge.payment_intent,
      ...(cancellation === undefined
        ? {}
        : { refund_payment_config: { enable_customer_cancellation: cancellation } }),
    },
  })
  return ok(shown(context, started))
}

const setReaderDisplay = (context: Context, call: Call): Answer => {
  const params = readShape(displayFields, call.params)
  const reader = readerOf(context, call)
  requireObedience(context, reader, 'set_reader_display')
  const { cart } = params
  if (cart === undefined) throw invalidRequest('parameter_missing', 'Missing required param: cart.', 'cart')
  const started = startAction(context, reader, {
    type: 'set_reader_display',
    set_reader_display: {
      type: 'cart',
      cart: {
        currency: cart.currency,
        line_items: cart.line_items,
        tax: cart.tax ?? null,
        total: cart.total,
      },
    },
  })
  return ok(shown(context, started))
}

const cancelAction = (context: Context, call: Call): Answer => {
  readShape({}, call.params)
  const reader = readerOf(context, call)
  requireObedience(context, reader, 'cancel_action')
  return ok(shown(context, clearAction(context, reader)))
}

const at = (name: string): string => `/v1/terminal/readers/:id/${name}`

export const readerActionRoutes: readonly Route[] = [
  { method: 'POST', path: at('process_payment_intent'), handle: processPaymentIntent },
  { method: 'POST', path: at('collect_payment_method'), handle: collectPaymentMethod },
  { method: 'POST', path: at('confirm_payment_intent'), handle: confirmPaymentIntent },
  { method: 'POST', path: at('refund_payment'), handle: refundPayment },
  { method: 'POST', path: at('set_reader_display'), handle: setReaderDisplay },
  { method: 'POST', path: at('cancel_action'), handle: cancelAction },
]
