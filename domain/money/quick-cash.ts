import { assert } from '../assert.ts'
import { exponentOf } from './currency.ts'

const buttonsMax = 4

/** Multiples of the handy unit that people hand over: a small note, a five, a ten … */
const steps = [1, 5, 10, 20, 50, 100, 200, 500, 1_000] as const

/** The smallest amount worth a button, in whole units of the currency, where one unit buys nothing. */
const handyUnits: Readonly<Record<string, number>> = {
  CLP: 100,
  COP: 1_000,
  HUF: 100,
  IDR: 1_000,
  ISK: 100,
  JPY: 100,
  KRW: 1_000,
  PYG: 1_000,
  UGX: 1_000,
  VND: 10_000,
  XAF: 100,
  XOF: 100,
}

/**
 * Amounts for the quick-cash buttons: what a customer who does not pay exactly is likely to hand over. Each above the amount due, ascending, at most
 * four: due 12.50 EUR → 13, 15, 20, 50.
 */
export function quickCash(dueMinor: number, currency: string): number[] {
  const exponent = exponentOf(currency)
  assert(exponent !== undefined, `no such currency: ${currency}`)
  if (!Number.isSafeInteger(dueMinor) || dueMinor <= 0) return []
  const handyMinor = (handyUnits[currency] ?? 1) * 10 ** exponent
  const amounts = steps
    .map((step) => step * handyMinor)
    // Nobody looks for a coin to make 5,000 into 5,001.
    .filter((stepMinor) => stepMinor * 200 >= dueMinor)
    .map((stepMinor) => (Math.floor(dueMinor / stepMinor) + 1) * stepMinor)
    .filter((amountMinor) => Number.isSafeInteger(amountMinor))
  return [...new Set(amounts)].sort((a, b) => a - b).slice(0, buttonsMax)
}
