import { expect, test } from 'vitest'
import { runKillStream } from './kill-stream.ts'
import { backgroundMoments } from './moments.ts'
import { seedsOf } from './seeds.ts'

test.each(seedsOf('server', 2))(
  'a server killed behind the counter loses nothing it answered for, and the till sells on (seed %s)',
  async (seed) => {
    const report = await runKillStream({ seed, victim: 'server', moments: backgroundMoments })
    expect(report.kills).toBe(backgroundMoments.length)
    expect(report.receipts).toBeGreaterThanOrEqual(5)
    expect(report.attempts.open).toBe(0)
  },
  600_000,
)
