import { recordMovement } from '../balance/record-movement.ts'
import { emit } from '../events/emit.ts'
import type { Context } from '../world.ts'
import { movedRefund, type Refund } from './refund.ts'

/** The money comes back to the shop: the charge counts the refund no longer. */
const takeBack = (context: Context, refund: Refund): string => {
  const movement = recordMovement(context, {
    type: 'refund_failure',
    amount: refund.amount,
    fee: 0,
    currency: refund.currency,
    source: refund.id,
    description: null,
  })
  const charge = context.store.get('charge', refund.charge)
  if (charge !== undefined) {
    context.store.put('charge', {
      ...charge,
      amount_refunded: charge.amount_refunded - refund.amount,
      refunded: false,
    })
  }
  return movement.id
}

/** A pending refund is done. */
export const succeedRefund = (context: Context, refund: Refund): Refund => {
  const { pending_reason: _reason, ...settled } = movedRefund(refund, 'succeeded', {
    destination_details: {
      ...refund.destination_details,
      card: {
        ...refund.destination_details.card,
        reference: refund.id.slice(-12),
        reference_status: 'available',
      },
    },
  })
  context.store.put('refund', settled)
  emit(context, 'refund.updated', settled, { status: refund.status })
  emit(context, 'charge.refund.updated', settled, { status: refund.status })
  return settled
}

/** The card's bank sent the refund back. */
export const failRefund = (context: Context, refund: Refund): Refund => {
  const { pending_reason: _reason, ...failed } = movedRefund(refund, 'failed', {
    failure_reason: 'expired_or_canceled_card',
    failure_balance_transaction: takeBack(context, refund),
  })
  context.store.put('refund', failed)
  emit(context, 'refund.updated', failed, { status: refund.status })
  emit(context, 'refund.failed', failed, { status: refund.status })
  emit(context, 'charge.refund.updated', failed, { status: refund.status })
  return failed
}

/** Only a refund that has not gone anywhere yet can be canceled. */
export const cancelPending = (context: Context, refund: Refund): Refund => {
  const { pending_reason: _reason, ...canceled } = movedRefund(refund, 'canceled', {
    failure_balance_transaction: takeBack(context, refund),
  })
  context.store.put('refund', canceled)
  emit(context, 'refund.updated', canceled, { status: refund.status })
  emit(context, 'charge.refund.updated', canceled, { status: refund.status })
  return canceled
}

/** Planned work: a refund ends as its card foresees. */
export const settleRefund = (context: Context, id: string): void => {
  const refund = context.store.get('refund', id)
  if (refund?.status === 'pending') succeedRefund(context, refund)
  else if (refund?.status === 'succeeded') failRefund(context, refund)
}
