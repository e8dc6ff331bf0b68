import { metadataChange } from '../http/metadata.ts'
import {
  boolean,
  emptyable,
  filledText,
  hashOf,
  integer,
  listOf,
  notPractised,
  oneOf,
  optional,
  type Parser,
  required,
  text,
} from '../http/params.ts'
import { invalidParameter } from '../http/stripe-refusal.ts'
import { hasAllowedPaymentMethodTypes } from '../http/versions.ts'
import { currency, positiveAmount } from './currencies.ts'
import { captureMethods, type PaymentMethodType, paymentMethodTypes } from './payment-intent.ts'

const types: Parser<readonly PaymentMethodType[]> = (value, path) => {
  const read = listOf(filledText)(value, path)
  return read.map((type) => {
    const known = paymentMethodTypes.find((candidate) => candidate === type)
    if (known !== undefined) return known
    throw invalidParameter(
      path,
      undefined,
      `The payment method type "${type}" is invalid. The practice Stripe has ${paymentMethodTypes.join(', ')}.`,
    )
  })
}

const unknownParameter = optional<never>((_value, path) => {
  throw invalidParameter(path, 'parameter_unknown', `Received unknown parameter: ${path}`)
})

const cardPresentOptions = hashOf({
  capture_method: optional(emptyable(oneOf(['manual', 'manual_preferred']))),
  request_extended_authorization: optional(boolean),
  request_incremental_authorization_support: optional(boolean),
  request_partial_authorization: optional(emptyable(oneOf(['if_available', 'never']))),
  routing: notPractised,
})

const shared = {
  amount_details: optional(
    emptyable(
      hashOf({
        tip: notPractised,
        line_items: notPractised,
        tax: notPractised,
        discount_amount: notPractised,
        shipping: notPractised,
        enforce_arithmetic_validation: notPractised,
      }),
    ),
  ), // prettier-ignore
  capture_method: optional(oneOf(captureMethods)),
  confirmation_token: notPractised,
  excluded_payment_method_types: notPractised,
  hooks: notPractised,
  payment_details: optional(
    emptyable(
      hashOf({
        customer_reference: optional(emptyable(text)),
        order_reference: optional(emptyable(text)),
        car_rental: notPractised,
        event_details: notPractised,
        flight: notPractised,
        lodging: notPractised,
        subscription: notPractised,
      }),
    ),
  ),
  payment_method: optional(filledText),
  payment_method_data: notPractised,
  payment_method_options: optional(
    hashOf({
      card_present: optional(cardPresentOptions),
      card: notPractised,
      interac_present: optional(hashOf({})),
    }),
  ),
  receipt_email: optional(emptyable(text)),
  setup_future_usage: notPractised,
  shipping: notPractised,
}

const described = {
  application_fee_amount: notPractised,
  customer: notPractised,
  customer_account: notPractised,
  description: optional(emptyable(text)),
  metadata: optional(metadataChange),
  payment_method_configuration: notPractised,
  statement_descriptor: optional(emptyable(text)),
  statement_descriptor_suffix: optional(emptyable(text)),
  transfer_data: notPractised,
  transfer_group: optional(text),
}

const confirming = {
  error_on_requires_action: optional(boolean),
  mandate: notPractised,
  mandate_data: notPractised,
  off_session: optional(boolean),
  radar_options: notPractised,
  return_url: optional(text),
  use_stripe_sdk: optional(boolean),
}

const createFields = {
  ...shared,
  ...described,
  ...confirming,
  amount: required(positiveAmount),
  currency: required(currency),
  automatic_payment_methods: optional(
    hashOf({ enabled: required(boolean), allow_redirects: optional(oneOf(['always', 'never'])) }),
  ),
  confirm: optional(boolean),
  confirmation_method: optional(oneOf(['automatic', 'manual'])),
  on_behalf_of: notPractised,
}
const updateFields = {
  ...shared,
  ...described,
  amount: optional(positiveAmount),
  currency: optional(currency),
}
const confirmFields = { ...shared, ...confirming, amount_to_confirm: notPractised }

/** Endive replaced `payment_method_types` in requests; whichever is not of the version is an unknown parameter. */
const byVersion = <S extends object>(fields: S) => ({
  old: { ...fields, payment_method_types: optional(types), allowed_payment_method_types: unknownParameter },
  endive: {
    ...fields,
    payment_method_types: unknownParameter,
    allowed_payment_method_types: optional(types),
  },
})

const create = byVersion(createFields)
const update = byVersion(updateFields)
const confirm = byVersion(confirmFields)

export const createParams = (version: string) =>
  hasAllowedPaymentMethodTypes(version) ? create.endive : create.old
export const updateParams = (version: string) =>
  hasAllowedPaymentMethodTypes(version) ? update.endive : update.old
export const confirmParams = (version: string) =>
  hasAllowedPaymentMethodTypes(version) ? confirm.endive : confirm.old

export const captureParams = {
  amount_details: notPractised,
  amount_to_capture: optional(positiveAmount),
  application_fee_amount: notPractised,
  final_capture: optional(boolean),
  hooks: notPractised,
  metadata: optional(metadataChange),
  payment_details: notPractised,
  statement_descriptor: optional(text),
  statement_descriptor_suffix: optional(text),
  transfer_data: notPractised,
}

export const tipAmount: Parser<number> = (value, path) => {
  const amount = integer(value, path)
  if (amount < 0) throw invalidParameter(path, 'parameter_invalid_integer', 'A tip cannot be negative.')
  return amount
}
