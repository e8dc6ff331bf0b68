import { sessionTimesOut } from '../checkout/end-session.ts'
import { expireAuthorisation } from '../payment-intents/cancel-payment-intent.ts'
import { presentOrPlan } from '../readers/customer.ts'
import { takeCard } from '../readers/present-card.ts'
import { settleRefund } from '../refunds/settle-refund.ts'
import type { Context } from '../world.ts'
import type { PlannedWork } from './agenda.ts'

/** Does one piece of planned work, unless what it was planned for is over. */
export const performWork = (context: Context, work: PlannedWork): void => {
  if (work.kind === 'refund_settles') {
    settleRefund(context, work.refund)
    return
  }
  if (work.kind === 'authorisation_expires') {
    expireAuthorisation(context, work.intent)
    return
  }
  if (work.kind === 'session_expires') {
    sessionTimesOut(context, work.session)
    return
  }
  const reader = context.store.get('terminal.reader', work.reader)
  if (reader === undefined || reader.box.actionNumber !== work.action) return
  if (work.kind === 'customer_presents') {
    const card = reader.box.autoPresent?.card
    if (card !== undefined) presentOrPlan(context, reader, card, 0)
    return
  }
  takeCard(context, { ...reader, box: { ...reader.box, authorising: false } }, work.card)
}
