import { expect, test } from 'vitest'
import { makeSchedule } from './make-schedule.ts'
import type { Schedule } from './schedule.ts'
import { shrink } from './shrink.ts'

const failsWith =
  (holds: (schedule: Schedule) => boolean) =>
  async (schedule: Schedule): Promise<boolean> =>
    holds(schedule)

test('a failing schedule is shrunk to the steps and faults that it takes', async () => {
  const big = [makeSchedule('a'), makeSchedule('b'), makeSchedule('c')]
  const steps = [...big.flatMap((one) => one.steps), { till: 0, afterMs: 1, do: 'park' } as const]
  const faults = [
    ...big.flatMap((one) => one.faults),
    { kind: 'clock', process: 'server', fromMs: 1, byMs: 77 } as const,
  ]
  const small = await shrink(
    { seed: 'x', steps, faults },
    failsWith(
      (one) =>
        one.steps.some((step) => step.do === 'park') &&
        one.steps.some((step) => step.do === 'begin') &&
        one.faults.some((fault) => fault.kind === 'clock' && fault.byMs === 77),
    ),
  )
  expect(small.seed).toBe('x')
  expect(small.steps.map((step) => step.do).toSorted()).toEqual(['begin', 'park'])
  expect(small.faults).toEqual([faults.at(-1)])
})

test('a schedule that fails whatever is left out ends empty, and its tries are bounded', async () => {
  let tries = 0
  const fails = async (): Promise<boolean> => {
    tries += 1
    return true
  }
  expect(await shrink(makeSchedule('a'), fails)).toEqual({ seed: 'a', steps: [], faults: [] })
  tries = 0
  await shrink(makeSchedule('a'), fails, 2)
  expect(tries).toBe(2)
})
