/** One round of a candidate: the milliseconds of each thing it did. */
export type Measure = (round: number) => Promise<readonly number[]> | readonly number[]

export type Rounds = {
  readonly candidate: readonly (readonly number[])[]
  readonly limit: readonly (readonly number[])[]
}

/**
 * Runs the candidate and the limit it is held against in turns, within the same minutes of the same machine. Who goes first alternates, so that
 * neither always finds the other's warm or cold caches. A first round of both that does not count warms them up.
 */
export async function interleave(
  rounds: number,
  candidate: Measure,
  limit: Measure,
  options: { readonly warmUp: boolean } = { warmUp: true },
): Promise<Rounds> {
  const of = { candidate: [] as (readonly number[])[], limit: [] as (readonly number[])[] }
  for (let round = options.warmUp ? -1 : 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? (['candidate', 'limit'] as const) : (['limit', 'candidate'] as const)
    for (const who of order) {
      const measured = await (who === 'candidate' ? candidate : limit)(round)
      if (measured.length === 0) throw new Error(`the ${who} measured nothing in round ${round}`)
      if (round >= 0) of[who].push(measured)
    }
  }
  return of
}
