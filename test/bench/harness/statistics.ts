/** The middle value, or the mean of the two middle ones. Of nothing there is no median: throws. */
export function median(values: readonly number[]): number {
  const sorted = ascending(values)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle]
  if (upper === undefined) throw new RangeError('there is no median of nothing')
  const lower = sorted.length % 2 === 1 ? upper : (sorted[middle - 1] ?? upper)
  return (lower + upper) / 2
}

/** The smallest value that at least `percent` of a hundred values do not exceed (nearest rank): always one that was measured. */
export function percentile(values: readonly number[], percent: number): number {
  if (!(percent > 0 && percent <= 100))
    throw new RangeError(`a percentile is above 0 and at most 100, not ${percent}`)
  const sorted = ascending(values)
  const value = sorted[Math.ceil((percent / 100) * sorted.length) - 1]
  if (value === undefined) throw new RangeError('there is no percentile of nothing')
  return value
}

/** The median over the rounds of (median of one candidate's round ÷ median of the other's): what slows a whole round slows both. */
export function ratioOfMedians(
  above: readonly (readonly number[])[],
  below: readonly (readonly number[])[],
): number {
  if (above.length !== below.length) throw new RangeError('both candidates have the same rounds')
  return median(
    above.map((round, index) => {
      const divisor = median(below[index] ?? [])
      if (divisor === 0) throw new RangeError('a median of zero measures nothing')
      return median(round) / divisor
    }),
  )
}

function ascending(values: readonly number[]): readonly number[] {
  for (const value of values)
    if (!Number.isFinite(value)) throw new RangeError(`${value} is not a measurement`)
  return values.toSorted((a, b) => a - b)
}
