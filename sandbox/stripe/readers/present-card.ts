import assert from 'node:assert/strict'
import { newCardPresent } from '../cards/new-payment-method.ts'
import { attemptPayment } from '../payment-intents/attempt-payment.ts'
import { amountMax } from '../payment-intents/currencies.ts'
import { capturesLater } from '../payment-intents/options.ts'
import { agreed } from '../payment-intents/partial-authorization.ts'
import type { Context } from '../world.ts'
import { bankSays, cardHeld } from './card-decision.ts'
import { declineAction, failAction, succeedAction } from './finish-action.ts'
import type { PresentedCard, Reader } from './reader.ts'
import { refundInPerson } from './refund-in-person.ts'
import { tipGiven, withTip } from './tips.ts'
import { losesItsPlug, vanish } from './vanish.ts'

/** Charges the card and writes the outcome into intent, charge and reader. */
const pay = (context: Context, reader: Reader, intentId: string, presented: PresentedCard): Reader => {
  const intent = context.store.get('payment_intent', intentId)
  if (intent?.status !== 'requires_payment_method') {
    return failAction(
      context,
      reader,
      'intent_invalid_state',
      `The PaymentIntent can no longer be paid: it is ${intent?.status ?? 'gone'}.`,
    )
  }
  const tip = tipGiven(context, reader, presented)
  const due = withTip(intent, tip)
  if (due.amount > amountMax) {
    return failAction(
      context,
      reader,
      'amount_too_large',
      'The amount with its tip is more than Stripe charges.',
    )
  }
  const card = cardHeld(context, reader, presented)
  const { amount, decline } = agreed(card, due, bankSays(reader, card, presented, due.amount))
  const method = newCardPresent(context, card, presented.readMethod)
  const result = attemptPayment(context, {
    intent: { ...due, amount },
    beforeTip: intent,
    requested: amount < due.amount ? due.amount : undefined,
    card,
    method,
    decline,
    manualCapture: capturesLater(intent, method.type),
    reader: { id: reader.id, location: reader.location },
  })
  const rested: Reader = { ...reader, box: { ...reader.box, declineNext: null, collected: null } }
  if (losesItsPlug(rested)) return vanish(context, rested)
  if (result.error === null) return succeedAction(context, rested)
  const mayPin = decline === 'online_or_offline_pin_required' && card.stepUp
  return mayPin
    ? askForPin(context, rested, { ...presented, amountTip: tip })
    : declineAction(context, rested, result.error)
}

/** The reader keeps the action and asks the customer for the PIN of the card that was just read. */
export const askForPin = (context: Context, reader: Reader, presented: PresentedCard): Reader => {
  const asking: Reader = { ...reader, box: { ...reader.box, authorising: false, pin: presented } }
  context.store.put('terminal.reader', asking)
  return asking
}

/** Reads the card only; the register confirms or not. */
const collect = (context: Context, reader: Reader, presented: PresentedCard): Reader => {
  const request = reader.action?.collect_payment_method
  assert(request !== undefined)
  const card = cardHeld(context, reader, presented)
  const payment_method = newCardPresent(context, card, presented.readMethod)
  context.store.put('payment_method', payment_method)
  const kept: PresentedCard = { ...presented, amountTip: tipGiven(context, reader, presented) }
  const holding: Reader = {
    ...reader,
    box: {
      ...reader.box,
      collected: { intentId: request.payment_intent, card: kept, atMs: context.clock.nowMs() },
    },
  }
  if (losesItsPlug(holding)) return vanish(context, reader)
  return succeedAction(context, holding, { collect_payment_method: { ...request, payment_method } })
}

/** Does what the action in the slot wants with a card; the action ends here, the reader asks for a PIN, or it vanishes. */
export const takeCard = (context: Context, reader: Reader, presented: PresentedCard): Reader => {
  const { action } = reader
  assert(action?.status === 'in_progress', 'a card is only used by an action in progress')
  switch (action.type) {
    case 'process_payment_intent': {
      const request = action.process_payment_intent
      assert(request !== undefined)
      return pay(context, reader, request.payment_intent, presented)
    }
    case 'confirm_payment_intent': {
      const request = action.confirm_payment_intent
      assert(request !== undefined)
      return pay(context, reader, request.payment_intent, presented)
    }
    case 'collect_payment_method':
      return collect(context, reader, presented)
    case 'refund_payment':
      return refundInPerson(context, reader)
    case 'set_reader_display':
      throw new Error('a cart display takes no card')
  }
}
