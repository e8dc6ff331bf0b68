import { metadataChange } from '../http/metadata.ts'
import {
  boolean,
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
import { currency, positiveAmount } from '../payment-intents/currencies.ts'
import { captureMethods } from '../payment-intents/payment-intent.ts'

const url: Parser<string> = (value, path) => {
  const read = filledText(value, path)
  const parsed = URL.parse(read.replaceAll('{CHECKOUT_SESSION_ID}', 'id'))
  if (parsed !== null && (parsed.protocol === 'http:' || parsed.protocol === 'https:')) return read
  throw invalidParameter(path, 'url_invalid', 'Not a valid URL')
}

const quantity: Parser<number> = (value, path) => {
  const read = integer(value, path)
  if (read >= 1) return read
  throw invalidParameter(path, 'parameter_invalid_integer', 'This value must be greater than or equal to 1.')
}

const notPractisedHere = Object.fromEntries(
  [
    'adaptive_pricing',
    'after_expiration',
    'allow_promotion_codes',
    'automatic_tax',
    'branding_settings',
    'consent_collection',
    'custom_fields',
    'customer',
    'customer_account',
    'discounts',
    'invoice_creation',
    'optional_items',
    'payment_method_configuration',
    'payment_method_options',
    'return_url',
    'setup_intent_data',
    'shipping_address_collection',
    'shipping_options',
    'subscription_data',
    'tax_id_collection',
  ].map((name) => [name, notPractised]),
)

export const sessionParams = {
  ...notPractisedHere,
  allowed_payment_method_types: optional(listOf(oneOf(['card']))),
  billing_address_collection: optional(oneOf(['auto', 'required'])),
  cancel_url: optional(url),
  client_reference_id: optional(filledText),
  customer_creation: optional(oneOf(['always', 'if_required'])),
  customer_email: optional(filledText),
  expires_at: optional(integer),
  line_items: required(
    listOf(
      hashOf({
        price: notPractised,
        price_data: required(
          hashOf({
            currency: required(currency),
            product: notPractised,
            product_data: required(
              hashOf({
                name: required(filledText),
                description: optional(text),
                metadata: optional(metadataChange),
              }),
            ),
            unit_amount: required(positiveAmount),
          }),
        ),
        quantity: optional(quantity),
        adjustable_quantity: notPractised,
      }),
    ),
  ),
  locale: optional(text),
  metadata: optional(metadataChange),
  mode: required(oneOf(['payment'])),
  payment_intent_data: optional(
    hashOf({
      capture_method: optional(oneOf(captureMethods)),
      description: optional(filledText),
      metadata: optional(metadataChange),
      receipt_email: optional(filledText),
      statement_descriptor: optional(filledText),
      statement_descriptor_suffix: optional(filledText),
      transfer_group: optional(filledText),
    }),
  ),
  phone_number_collection: optional(hashOf({ enabled: required(boolean) })),
  submit_type: optional(oneOf(['auto', 'book', 'donate', 'pay'])),
  success_url: required(url),
  ui_mode: optional(oneOf(['hosted_page'])),
}
