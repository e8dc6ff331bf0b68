import { createHash } from 'node:crypto'
import { nowSeconds } from '../clock.ts'
import { newId } from '../ids.ts'
import type { World } from '../world.ts'
import { emptyBillingDetails, type PaymentMethod, type ReadMethod } from './payment-method.ts'
import type { TestCard } from './test-card.ts'

/** The same card always has the same fingerprint, so that a shop may recognise it. */
const fingerprintOf = (card: TestCard): string =>
  createHash('sha256').update(card.number).digest('base64url').replaceAll(/[-_]/g, 'x').slice(0, 16)

const expiry = { exp_month: 12, exp_year: 2034 } as const

const networksOf = ({ brand, network }: TestCard) => ({
  available: network === undefined || network === brand ? [brand] : [brand, network],
  preferred: network === undefined || network === brand ? null : network,
})

const commonTo = (world: World) => ({
  id: newId(world.random, 'pm'),
  object: 'payment_method' as const,
  allow_redisplay: 'unspecified' as const,
  billing_details: emptyBillingDetails,
  created: nowSeconds(world.clock),
  customer: null,
  customer_account: null,
  livemode: false as const,
  metadata: {},
})

/** The PaymentMethod a reader makes of a presented card. */
export const newCardPresent = (world: World, card: TestCard, readMethod: ReadMethod): PaymentMethod => {
  const read = {
    brand: card.brand,
    cardholder_name: readMethod === 'contactless_emv' ? null : 'PRACTICE/CARD',
    country: card.country,
    ...expiry,
    fingerprint: fingerprintOf(card),
    funding: card.funding,
    last4: card.number.slice(-4),
    networks: networksOf(card),
    preferred_locales: ['en'],
    read_method: readMethod,
  }
  if (card.readAs === 'interac_present') {
    return { ...commonTo(world), type: 'interac_present', interac_present: read }
  }
  return {
    ...commonTo(world),
    type: 'card_present',
    card_present: { ...read, brand_product: null, offline: null },
  }
}

/** The PaymentMethod behind a test name such as pm_card_visa. */
export const newOnlineCard = (world: World, card: TestCard): PaymentMethod => ({
  ...commonTo(world),
  type: 'card',
  card: {
    brand: card.brand,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
    country: card.country,
    display_brand: card.brand,
    ...expiry,
    fingerprint: fingerprintOf(card),
    funding: card.funding,
    generated_from: null,
    last4: card.number.slice(-4),
    networks: networksOf(card),
    regulated_status: 'unregulated',
    three_d_secure_usage: { supported: true },
    wallet: null,
  },
})
