import { nowSeconds } from '../clock.ts'
import type { World } from '../world.ts'
import type { BalanceTransaction } from './balance-transaction.ts'

/** As it stands now: money becomes available when its day has come. */
export const renderBalanceTransaction = (
  world: World,
  transaction: BalanceTransaction,
): BalanceTransaction => ({
  ...transaction,
  status: transaction.available_on <= nowSeconds(world.clock) ? 'available' : 'pending',
})
