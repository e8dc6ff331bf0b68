import { expect, test } from 'vitest'
import { failuresIn, play } from './play.ts'

test('250 shops with everything that can go wrong end with three books that agree', {
  timeout: 600_000,
}, async () => {
  const played = await play(['--from', '1', '--seeds', '250'])
  expect(failuresIn(played)).toEqual([])
  expect(played.summary.played).toBe(250)
  // Neither the faults nor the comparisons may quietly go away.
  expect(played.summary.faults).toBeGreaterThan(400)
  expect(played.summary.comparisons).toBeGreaterThan(4_000)
})
