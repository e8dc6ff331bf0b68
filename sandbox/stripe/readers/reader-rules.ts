/** What a register may ask of a reader. */
export type Command =
  | 'process_payment_intent'
  | 'collect_payment_method'
  | 'confirm_payment_intent'
  | 'refund_payment'
  | 'set_reader_display'
  | 'cancel_action'

/** What decides whether a reader obeys. */
export interface Situation {
  readonly pluggedIn: boolean
  /** A card is in and the bank has not answered. */
  readonly authorising: boolean
  /** It installs an update. */
  readonly updating?: boolean | undefined
  /** Undefined for commands without an intent. */
  readonly intentStatus?: string | undefined
  readonly intentAllowsReader?: boolean | undefined
  /** Only asked by confirm_payment_intent: a card was collected for this intent less than 30 s ago. */
  readonly freshlyCollected?: boolean | undefined
}

interface Rule {
  readonly code: string
  readonly message: string
  readonly commands: readonly Command[] | 'all'
  readonly when: (situation: Situation) => boolean
}

const paying: readonly Command[] = [
  'process_payment_intent',
  'collect_payment_method',
  'confirm_payment_intent',
]

/**
 * Why a reader refuses, in the order in which Stripe finds out; the first that applies is the answer.
 * Source: docs.stripe.com/terminal/payments/collect-card-payment?terminal-sdk-platform=server-driven (errors).
 */
export const readerRules: readonly Rule[] = [
  {
    code: 'terminal_reader_offline',
    message:
      'Reader is currently offline: make sure it is powered on and connected to the internet, then try again.',
    commands: 'all',
    when: ({ pluggedIn }) => !pluggedIn,
  },
  {
    code: 'terminal_reader_busy',
    message: 'Reader is currently busy processing another request.',
    commands: 'all',
    when: ({ authorising, updating }) => authorising || updating === true,
  },
  {
    code: 'intent_invalid_state',
    message: 'The PaymentIntent must have a status of requires_payment_method.',
    commands: paying,
    when: ({ intentStatus }) => intentStatus !== 'requires_payment_method',
  },
  {
    code: 'payment_intent_incompatible_payment_method',
    message: 'The PaymentIntent allows neither card_present nor interac_present, which a reader needs.',
    commands: paying,
    when: ({ intentAllowsReader }) => intentAllowsReader !== true,
  },
  {
    code: 'intent_invalid_state',
    message: 'No card was collected for this PaymentIntent on this reader in the last 30 seconds.',
    commands: ['confirm_payment_intent'],
    when: ({ freshlyCollected }) => freshlyCollected !== true,
  },
]

/** The rule that forbids a command, or undefined when the reader obeys. */
export const forbids = (command: Command, situation: Situation): Rule | undefined =>
  readerRules.find(
    ({ commands, when }) => (commands === 'all' || commands.includes(command)) && when(situation),
  )

/** A card collected with collect_payment_method must be confirmed within this time. */
export const collectedKeptMs = 30_000
