import { emvReceipt } from '../cards/emv-receipt.ts'
import type { PaymentMethod } from '../cards/payment-method.ts'
import { randomHex } from '../ids.ts'
import { partialFields } from '../payment-intents/partial-authorization.ts'
import type { World } from '../world.ts'
import type { Attempt } from './attempt.ts'
import type { CardPresentDetails, Charge, InteracPresentDetails, OnlineCardDetails } from './charge.ts'

const day = 24 * 60 * 60
/** How long an authorisation may wait for its capture: two days at a reader, seven online. */
export const captureWindowSeconds = { card_present: 2 * day, interac_present: 0, card: 7 * day } as const

/** Brands whose tips may be written on the receipt in the US, docs.stripe.com/terminal/features/collecting-tips/on-receipt. */
const overcaptureBrands: readonly string[] = ['visa', 'mastercard', 'amex', 'discover']

type Details = Charge['payment_method_details']

/** What is known of a card that was read, whatever its network. */
const readCard = (world: World, attempt: Attempt, method: PaymentMethod): InteracPresentDetails => {
  const read = method.card_present ?? method.interac_present ?? raiseNoCard(method)
  const { card, decline, reader } = attempt
  return {
    brand: read.brand,
    cardholder_name: read.cardholder_name,
    country: read.country,
    emv_auth_data: read.read_method === 'magnetic_stripe_track2' ? null : '8A023030',
    exp_month: read.exp_month,
    exp_year: read.exp_year,
    fingerprint: read.fingerprint,
    funding: read.funding,
    generated_card: null,
    last4: read.last4,
    ...(reader?.location == null ? {} : { location: reader.location }),
    network: card.network ?? card.brand,
    network_transaction_id: decline === null ? randomHex(world.random, 15) : null,
    preferred_locales: read.preferred_locales,
    read_method: read.read_method,
    ...(reader === undefined ? {} : { reader: reader.id }),
    receipt: emvReceipt(world.random, card, read.read_method, decline),
  }
}

const cardPresent = (world: World, attempt: Attempt, created: number): CardPresentDetails => {
  const { intent, card, method, decline } = attempt
  const held = decline === null && attempt.manualCapture
  const asked = intent.payment_method_options.card_present?.request_incremental_authorization_support
  const flexible = held && card.network === undefined && overcaptureBrands.includes(card.brand)
  return {
    ...readCard(world, attempt, method),
    amount_authorized: decline === null ? intent.amount : null,
    brand_product: null,
    ...(held ? { capture_before: created + captureWindowSeconds.card_present } : {}),
    incremental_authorization_supported: flexible && asked === true,
    offline: null,
    overcapture_supported: flexible && intent.currency === 'usd' && attempt.requested === undefined,
    ...partialFields(intent, attempt.requested ?? intent.amount, decline === null),
  }
}

const onlineCard = (world: World, attempt: Attempt, created: number): OnlineCardDetails => {
  const { intent, card, method, decline } = attempt
  const approved = decline === null
  const { brand, checks, country, exp_month, exp_year, fingerprint, funding, last4 } =
    method.card ?? raiseNoCard(method)
  return {
    amount_authorized: approved ? intent.amount : null,
    authorization_code: approved ? randomHex(world.random, 6) : null,
    brand,
    ...(approved && attempt.manualCapture ? { capture_before: created + captureWindowSeconds.card } : {}),
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
    network_transaction_id: approved ? randomHex(world.random, 15) : null,
    regulated_status: 'unregulated',
    three_d_secure: null,
    transaction_link_id: null,
    wallet: null,
  }
}

const raiseNoCard = (method: PaymentMethod): never => {
  throw new Error(`the payment method ${method.id} has no card`)
}

/** How the card of an attempt was charged. */
export const chargeDetails = (world: World, attempt: Attempt, created: number): Details => {
  switch (attempt.method.type) {
    case 'card_present':
      return { type: 'card_present', card_present: cardPresent(world, attempt, created) }
    case 'interac_present':
      return { type: 'interac_present', interac_present: readCard(world, attempt, attempt.method) }
    case 'card':
      return { type: 'card', card: onlineCard(world, attempt, created) }
  }
}
