import type { Processor } from '../../../domain/payment/processor.ts'
import type { FaultyWire, RawAnswer } from './faulty-wire.ts'

/** What a person and a bank can do at the twin's reader. Each resolves once the twin has done it. */
export type TwinControls = {
  /** A card is presented and its bank says yes at once. `tipMinor`: what the customer adds on the reader. `interac`: a Canadian debit card. */
  readonly approve: (options?: { readonly tipMinor?: number; readonly interac?: true }) => Promise<void>
  /** A card is presented and its bank says no, in the processor's own word for `reason`. */
  readonly decline: (reason: 'insufficient_funds' | 'lost_card' | 'try_again') => Promise<void>
  /** A card is presented and its bank takes its time: the reader is busy. */
  readonly presentWithSlowBank: () => Promise<void>
  /** The customer goes without a word. */
  readonly walkAway: () => Promise<void>
  readonly unplug: (when: 'now' | 'after-authorised') => Promise<void>
  readonly plugIn: () => Promise<void>
}

/** The processor's own answers to what a wire may say in its place. */
export type TwinAnswers = {
  /** The same request is still running under this key. */
  readonly inFlight: RawAnswer
  /** Too many requests; nothing was done. */
  readonly limited: RawAnswer
  /** It broke, and nobody knows whether it was done. */
  readonly broken: RawAnswer
  /** Broke as above, and says not to ask again. */
  readonly brokenForGood: RawAnswer
}

export type TwinWebhooks = {
  /** The bytes of an event that happened at the twin, newest first. Rejects when nothing did. */
  readonly newestBody: () => Promise<string>
  /** The same bytes as the processor's other world would send them. */
  readonly fromOtherMode: (body: string) => string
  readonly sign: (body: string, secret: string, atMs: number) => string
  /** Two secrets as the processor gives them out. */
  readonly secrets: readonly [string, string]
}

/**
 * A processor and its practice twin, newly opened: nothing has happened yet and one reader is idle. The adapter speaks to the twin through a wire
 * that can fail; controls and books go around it.
 */
export type ProcessorUnderTest = {
  readonly processor: Processor
  /** The same adapter for an address at which nobody listens. */
  readonly unreachable: Processor
  readonly wire: FaultyWire
  readonly readerId: string
  /** A place a reader can be registered in, and a code that registers one. */
  readonly registration: () => Promise<{ readonly code: string; readonly locationId: string }>
  readonly twin: TwinControls
  readonly answers: TwinAnswers
  readonly webhooks: TwinWebhooks
  /** The twin's own books, not read through the adapter: what really happened, in the processor's own form. */
  readonly books: {
    readonly payments: () => Promise<readonly BookedPayment[]>
    /** Charges that succeeded and were not released: money taken or held. */
    readonly charges: () => Promise<readonly { readonly paymentId: string }[]>
    readonly refunds: () => Promise<readonly { readonly id: string }[]>
  }
  /** How amounts look on the wire: our minor units, and the processor's own form. */
  readonly wireForms: readonly {
    readonly currency: string
    readonly minor: number
    readonly onWire: string
  }[]
  readonly nowMs: () => number
  readonly close: () => Promise<void>
}

export type BookedPayment = {
  readonly id: string
  /** As the processor writes it, `"1000"` or `"10.00"`. */
  readonly amount: string
  readonly currency: string
  readonly canceled: boolean
}
