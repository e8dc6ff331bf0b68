import assert from 'node:assert/strict'
import { type DeclineCode, declineByAmount, isDeclineCode } from '../cards/declines.ts'
import { newCardPresent } from '../cards/new-payment-method.ts'
import { cardByNumber, defaultCard, type TestCard } from '../cards/test-cards.ts'
import { invalidParameter } from '../http/stripe-refusal.ts'
import { attemptPayment } from '../payment-intents/attempt-payment.ts'
import { capturesLater } from '../payment-intents/options.ts'
import type { PaymentIntent } from '../payment-intents/payment-intent.ts'
import { refundCharge } from '../refunds/create-refund.ts'
import type { Context } from '../world.ts'
import { declineAction, failAction, succeedAction } from './finish-action.ts'
import type { PresentedCard, ProcessConfig, Reader } from './reader.ts'

/** The test card with this number; throws a StripeRefusal for a number that is not one. */
export const requireTestCard = (number: string, param: string): TestCard => {
  const card = cardByNumber(number)
  if (card !== undefined) return card
  throw invalidParameter(
    param,
    'incorrect_number',
    'This is not the number of a test card that the practice reader knows.',
  )
}

/** A named card decides by itself; an unnamed one leaves it to the amount. */
const decide = (
  reader: Reader,
  presented: PresentedCard,
  amount: number,
): { card: TestCard; decline: DeclineCode | null } => {
  const card = presented.number === null ? defaultCard : (cardByNumber(presented.number) ?? defaultCard)
  const ordered = reader.box.declineNext
  if (ordered !== null && isDeclineCode(ordered)) return { card, decline: ordered }
  return { card, decline: presented.number === null ? declineByAmount(amount) : card.declines }
}

const withTip = (
  intent: PaymentIntent,
  presented: PresentedCard,
  config: ProcessConfig | undefined,
): PaymentIntent => {
  if (presented.amountTip === null || config?.skip_tipping === true) return intent
  return {
    ...intent,
    amount: intent.amount + presented.amountTip,
    amount_details: { tip: { amount: presented.amountTip } },
  }
}

/** The plug was pulled while the bank was thinking, or will be in the moment of its answer. */
const losesItsPlug = ({ box }: Reader): boolean => box.vanishOnAnswer || !box.pluggedIn

/** Charges the card and writes the outcome into intent, charge and reader. */
const pay = (
  context: Context,
  reader: Reader,
  intentId: string,
  presented: PresentedCard,
  config: ProcessConfig | undefined,
): Reader => {
  const intent = context.store.get('payment_intent', intentId)
  if (intent?.status !== 'requires_payment_method') {
    return failAction(
      context,
      reader,
      'intent_invalid_state',
      `The PaymentIntent can no longer be paid: it is ${intent?.status ?? 'gone'}.`,
    )
  }
  const due = withTip(intent, presented, config)
  const { card, decline } = decide(reader, presented, due.amount)
  const result = attemptPayment(context, {
    intent: due,
    card,
    method: newCardPresent(context, card, presented.readMethod),
    decline,
    manualCapture: capturesLater(intent, true),
    reader: { id: reader.id, location: reader.location },
  })
  const rested: Reader = { ...reader, box: { ...reader.box, declineNext: null, collected: null } }
  if (losesItsPlug(rested)) return vanish(context, rested)
  return result.error === null ? succeedAction(context, rested) : declineAction(context, rested, result.error)
}

/** The plug is pulled right after the bank's answer: the money has moved, and the reader never says so. */
const vanish = (context: Context, reader: Reader): Reader => {
  const gone: Reader = {
    ...reader,
    last_seen_at: context.clock.nowMs(),
    box: { ...reader.box, vanishOnAnswer: false, pluggedIn: false },
  }
  context.store.put('terminal.reader', gone)
  return gone
}

/** Reads the card only; the register confirms or not. */
const collect = (context: Context, reader: Reader, presented: PresentedCard): Reader => {
  const request = reader.action?.collect_payment_method
  assert(request !== undefined)
  const { card } = decide(reader, presented, 0)
  const payment_method = newCardPresent(context, card, presented.readMethod)
  context.store.put('payment_method', payment_method)
  const holding: Reader = {
    ...reader,
    box: {
      ...reader.box,
      collected: { intentId: request.payment_intent, card: presented, atMs: context.clock.nowMs() },
    },
  }
  if (losesItsPlug(holding)) return vanish(context, reader)
  return succeedAction(context, holding, { collect_payment_method: { ...request, payment_method } })
}

const refundInPerson = (context: Context, reader: Reader): Reader => {
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
  const refund = refundCharge(context, {
    charge,
    amount: request.amount,
    reason: null,
    metadata: request.metadata,
  })
  if (losesItsPlug(reader)) return vanish(context, reader)
  return succeedAction(context, reader, { refund_payment: { ...request, refund: refund.id } })
}

/** Does what the action in the slot wants with a card; the action ends here, or the reader vanishes. */
export const takeCard = (context: Context, reader: Reader, presented: PresentedCard): Reader => {
  const { action } = reader
  assert(action?.status === 'in_progress', 'a card is only used by an action in progress')
  switch (action.type) {
    case 'process_payment_intent': {
      const request = action.process_payment_intent
      assert(request !== undefined)
      return pay(context, reader, request.payment_intent, presented, request.process_config)
    }
    case 'confirm_payment_intent': {
      const request = action.confirm_payment_intent
      assert(request !== undefined)
      return pay(context, reader, request.payment_intent, presented, undefined)
    }
    case 'collect_payment_method':
      return collect(context, reader, presented)
    case 'refund_payment':
      return refundInPerson(context, reader)
    case 'set_reader_display':
      throw new Error('a cart display takes no card')
  }
}
