/** What a keyed amount of cash means against what is due. Minor units. */
export type GivenCheck =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'too-little'; readonly missingMinor: number }
  | { readonly kind: 'enough'; readonly changeMinor: number }
  /** More than any note would explain: one digit too many, or a barcode. To be confirmed. */
  | { readonly kind: 'implausible'; readonly changeMinor: number }

/** Nobody hands over more than ten times the largest likely sum: 200 for 2.50 is a large note, 2,000 is a slip of the finger. */
const implausibleTimes = 10

export function checkGiven({
  givenMinor,
  dueMinor,
  quickCashMinor,
}: {
  readonly givenMinor: number
  readonly dueMinor: number
  /** Likely sums above the one due, smallest first. */
  readonly quickCashMinor: readonly number[]
}): GivenCheck {
  if (givenMinor === 0 && dueMinor > 0) return { kind: 'nothing' }
  if (givenMinor < dueMinor) return { kind: 'too-little', missingMinor: dueMinor - givenMinor }
  const changeMinor = givenMinor - dueMinor
  const likelyMinor = quickCashMinor.at(-1) ?? dueMinor
  return changeMinor > 0 && givenMinor > likelyMinor * implausibleTimes
    ? { kind: 'implausible', changeMinor }
    : { kind: 'enough', changeMinor }
}
