import { newId } from '../ids.ts'
import type { World } from '../world.ts'

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

/** What a new practice shop suggests: 1.00, 2.00 or 3.00 below 10.00, then 15, 20 or 25 per cent. */
const usual: CurrencyTipping = {
  fixed_amounts: [100, 200, 300],
  percentages: [15, 20, 25],
  smart_tip_threshold: 1_000,
}
const usualTipping: Tipping = Object.fromEntries(tippingCurrencies.map((currency) => [currency, usual]))

/** A new configuration, kept. */
export const newConfiguration = (
  world: World,
  { name, tipping, isDefault }: { name: string | null; tipping: Tipping | null; isDefault: boolean },
): Configuration => {
  const configuration: Configuration = {
    id: newId(world.random, 'tmc'),
    object: 'terminal.configuration',
    is_account_default: isDefault,
    livemode: false,
    name,
    ...(tipping === null ? {} : { tipping }),
  }
  world.store.put('terminal.configuration', configuration)
  return configuration
}

/** The configuration of readers whose location has none of its own; made at the first look in a new folder. */
export const accountDefault = (world: World): Configuration => {
  for (const configuration of world.store.walk('terminal.configuration')) {
    if (configuration.is_account_default) return configuration
  }
  return newConfiguration(world, { name: null, tipping: usualTipping, isDefault: true })
}
