import type { DeclineCode } from './declines.ts'

/** What a test card does when it is charged; numbers and behaviour from docs.stripe.com/terminal/references/testing. */
export interface TestCard {
  /** Its name in the practice controls, e.g. `visa_declined`. */
  readonly name: string
  /** What a person sees on the reader panel. */
  readonly label: string
  readonly number: string
  readonly brand: 'visa' | 'mastercard' | 'amex' | 'discover' | 'interac' | 'eftpos_au'
  /** The network its payments run on, where that is not the brand on its face. */
  readonly network?: 'eftpos_au'
  readonly funding: 'credit' | 'debit' | 'prepaid'
  readonly country: string
  readonly declines: DeclineCode | null
  /** How a refund to this card ends; `later` outcomes arrive after a while. */
  readonly refund: 'succeeds' | 'fails_later' | 'succeeds_later'
  /** Its balance: how many per cent of an amount it agrees to, where a part will do. */
  readonly share?: number
  /** Which PIN its holder is asked for: one that the bank checks, one that the chip checks, or none. */
  readonly pin: 'online' | 'offline' | null
  /** A tap is declined first, and the reader then asks for the PIN (strong customer authentication). */
  readonly stepUp: boolean
  /** What a reader makes of it. */
  readonly readAs: 'card_present' | 'interac_present'
}
