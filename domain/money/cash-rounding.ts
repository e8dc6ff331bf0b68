import { assert } from '../assert.ts'

/**
 * An amount as coins can pay it: the nearest multiple of the smallest coin, half away from zero, the same for a refund as for a sale.
 * `roundCash(1002, 5) → { dueMinor: 1000, roundingMinor: -2 }`; an increment of 1 changes nothing. |rounding| ≤ increment ÷ 2.
 */
export function roundCash(
  amountMinor: number,
  incrementMinor: number,
): { readonly dueMinor: number; readonly roundingMinor: number } {
  assert(Number.isSafeInteger(amountMinor), 'an amount is a safe integer of minor units')
  assert(
    Number.isSafeInteger(incrementMinor) && incrementMinor >= 1,
    'the cash increment is a whole number ≥ 1',
  )
  const size = Math.abs(amountMinor)
  const below = size % incrementMinor
  const roundedSize = 2 * below >= incrementMinor ? size - below + incrementMinor : size - below
  const dueMinor = amountMinor < 0 && roundedSize !== 0 ? -roundedSize : roundedSize
  assert(Number.isSafeInteger(dueMinor), 'a rounded amount is a safe integer')
  return { dueMinor, roundingMinor: dueMinor - amountMinor }
}
