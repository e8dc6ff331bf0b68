import { sessionTimesOut } from '../checkout/end-session.ts'
import { expireAuthorisation } from '../payment-intents/cancel-payment-intent.ts'
import { cardProblem } from '../readers/card-decision.ts'
import { enterPin, presentOrPlan } from '../readers/customer.ts'
import { takeCard } from '../readers/present-card.ts'
import type { Reader } from '../readers/reader.ts'
import { settleRefund } from '../refunds/settle-refund.ts'
import type { Context } from '../world.ts'
import type { PlannedWork } from './agenda.ts'

/** The scripted customer: knows the PIN, and puts away a card that the reader does not take. */
const presentByItself = (context: Context, reader: Reader): void => {
  const script = reader.box.autoPresent
  if (script === null || cardProblem(context, reader, script.card) !== undefined) return
  const pauseMs = script.bankTakesMs ?? 0
  const presented = presentOrPlan(context, reader, script.card, pauseMs)
  if (presented !== undefined) enterPin(context, presented, pauseMs)
}

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
  if (reader === undefined) return
  if (work.kind === 'reader_updated') {
    context.store.put('terminal.reader', { ...reader, box: { ...reader.box, updating: false } })
    return
  }
  if (reader.box.actionNumber !== work.action) return
  if (work.kind === 'customer_presents') {
    presentByItself(context, reader)
    return
  }
  const taken = takeCard(context, { ...reader, box: { ...reader.box, authorising: false } }, work.card)
  if (reader.box.autoPresent !== null) enterPin(context, taken, 0)
}
