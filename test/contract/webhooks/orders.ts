/** Every order of the given things. */
export function permutations<T>(things: readonly T[]): T[][] {
  if (things.length < 2) return [[...things]]
  return things.flatMap((first, index) =>
    permutations([...things.slice(0, index), ...things.slice(index + 1)]).map((rest) => [first, ...rest]),
  )
}

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** `copies` of each, anywhere, but the first copies in the order given: the order is the one in which events are first heard of. */
export function withCopies<T>(order: readonly T[], copies: number, random: () => number): T[] {
  const line = [...order]
  for (let copy = 1; copy < copies; copy += 1)
    for (const thing of order) {
      const first = line.indexOf(thing)
      line.splice(first + 1 + Math.floor(random() * (line.length - first)), 0, thing)
    }
  return line
}
