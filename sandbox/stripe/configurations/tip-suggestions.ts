import type { Reader } from '../readers/reader.ts'
import type { World } from '../world.ts'
import type { CurrencyTipping } from './configuration.ts'
import { accountDefault } from './new-configuration.ts'

/** One of the reader's suggestions. `percent` is null for a fixed amount. Minor units. */
export interface TipSuggestion {
  readonly percent: number | null
  readonly amount: number
}

/** How this reader asks for tips in this currency; undefined when it does not. */
const tippingOf = (world: World, reader: Reader, currency: string): CurrencyTipping | undefined => {
  const place = reader.location === null ? undefined : world.store.get('terminal.location', reader.location)
  const own = place?.configuration_overrides
  const configuration = own === undefined ? undefined : world.store.get('terminal.configuration', own)
  return (configuration ?? accountDefault(world)).tipping?.[currency]
}

/** 15 % of 1250 → 188: half a unit is rounded up, in whole numbers only. */
const percentOf = (amount: number, percent: number): number => Math.floor((amount * percent * 2 + 100) / 200)

/** Up to three suggestions for a payment; an empty list when this reader does not ask in this currency. */
export const tipSuggestions = (
  world: World,
  reader: Reader,
  { currency, eligible }: { readonly currency: string; readonly eligible: number },
): readonly TipSuggestion[] => {
  const tipping = tippingOf(world, reader, currency)
  if (tipping === undefined) return []
  const { percentages, fixed_amounts, smart_tip_threshold } = tipping
  const shares = (percentages ?? []).map((percent) => ({ percent, amount: percentOf(eligible, percent) }))
  const fixed = (fixed_amounts ?? []).map((amount) => ({ percent: null, amount }))
  const wantsFixed = smart_tip_threshold !== undefined && eligible < smart_tip_threshold
  const chosen = wantsFixed || shares.length === 0 ? fixed : shares
  return (chosen.length === 0 ? shares : chosen).slice(0, 3)
}
