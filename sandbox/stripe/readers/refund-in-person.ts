import assert from 'node:assert/strict'
import { declineByAmount, declines, isDeclineCode } from '../cards/declines.ts'
import { docUrl } from '../http/error-body.ts'
import { refundCharge } from '../refunds/create-refund.ts'
import type { Context } from '../world.ts'
import { declineAction, failAction, succeedAction } from './finish-action.ts'
import type { Reader } from './reader.ts'
import { losesItsPlug, vanish } from './vanish.ts'

/** The card is there: its bank gives the money back, or declines a partial Interac refund by its last two digits. */
export const refundInPerson = (context: Context, reader: Reader): Reader => {
  const request = reader.action?.refund_payment
  assert(request !== undefined)
  const charge = context.store.get('charge', request.charge)
  if (charge === undefined || charge.amount - charge.amount_refunded < request.amount) {
    return failAction(
      context,
      reader,
      'charge_already_refunded',
      'The charge can no longer be refunded by this amount.',
    )
  }
  const ordered = reader.box.declineNext
  const isInterac = charge.payment_method_details.interac_present !== undefined
  const byAmount = isInterac && request.amount < charge.amount ? declineByAmount(request.amount) : null
  const decline = ordered !== null && isDeclineCode(ordered) ? ordered : byAmount
  if (decline !== null) {
    const { code, message, advice } = declines[decline]
    const rested: Reader = { ...reader, box: { ...reader.box, declineNext: null } }
    return declineAction(context, rested, {
      advice_code: advice,
      charge: charge.id,
      code,
      decline_code: decline,
      doc_url: docUrl(code),
      message,
      type: 'card_error',
    })
  }
  const refund = refundCharge(context, {
    charge,
    amount: request.amount,
    reason: null,
    metadata: request.metadata,
  })
  if (losesItsPlug(reader)) return vanish(context, reader)
  return succeedAction(context, reader, { refund_payment: { ...request, refund: refund.id } })
}
