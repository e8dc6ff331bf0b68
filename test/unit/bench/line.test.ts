import { describe, expect, test } from 'vitest'
import {
  type BenchLine,
  benchLineSchema,
  isMet,
  p99Line,
  ratioLine,
  secondsLine,
} from '../../bench/harness/line.ts'
import { readable, reportOf } from '../../bench/harness/report.ts'

const rounds = {
  candidate: [
    [2, 4, 6],
    [2, 4, 100],
  ],
  limit: [
    [1, 2, 3],
    [1, 2, 3],
  ],
}
const about = { name: 'a-bench', target: 0.9, versus: 'the limit' } as const

describe('a line', () => {
  test('of a ratio is the limit ÷ the candidate when higher is better, and the other way round when lower is', () => {
    expect(ratioLine({ ...about, direction: 'higher' }, rounds).line).toMatchObject({
      ratio: 0.5,
      value: 0.5,
    })
    expect(ratioLine({ ...about, direction: 'lower' }, rounds).line).toMatchObject({ ratio: 2, value: 2 })
  })

  test('of a 99th percentile tells the worst of few measurements', () => {
    expect(p99Line({ ...about, target: 16 }, rounds).line).toMatchObject({
      value: 100,
      ratio: 2,
      unit: 'ms p99',
    })
  })

  test('of seconds is the median of the rounds', () => {
    expect(secondsLine(about, rounds).line).toMatchObject({ value: 0.004, ratio: 2, unit: 's', rounds: 2 })
  })

  test('has what is printed and nothing else, and its spread beside it', () => {
    const { line, details } = ratioLine({ ...about, direction: 'higher' }, rounds)
    expect(benchLineSchema.parse(line)).toEqual(line)
    expect(details).toMatchObject({
      candidateCount: 6,
      candidateP50Ms: 4,
      candidateMaxMs: 100,
      limitP50Ms: 2,
    })
  })

  test('without a finite figure is refused', () => {
    const { line } = ratioLine({ ...about, direction: 'higher' }, rounds)
    expect(benchLineSchema.safeParse({ ...line, value: Number.NaN }).success).toBe(false)
  })
})

describe('a target', () => {
  const line = (change: Partial<BenchLine>): BenchLine => ({
    ...ratioLine({ ...about, direction: 'higher' }, rounds).line,
    ...change,
  })

  test('is met from its own side, the target itself included', () => {
    expect(isMet(line({ direction: 'higher', value: 0.9 }))).toBe(true)
    expect(isMet(line({ direction: 'higher', value: 0.89 }))).toBe(false)
    expect(isMet(line({ direction: 'lower', value: 0.9 }))).toBe(true)
    expect(isMet(line({ direction: 'lower', value: 0.91 }))).toBe(false)
    expect(isMet(line({ target: null }))).toBeNull()
  })

  test('that is missed is called so, in the table and in the report', () => {
    const { details } = ratioLine({ ...about, direction: 'higher' }, rounds)
    const missed = { line: line({ value: 0.5 }), details }
    expect(readable(missed)).toContain('MISSED: target ≥ 0.9')
    const machine = { node: 'v24', system: 'Linux x64', cpu: 'one', cores: 2, memoryGiB: 4 }
    const report = reportOf([missed], machine, 0)
    expect(report).toMatchObject({
      date: '1970-01-01T00:00:00.000Z',
      cores: 2,
      lines: [{ met: false, value: 0.5 }],
    })
  })
})
