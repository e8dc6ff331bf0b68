import assert from 'node:assert/strict'
import type { PaymentMethod, ReadMethod } from '../cards/payment-method.ts'
import type { Metadata } from '../http/metadata.ts'

export type ActionType =
  | 'process_payment_intent'
  | 'collect_payment_method'
  | 'confirm_payment_intent'
  | 'refund_payment'
  | 'set_reader_display'
export type ActionStatus = 'in_progress' | 'succeeded' | 'failed'

/** An action ends once. A new command does not move it: it takes its place in the reader's single slot. */
export const actionTransitions = {
  in_progress: ['succeeded', 'failed'],
  succeeded: [],
  failed: [],
} as const satisfies Record<ActionStatus, readonly ActionStatus[]>

export interface Cart {
  readonly currency: string
  readonly line_items: readonly {
    readonly amount: number
    readonly description: string
    readonly quantity: number
  }[]
  readonly tax: number | null
  readonly total: number
}

export interface ProcessConfig {
  readonly enable_customer_cancellation?: boolean
  readonly return_url?: string
  readonly skip_tipping?: boolean
  readonly tipping?: { readonly amount_eligible?: number }
}

export interface ApiError {
  readonly advice_code?: string
  readonly charge?: string
  readonly code: string
  readonly decline_code?: string
  readonly doc_url: string
  readonly message: string
  readonly payment_method?: PaymentMethod
  readonly type: 'card_error' | 'invalid_request_error'
}

export interface Action {
  readonly api_error: ApiError | null
  readonly collect_payment_method?: {
    readonly collect_config?: ProcessConfig
    readonly payment_intent: string
    readonly payment_method?: PaymentMethod
  }
  readonly confirm_payment_intent?: {
    readonly confirm_config?: { readonly return_url?: string }
    readonly payment_intent: string
  }
  readonly failure_code: string | null
  readonly failure_message: string | null
  readonly process_payment_intent?: {
    readonly payment_intent: string
    readonly process_config?: ProcessConfig
  }
  readonly refund_payment?: {
    readonly amount: number
    readonly charge: string
    readonly metadata: Metadata
    readonly payment_intent: string
    readonly reason?: 'requested_by_customer'
    readonly refund?: string
    readonly refund_payment_config?: { readonly enable_customer_cancellation?: boolean }
  }
  readonly set_reader_display?: { readonly cart: Cart | null; readonly type: 'cart' }
  readonly status: ActionStatus
  readonly type: ActionType
}

/** A card that somebody holds to the reader. */
export interface PresentedCard {
  /** Null: no card was named, so the amount decides (docs.stripe.com/terminal/references/testing). */
  readonly number: string | null
  readonly readMethod: ReadMethod
  readonly amountTip: number | null
  readonly pinEntered?: boolean | undefined
}

/** The side of a reader that the API does not show: the box on the counter and the customer before it. */
export interface ReaderBox {
  readonly pluggedIn: boolean
  /** Counts actions, so that work planned for one does not touch the next. */
  readonly actionNumber: number
  /** A card was presented and the bank has not answered yet. */
  readonly authorising: boolean
  readonly collected: {
    readonly intentId: string
    readonly card: PresentedCard
    readonly atMs: number
  } | null
  readonly autoPresent: {
    readonly afterMs: number
    readonly card: PresentedCard
    readonly bankTakesMs?: number | undefined
  } | null
  /** The plug will be pulled in the moment after the bank's answer, before the reader can report it. */
  readonly vanishOnAnswer: boolean
  readonly declineNext: string | null
  readonly customerLeft: boolean
  /** What the customer chose when the reader asked for a tip; undefined while it was not answered. Minor units. */
  readonly tip?: number | undefined
  /** The card that was read and whose PIN the reader is asking for. */
  readonly pin?: PresentedCard | undefined
  /** The reader installs an update and obeys nobody meanwhile. */
  readonly updating?: boolean | undefined
  /** How much longer everything takes between this reader and the bank. */
  readonly slowMs?: number | undefined
}

export const newBox: ReaderBox = {
  pluggedIn: true,
  actionNumber: 0,
  authorising: false,
  collected: null,
  autoPresent: null,
  vanishOnAnswer: false,
  declineNext: null,
  customerLeft: false,
}

/** A reader as it is kept. `box` never leaves by the API. */
export interface Reader {
  readonly id: string
  readonly object: 'terminal.reader'
  readonly action: Action | null
  readonly device_sw_version: string | null
  readonly device_type: string
  readonly ip_address: string | null
  readonly label: string
  readonly last_seen_at: number
  readonly livemode: false
  readonly location: string | null
  readonly metadata: Metadata
  readonly serial_number: string
  readonly box: ReaderBox
}

/** A reader as the API shows it. `last_seen_at` is in milliseconds, unlike every other time of Stripe's. */
export const renderReader = (reader: Reader, nowMs: number): object => {
  const { box, ...shown } = reader
  return {
    ...shown,
    last_seen_at: box.pluggedIn ? nowMs : reader.last_seen_at,
    status: box.pluggedIn ? 'online' : 'offline',
  }
}

/** Ends the action in the slot; asks the table first. */
export const endedAction = (
  reader: Reader,
  status: 'succeeded' | 'failed',
  changes: Partial<Action> = {},
): Reader => {
  const { action } = reader
  assert(action !== null, 'only an action that exists can end')
  assert(
    (actionTransitions[action.status] as readonly ActionStatus[]).includes(status),
    `a reader action does not go from ${action.status} to ${status}`,
  )
  return { ...reader, action: { ...action, ...changes, status } }
}
