import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bugNames } from '../../simulation/payments/bugs/bug-names.ts'
import { failuresIn, play } from '../../simulation/payments/play.ts'

const folder = import.meta.dirname
const saved = readdirSync(folder).filter((name) => name.endsWith('.json'))

// Each was found by a seed once, shrunk, and must hold for ever.
test('every payment schedule that ever failed holds', { timeout: 300_000 }, async () => {
  const played = await play(['--replay', folder])
  expect(failuresIn(played)).toEqual([])
  expect(played.summary.played).toBe(saved.length)
  expect(saved.length).toBeGreaterThanOrEqual(bugNames.length)
})

test.each(bugNames)(
  'the schedule that was shrunk for the mistake %s still finds it',
  { timeout: 300_000 },
  async (bug) => {
    const played = await play(['--replay', join(folder, `${bug}.json`)], bug)
    expect(played.summary.failed).toBe(1)
  },
)
