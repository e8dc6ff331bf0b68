import { expect, test } from 'vitest'
import { runKillStream } from './kill-stream.ts'
import { backgroundMoments } from './moments.ts'
import { seedsOf } from './seeds.ts'

test.each(seedsOf('sandbox', 2))(
  'a processor that vanishes and comes back is never guessed about (seed %s)',
  async (seed) => {
    const report = await runKillStream({ seed, victim: 'sandbox', moments: backgroundMoments })
    expect(report.kills).toBe(backgroundMoments.length)
    expect(report.receipts).toBeGreaterThanOrEqual(5)
    expect(report.attempts.open).toBe(0)
  },
  600_000,
)
