import type { DeclineCode } from '../cards/declines.ts'
import type { PaymentMethod } from '../cards/payment-method.ts'
import type { TestCard } from '../cards/test-card.ts'
import type { PaymentIntent } from '../payment-intents/payment-intent.ts'

/** One attempt of a card at an intent, with the bank's answer. */
export interface Attempt {
  readonly intent: PaymentIntent
  /** The intent without the tip that was chosen for this attempt: what a decline leaves behind. */
  readonly beforeTip?: PaymentIntent | undefined
  /** What was asked for, where the bank agreed to less. Minor units. */
  readonly requested?: number | undefined
  readonly card: TestCard
  readonly method: PaymentMethod
  readonly decline: DeclineCode | null
  /** The intent is captured later. */
  readonly manualCapture: boolean
  readonly reader?: { readonly id: string; readonly location: string | null } | undefined
}
