import { z } from 'zod'
import type { Rounds } from './rounds.ts'
import { median, percentile, ratioOfMedians } from './statistics.ts'

/** One result, as printed. `value` (in `unit`) is what `target` is about; `ratio` holds the candidate against `versus`. */
export const benchLineSchema = z.strictObject({
  name: z.string(),
  /** Ratio of medians, candidate against limit; which way round is said in `versus`. */
  ratio: z.number().positive(),
  value: z.number().positive(),
  unit: z.string(),
  /** null: reported as it is. */
  target: z.number().positive().nullable(),
  /** Which way is better. */
  direction: z.enum(['higher', 'lower']),
  rounds: z.int().min(1),
  versus: z.string(),
})
export type BenchLine = z.infer<typeof benchLineSchema>

/** What the report keeps beside the line: how many were measured, and the spread, all in milliseconds. */
export const benchDetailsSchema = z.record(z.string(), z.number())
export const measuredSchema = z.strictObject({ line: benchLineSchema, details: benchDetailsSchema })
export type Measured = z.infer<typeof measuredSchema>

export const isMet = ({ target, value, direction }: BenchLine): boolean | null =>
  target === null ? null : direction === 'lower' ? value <= target : value >= target

export const rounded = (value: number): number => Number(value.toPrecision(4))

type About = Pick<BenchLine, 'name' | 'target' | 'versus'>

/** A line whose target is the ratio: `higher` for limit ÷ candidate (1 is the limit itself), `lower` for candidate ÷ limit. */
export function ratioLine(about: About & Pick<BenchLine, 'direction'>, rounds: Rounds): Measured {
  const { candidate, limit } = rounds
  const ratio = rounded(
    about.direction === 'higher' ? ratioOfMedians(limit, candidate) : ratioOfMedians(candidate, limit),
  )
  return {
    line: { ...about, ratio, value: ratio, unit: 'times', rounds: candidate.length },
    details: detailsOf(rounds),
  }
}

/** A line whose target is the candidate's 99th percentile in milliseconds; its ratio is candidate ÷ limit. */
export function p99Line(about: About, rounds: Rounds): Measured {
  const { candidate, limit } = rounds
  return {
    line: {
      ...about,
      ratio: rounded(ratioOfMedians(candidate, limit)),
      value: rounded(percentile(candidate.flat(), 99)),
      unit: 'ms p99',
      direction: 'lower',
      rounds: candidate.length,
    },
    details: detailsOf(rounds),
  }
}

/** A line whose target is the candidate's median in seconds; its ratio is candidate ÷ limit. */
export function secondsLine(about: About, rounds: Rounds): Measured {
  const { candidate, limit } = rounds
  return {
    line: {
      ...about,
      ratio: rounded(ratioOfMedians(candidate, limit)),
      value: rounded(median(candidate.map(median)) / 1_000),
      unit: 's',
      direction: 'lower',
      rounds: candidate.length,
    },
    details: detailsOf(rounds),
  }
}

function detailsOf({ candidate, limit }: Rounds): Measured['details'] {
  return { ...spread('candidate', candidate.flat()), ...spread('limit', limit.flat()) }
}

function spread(who: string, values: readonly number[]): Record<string, number> {
  return {
    [`${who}Count`]: values.length,
    [`${who}P50Ms`]: rounded(median(values)),
    [`${who}P90Ms`]: rounded(percentile(values, 90)),
    [`${who}P99Ms`]: rounded(percentile(values, 99)),
    [`${who}MaxMs`]: rounded(percentile(values, 100)),
  }
}
