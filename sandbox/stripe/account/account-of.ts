import { nowSeconds } from '../clock.ts'
import { newId } from '../ids.ts'
import type { World } from '../world.ts'
import type { Account } from './account.ts'

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
