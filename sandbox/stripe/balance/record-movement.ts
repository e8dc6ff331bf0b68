import { nowSeconds } from '../clock.ts'
import { newId } from '../ids.ts'
import type { World } from '../world.ts'
import type { BalanceTransaction } from './balance-transaction.ts'

const availableAfterSeconds = 2 * 24 * 60 * 60

/** Stripe's list prices in the US: 2.7 % + 5 at a reader, 2.9 % + 30 online, docs.stripe.com/terminal (pricing). */
const tariffs = {
  card_present: { perThousand: 27, fixed: 5 },
  interac_present: { perThousand: 27, fixed: 5 },
  card: { perThousand: 29, fixed: 30 },
} as const

/** The fee for a charge in minor units, half a unit rounded up: 1000 at a reader → 32. */
export const feeFor = (amount: number, type: keyof typeof tariffs): number => {
  const { perThousand, fixed } = tariffs[type]
  return Math.floor((amount * perThousand + 500) / 1000) + fixed
}

interface Movement {
  readonly type: BalanceTransaction['type']
  readonly amount: number
  readonly fee: number
  readonly currency: string
  readonly source: string
  readonly description: string | null
}

/** Writes a movement of the balance and returns it. */
export const recordMovement = (world: World, movement: Movement): BalanceTransaction => {
  const created = nowSeconds(world.clock)
  const transaction: BalanceTransaction = {
    id: newId(world.random, 'txn'),
    object: 'balance_transaction',
    amount: movement.amount,
    available_on: created + availableAfterSeconds,
    balance_type: 'payments',
    created,
    currency: movement.currency,
    description: movement.description,
    exchange_rate: null,
    fee: movement.fee,
    fee_details:
      movement.fee === 0
        ? []
        : [
            {
              amount: movement.fee,
              application: null,
              currency: movement.currency,
              description: 'Stripe processing fees',
              type: 'stripe_fee',
            },
          ],
    net: movement.amount - movement.fee,
    reporting_category: movement.type,
    source: movement.source,
    status: 'pending',
    type: movement.type,
  }
  world.store.put('balance_transaction', transaction)
  return transaction
}
