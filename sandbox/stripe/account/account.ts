import { nowSeconds } from '../clock.ts'
import { newId } from '../ids.ts'
import type { World } from '../world.ts'

/** The practice shop's own Stripe account. There is one; it is made with the folder and never changes. */
export interface Account {
  readonly id: string
  readonly object: 'account'
  readonly business_type: 'company'
  readonly capabilities: { readonly card_payments: 'active'; readonly transfers: 'active' }
  readonly charges_enabled: true
  readonly country: string
  readonly created: number
  readonly default_currency: string
  readonly details_submitted: true
  readonly email: string
  readonly metadata: Readonly<Record<string, string>>
  readonly payouts_enabled: true
  readonly type: 'standard'
}

/** The account; opened at the first call in a new folder. */
export const accountOf = (world: World): Account => {
  const existing = world.store.walk('account').next()
  if (!existing.done) return existing.value
  const account: Account = {
    id: newId(world.random, 'acct').slice(0, 21),
    object: 'account',
    business_type: 'company',
    capabilities: { card_payments: 'active', transfers: 'active' },
    charges_enabled: true,
    country: 'US',
    created: nowSeconds(world.clock),
    default_currency: 'usd',
    details_submitted: true,
    email: 'practice@example.com',
    metadata: {},
    payouts_enabled: true,
    type: 'standard',
  }
  world.store.put('account', account)
  return account
}
