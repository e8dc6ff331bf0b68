import {
  add as addDinero,
  allocate as allocateDinero,
  type Dinero,
  type DineroCurrency,
  dinero,
  subtract as subtractDinero,
  toSnapshot,
} from 'dinero.js/bigint'
import { assert } from '../assert.ts'
import { exponentOf } from './currency.ts'
import type { Money } from './money.ts'

/**
 * The only file that knows dinero.js. Amounts come in and go out as safe integers of the minor unit and are bigint in between, so that no
 * step can lose a unit. A result that is no safe integer is a bug: limits on prices, quantities and totals are checked long before.
 */

/** Money that is known to be sound. Throws on a fraction, an unsafe integer, or a currency that `exponentOf` does not know. */
export function money(amountMinor: number, currency: string): Money {
  assertAmount(amountMinor)
  assert(exponentOf(currency) !== undefined, `no such currency: ${currency}`)
  return { amountMinor, currency }
}

export function add(a: Money, b: Money): Money {
  assert(a.currency === b.currency, `cannot add ${b.currency} to ${a.currency}`)
  return fromDinero(addDinero(toDinero(a.amountMinor, a.currency), toDinero(b.amountMinor, b.currency)))
}

export function subtract(a: Money, b: Money): Money {
  assert(a.currency === b.currency, `cannot subtract ${b.currency} from ${a.currency}`)
  return fromDinero(subtractDinero(toDinero(a.amountMinor, a.currency), toDinero(b.amountMinor, b.currency)))
}

/** Σ amounts of one currency, 0 for none. */
export function sum(currency: string, amountsMinor: readonly number[]): number {
  let total = toDinero(0, currency)
  for (const amountMinor of amountsMinor) total = addDinero(total, toDinero(amountMinor, currency))
  return fromDinero(total).amountMinor
}

/**
 * Splits an amount by weights to the last minor unit: `allocate(1000, [1, 1, 1], 'EUR') → [334, 333, 333]`. Largest remainder: everyone gets
 * the whole part of the exact share; the units left over go to the largest fractions, the earlier one first when two are equal. So a
 * share is never more than one unit from exact, Σ shares = amount, a weight of 0 gets 0, and no share exceeds its weight as long as the
 * amount does not exceed Σ weights. A negative amount is split like the positive one.
 */
export function allocate(amountMinor: number, weights: readonly number[], currency: string): number[] {
  assertAmount(amountMinor)
  for (const weight of weights)
    assert(Number.isSafeInteger(weight) && weight >= 0, 'a weight is a whole number ≥ 0')
  if (amountMinor === 0) return weights.map(() => 0)

  const weightTotal = weights.reduce((total, weight) => total + BigInt(weight), 0n)
  assert(weightTotal > 0n, 'an amount cannot be allocated when all weights are zero')

  const negative = amountMinor < 0
  const amount = BigInt(Math.abs(amountMinor))
  const whole = weights.map((weight) => (amount * BigInt(weight)) / weightTotal)
  const fractions = weights.map((weight) => (amount * BigInt(weight)) % weightTotal)
  const leftOver = amount - whole.reduce((total, share) => total + share, 0n)
  const extra = handOut(leftOver, fractions, currency)
  return whole.map((share, index) => {
    const units = Number(share + (extra[index] ?? 0n))
    return negative && units !== 0 ? -units : units
  })
}

/**
 * dinero.js gives leftover units to the largest weights, so allocating only the left-over units by the fractions makes it largest
 * remainder. Each exact share here is below one unit. The weights are spread and numbered so that no two are equal: dinero's order of equal
 * weights is up to the engine's sort.
 */
function handOut(units: bigint, fractions: readonly bigint[], currency: string): bigint[] {
  if (units === 0n) return fractions.map(() => 0n)
  const count = BigInt(fractions.length)
  const weights = fractions.map((fraction, index) => fraction * count + (count - 1n - BigInt(index)))
  return allocateDinero(dinero({ amount: units, currency: dineroCurrency(currency) }), weights).map(
    (share) => toSnapshot(share).amount,
  )
}

/**
 * `amount × rate ÷ denominator`, exact, then rounded half up (away from zero) to the minor unit: `portion(1000, 210_000) → 210` (21 % of 10.00),
 * `portion(121, 210_000, 1_210_000) → 21` (the 21 % contained in 1.21). Rates in parts per million.
 */
export function portion(amountMinor: number, ratePpm: number, denominatorPpm = 1_000_000): number {
  assertAmount(amountMinor)
  assert(Number.isSafeInteger(ratePpm) && ratePpm >= 0, 'a rate is a whole number of parts per million')
  assert(
    Number.isSafeInteger(denominatorPpm) && denominatorPpm > 0,
    'a denominator is a whole number above zero',
  )
  const denominator = BigInt(denominatorPpm)
  const product = BigInt(Math.abs(amountMinor)) * BigInt(ratePpm)
  const rounded = Number((2n * product + denominator) / (2n * denominator))
  assertAmount(rounded)
  return amountMinor < 0 && rounded !== 0 ? -rounded : rounded
}

function assertAmount(amountMinor: number): void {
  assert(Number.isSafeInteger(amountMinor), `not a whole number of minor units within limits: ${amountMinor}`)
}

function dineroCurrency(code: string): DineroCurrency<bigint> {
  const exponent = exponentOf(code)
  assert(exponent !== undefined, `no such currency: ${code}`)
  return { code, base: 10n, exponent: BigInt(exponent) }
}

function toDinero(amountMinor: number, currency: string): Dinero<bigint> {
  assertAmount(amountMinor)
  return dinero({ amount: BigInt(amountMinor), currency: dineroCurrency(currency) })
}

function fromDinero(value: Dinero<bigint>): Money {
  const { amount, currency } = toSnapshot(value)
  return money(Number(amount), currency.code)
}
