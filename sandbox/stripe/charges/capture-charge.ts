import { feeFor, recordMovement } from '../balance/record-movement.ts'
import type { World } from '../world.ts'
import type { Charge } from './charge.ts'

/**
 * Takes `amount` of an authorised charge. Its balance transaction is written and the rest of the authorisation released.
 * The released rest counts as refunded in `amount_refunded`, as at Stripe: what can still be refunded is
 * `amount` − `amount_refunded`.
 */
export const captureCharge = (world: World, charge: Charge, amount: number): Charge => {
  const movement = recordMovement(world, {
    type: 'charge',
    amount,
    fee: feeFor(amount, charge.payment_method_details.type),
    currency: charge.currency,
    source: charge.id,
    description: charge.description,
  })
  const captured: Charge = {
    ...charge,
    captured: true,
    amount_captured: amount,
    amount_refunded: charge.amount - amount,
    balance_transaction: movement.id,
  }
  world.store.put('charge', captured)
  return captured
}
