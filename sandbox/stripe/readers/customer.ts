import type { Context } from '../world.ts'
import { cardHeld } from './card-decision.ts'
import { cancelByCustomer, declineAction } from './finish-action.ts'
import { askForPin, takeCard } from './present-card.ts'
import type { PresentedCard, Reader } from './reader.ts'
import { wantsCard, wantsPin } from './reader-commands.ts'

/** The bank answers now, or after a pause in which the reader is busy. */
const askBank = (context: Context, reader: Reader, card: PresentedCard, bankTakesMs: number): Reader => {
  const pauseMs = bankTakesMs + (reader.box.slowMs ?? 0)
  if (pauseMs === 0) return takeCard(context, reader, card)
  const authorising: Reader = { ...reader, box: { ...reader.box, authorising: true } }
  context.store.put('terminal.reader', authorising)
  context.agenda.plan(
    { kind: 'bank_answers', reader: reader.id, action: reader.box.actionNumber, card },
    pauseMs,
  )
  return authorising
}

/**
 * The customer holds a card to the reader. With a pause, the bank answers after it and the reader is busy until then; a card
 * with a PIN has the reader ask for that first. Returns undefined when the reader is not waiting for a card.
 */
export const presentOrPlan = (
  context: Context,
  reader: Reader,
  card: PresentedCard,
  bankTakesMs: number,
): Reader | undefined => {
  if (!wantsCard(reader)) return undefined
  const { pin, stepUp } = cardHeld(context, reader, card)
  const pays = reader.action?.type === 'process_payment_intent'
  if (pays && pin !== null && !stepUp) return askForPin(context, reader, card)
  return askBank(context, reader, card, bankTakesMs)
}

/** The customer enters the PIN that the reader asks for. Returns undefined when it asks for none. */
export const enterPin = (context: Context, reader: Reader, bankTakesMs: number): Reader | undefined => {
  const held = reader.box.pin
  if (!wantsPin(reader) || held === undefined) return undefined
  const { pin } = cardHeld(context, reader, held)
  const card: PresentedCard = {
    ...held,
    pinEntered: true,
    readMethod: pin === 'offline' ? 'contact_emv' : held.readMethod,
  }
  return askBank(context, { ...reader, box: { ...reader.box, pin: undefined } }, card, bankTakesMs)
}

const mayCancel = (reader: Reader): boolean => {
  const { action } = reader
  const config =
    action?.process_payment_intent?.process_config ??
    action?.collect_payment_method?.collect_config ??
    action?.refund_payment?.refund_payment_config
  return config?.enable_customer_cancellation === true
}

/** Nobody enters the PIN: the decline that asked for it stands, if there was one. */
const leavePin = (context: Context, reader: Reader): Reader => {
  const request = reader.action?.process_payment_intent ?? reader.action?.confirm_payment_intent
  const intent =
    request === undefined ? undefined : context.store.get('payment_intent', request.payment_intent)
  const error = intent?.last_payment_error ?? null
  const without: Reader = { ...reader, box: { ...reader.box, pin: undefined } }
  return error === null ? cancelByCustomer(context, without) : declineAction(context, without, error)
}

/** The customer goes. A reader that lets customers cancel is told so; any other goes on waiting for nobody. */
export const walkAway = (context: Context, reader: Reader): Reader | undefined => {
  if (wantsPin(reader)) return leavePin(context, reader)
  if (!wantsCard(reader)) return undefined
  if (mayCancel(reader)) return cancelByCustomer(context, reader)
  const left: Reader = { ...reader, box: { ...reader.box, customerLeft: true } }
  context.store.put('terminal.reader', left)
  return left
}

/** Pulls the plug: what is in progress stays so, and nobody hears of it. */
export const unplug = (context: Context, reader: Reader): Reader => {
  if (!reader.box.pluggedIn) return reader
  const box = { ...reader.box, pluggedIn: false }
  const unplugged: Reader = { ...reader, last_seen_at: context.clock.nowMs(), box }
  context.store.put('terminal.reader', unplugged)
  return unplugged
}

export const plugIn = (context: Context, reader: Reader): Reader => {
  const plugged: Reader = {
    ...reader,
    last_seen_at: context.clock.nowMs(),
    box: { ...reader.box, pluggedIn: true, vanishOnAnswer: false },
  }
  context.store.put('terminal.reader', plugged)
  return plugged
}
