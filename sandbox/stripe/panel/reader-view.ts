import { wireDecimals } from '../payment-intents/currencies.ts'
import { cardHeld, intentAtReader } from '../readers/card-decision.ts'
import type { Action, Cart, Reader } from '../readers/reader.ts'
import { wantsCard, wantsPin } from '../readers/reader-commands.ts'
import { asksForTip, type TipQuestion, tipQuestion } from '../readers/tips.ts'
import type { World } from '../world.ts'

export type Screen =
  | 'off'
  | 'updating'
  | 'idle'
  | 'cart'
  | 'tip'
  | 'waiting'
  | 'pin'
  | 'authorising'
  | 'approved'
  | 'declined'
  | 'canceled'

/** How a reader looks to the customer before it. Amounts in minor units. */
export interface ReaderView {
  readonly id: string
  readonly label: string
  readonly location: string | null
  readonly pluggedIn: boolean
  readonly screen: Screen
  /** What the card is wanted for. */
  readonly purpose: 'pay' | 'refund' | 'read' | null
  readonly amount: number | null
  readonly currency: string | null
  /** How many of the digits of `amount`, or of the cart's amounts, are decimals. */
  readonly decimals: number
  readonly cart: Cart | null
  /** Why it was declined or canceled, in a sentence; null otherwise. */
  readonly message: string | null
  readonly customerLeft: boolean
  /** What a tip is suggested on and what is suggested; null when no tip is asked for. */
  readonly tip: TipQuestion | null
  /** What the customer chose; null while nothing was. It is not part of `amount` before the bank agreed. */
  readonly tipChosen: number | null
  /** Where the PIN is entered; null when none is asked for. */
  readonly pin: 'online' | 'offline' | null
  /** Only an Interac card will do, or none of those will. */
  readonly accepts: 'any' | 'interac' | 'cards'
  readonly wantsCard: boolean
  readonly vanishOnAnswer: boolean
}

const screenOf = (world: World, reader: Reader): Screen => {
  const { action, box } = reader
  if (!box.pluggedIn) return 'off'
  if (box.updating === true) return 'updating'
  if (box.authorising) return 'authorising'
  if (action === null) return 'idle'
  if (wantsPin(reader)) return 'pin'
  if (asksForTip(world, reader)) return 'tip'
  if (action.status === 'in_progress') return action.type === 'set_reader_display' ? 'cart' : 'waiting'
  if (action.status === 'succeeded') return 'approved'
  return action.failure_code === 'customer_canceled' ? 'canceled' : 'declined'
}

const purposes = {
  process_payment_intent: 'pay',
  confirm_payment_intent: 'pay',
  collect_payment_method: 'read',
  refund_payment: 'refund',
  set_reader_display: null,
} as const satisfies Record<Action['type'], ReaderView['purpose']>

const moneyOf = (world: World, action: Action | null): { amount: number | null; currency: string | null } => {
  const request =
    action?.process_payment_intent ?? action?.collect_payment_method ?? action?.confirm_payment_intent
  const intent = request === undefined ? undefined : world.store.get('payment_intent', request.payment_intent)
  if (intent !== undefined) return { amount: intent.amount, currency: intent.currency }
  const refund = action?.refund_payment
  if (refund === undefined) return { amount: null, currency: null }
  return { amount: refund.amount, currency: world.store.get('charge', refund.charge)?.currency ?? null }
}

const acceptsOf = (world: World, action: Action | null): ReaderView['accepts'] => {
  const refunded = action?.refund_payment?.charge
  if (refunded !== undefined) {
    const details = world.store.get('charge', refunded)?.payment_method_details
    return details?.interac_present === undefined ? 'any' : 'interac'
  }
  const types = intentAtReader(world, action)?.payment_method_types
  if (types?.includes('interac_present') === false) return 'cards'
  return types === undefined || types.includes('card_present') ? 'any' : 'interac'
}

export const viewReader = (world: World, reader: Reader): ReaderView => {
  const { action, box } = reader
  const cart = action?.set_reader_display?.cart ?? null
  const money = moneyOf(world, action)
  return {
    id: reader.id,
    label: reader.label,
    location:
      reader.location === null
        ? null
        : (world.store.get('terminal.location', reader.location)?.display_name ?? null),
    pluggedIn: box.pluggedIn,
    screen: screenOf(world, reader),
    purpose: action === null ? null : purposes[action.type],
    ...money,
    decimals: wireDecimals(money.currency ?? cart?.currency ?? 'usd'),
    cart,
    message: action?.failure_message ?? null,
    customerLeft: box.customerLeft,
    tip: action?.status === 'in_progress' ? (tipQuestion(world, reader) ?? null) : null,
    tipChosen: box.tip ?? null,
    pin: box.pin === undefined ? null : cardHeld(world, reader, box.pin).pin,
    accepts: acceptsOf(world, action),
    wantsCard: wantsCard(reader),
    vanishOnAnswer: box.vanishOnAnswer,
  }
}

export const readerViewOf = (world: World, id: string): ReaderView | undefined => {
  const reader = world.store.get('terminal.reader', id)
  return reader === undefined ? undefined : viewReader(world, reader)
}
