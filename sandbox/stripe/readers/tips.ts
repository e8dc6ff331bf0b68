import { type TipSuggestion, tipSuggestions } from '../configurations/tip-suggestions.ts'
import type { PaymentIntent } from '../payment-intents/payment-intent.ts'
import type { Context, World } from '../world.ts'
import { intentAtReader } from './card-decision.ts'
import type { PresentedCard, ProcessConfig, Reader } from './reader.ts'

/** The question on the reader's screen: what it suggests, on which part of the amount. Minor units. */
export interface TipQuestion {
  readonly eligible: number
  readonly suggestions: readonly TipSuggestion[]
}

const configOf = ({ action }: Reader): ProcessConfig | undefined =>
  action?.process_payment_intent?.process_config ?? action?.collect_payment_method?.collect_config

/**
 * Whether this payment asks for a tip, answered or not: the reader's configuration has suggestions in the currency and the
 * register did not skip them. docs.stripe.com/terminal/features/collecting-tips/on-reader
 */
export const tipQuestion = (world: World, reader: Reader): TipQuestion | undefined => {
  const { action } = reader
  if (action?.type !== 'process_payment_intent' && action?.type !== 'collect_payment_method') return undefined
  const config = configOf(reader)
  const intent = intentAtReader(world, action)
  if (intent === undefined || config?.skip_tipping === true) return undefined
  const eligible = config?.tipping?.amount_eligible ?? intent.amount
  const suggestions = tipSuggestions(world, reader, { currency: intent.currency, eligible })
  return suggestions.length === 0 ? undefined : { eligible, suggestions }
}

/** Whether the question is on the screen now. */
export const asksForTip = (world: World, reader: Reader): boolean =>
  reader.action?.status === 'in_progress' &&
  reader.box.tip === undefined &&
  reader.box.pin === undefined &&
  !reader.box.authorising &&
  tipQuestion(world, reader) !== undefined

/** The customer answers; 0 is "no tip". */
export const chooseTip = (context: Context, reader: Reader, amount: number): Reader => {
  const chosen: Reader = { ...reader, box: { ...reader.box, tip: amount } }
  context.store.put('terminal.reader', chosen)
  return chosen
}

/** What is added to the amount: null when nothing was asked, 0 when the question was left unanswered. */
export const tipGiven = (world: World, reader: Reader, presented: PresentedCard): number | null => {
  if (configOf(reader)?.skip_tipping === true) return null
  return presented.amountTip ?? reader.box.tip ?? (tipQuestion(world, reader) === undefined ? null : 0)
}

/** The intent as it is charged: its amount includes the tip. */
export const withTip = (intent: PaymentIntent, tip: number | null): PaymentIntent =>
  tip === null ? intent : { ...intent, amount: intent.amount + tip, amount_details: { tip: { amount: tip } } }
