import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { failuresIn, play } from '../../simulation/payments/play.ts'

const folder = import.meta.dirname
const saved = readdirSync(folder).filter((name) => name.endsWith('.json'))

// Each was found by a seed once, shrunk, and must hold for ever.
test('every payment schedule that ever failed holds', { timeout: 300_000 }, async () => {
  const played = await play(['--replay', folder])
  expect(failuresIn(played)).toEqual([])
  expect(played.summary.played).toBe(saved.length)
})
