import { expect, test } from 'vitest'
import { play } from './play.ts'

test('the same seeds are the same runs, step by step, in another process', { timeout: 300_000 }, async () => {
  const runs = await Promise.all([1, 2].map(() => play(['--from', '9001', '--seeds', '6', '--no-save'])))
  const [once, again] = runs.map(({ schedules }) => schedules.map(({ seed, digest }) => `${seed} ${digest}`))
  expect(once).toHaveLength(6)
  expect(new Set(once).size).toBe(6)
  expect(again).toEqual(once)
})
