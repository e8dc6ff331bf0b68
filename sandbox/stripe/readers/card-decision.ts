import { type DeclineCode, declineByAmount, isDeclineCode } from '../cards/declines.ts'
import type { TestCard } from '../cards/test-card.ts'
import { cardByNumber, defaultCardFor } from '../cards/test-cards.ts'
import { invalidParameter, invalidRequest } from '../http/stripe-refusal.ts'
import type { PaymentIntent } from '../payment-intents/payment-intent.ts'
import type { World } from '../world.ts'
import type { Action, PresentedCard, Reader } from './reader.ts'

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

/** The intent that the action in the slot is about, if it is about one that still exists. */
export const intentAtReader = ({ store }: World, action: Action | null): PaymentIntent | undefined => {
  const id = (
    action?.process_payment_intent ??
    action?.collect_payment_method ??
    action?.confirm_payment_intent
  )?.payment_intent
  return id === undefined ? undefined : store.get('payment_intent', id)
}

/** The card somebody holds to the reader; unnamed, it is the one the reader expects. */
export const cardHeld = (world: World, reader: Reader, presented: PresentedCard): TestCard => {
  const types = intentAtReader(world, reader.action)?.payment_method_types ?? ['card_present']
  const named = presented.number === null ? undefined : cardByNumber(presented.number)
  return named ?? paidWith(world, reader) ?? defaultCardFor(types)
}

/** The card that a refund in progress goes back to. */
const paidWith = ({ store }: World, { action }: Reader): TestCard | undefined => {
  const id = action?.refund_payment?.charge
  const details = id === undefined ? undefined : store.get('charge', id)?.payment_method_details
  return details?.interac_present === undefined ? undefined : defaultCardFor(['interac_present'])
}

/** Why the reader does not take this card, in a sentence; undefined when it does. It goes on waiting for another. */
export const cardProblem = (world: World, reader: Reader, presented: PresentedCard): string | undefined => {
  const card = cardHeld(world, reader, presented)
  const back = paidWith(world, reader)
  if (back !== undefined && back.number !== card.number) {
    return 'This refund goes back to the card that was paid with: present that one.'
  }
  const intent = intentAtReader(world, reader.action)
  if (intent === undefined || intent.payment_method_types.includes(card.readAs)) return undefined
  return card.readAs === 'interac_present'
    ? 'This payment does not take Interac cards: present another card.'
    : 'This payment takes Interac cards only: present another card.'
}

/** Throws the StripeRefusal for a card that the reader does not take. */
export const requireAcceptable = (world: World, reader: Reader, presented: PresentedCard): void => {
  const problem = cardProblem(world, reader, presented)
  if (problem !== undefined) throw invalidRequest(undefined, problem)
}

/** What the bank says: a named card decides by itself, an unnamed one leaves it to the amount. */
export const bankSays = (
  reader: Reader,
  card: TestCard,
  presented: PresentedCard,
  amount: number,
): DeclineCode | null => {
  const ordered = reader.box.declineNext
  if (ordered !== null && isDeclineCode(ordered)) return ordered
  if (presented.number === null) return declineByAmount(amount)
  if (card.stepUp && presented.pinEntered !== true) return 'online_or_offline_pin_required'
  return card.declines
}
