import { newId } from '../ids.ts'
import type { World } from '../world.ts'
import { type Configuration, type CurrencyTipping, type Tipping, tippingCurrencies } from './configuration.ts'

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
