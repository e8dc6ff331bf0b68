/** How a tip is asked for in one currency; all amounts in its minor units. */
export interface CurrencyTipping {
  readonly fixed_amounts?: readonly number[] | null
  readonly percentages?: readonly number[] | null
  /** Below it fixed amounts are suggested, from it on percentages. */
  readonly smart_tip_threshold?: number
}
export type Tipping = Readonly<Record<string, CurrencyTipping>>

/** Stripe's terminal Configuration, as far as the practice reader follows one: tips. */
export interface Configuration {
  readonly id: string
  readonly object: 'terminal.configuration'
  readonly is_account_default: boolean
  readonly livemode: false
  readonly name: string | null
  readonly tipping?: Tipping
}

/** The currencies that Stripe's readers ask for tips in. */
export const tippingCurrencies = [
  'aed',
  'aud',
  'cad',
  'chf',
  'czk',
  'dkk',
  'eur',
  'gbp',
  'gip',
  'hkd',
  'huf',
  'jpy',
  'mxn',
  'myr',
  'nok',
  'nzd',
  'pln',
  'ron',
  'sek',
  'sgd',
  'usd',
] as const
