import { expect, test } from 'vitest'
import { runKillStream } from './kill-stream.ts'
import { tillMoments } from './moments.ts'
import { seedsOf } from './seeds.ts'

// The till is killed 112 times: in eight streams of sales, in each once in every window where a kill could hurt.

test.each(seedsOf('till', 8))(
  'a till killed in every window of its sales loses nothing and doubles nothing (seed %s)',
  async (seed) => {
    const report = await runKillStream({ seed, victim: 'till', moments: tillMoments })
    expect(report.kills).toBe(tillMoments.length)
    expect(report.strayed).toBeLessThanOrEqual(3)
    expect(report.receipts).toBeGreaterThanOrEqual(5)
    expect(report.attempts.approved).toBeGreaterThan(0)
    expect(report.attempts.open).toBe(0)
  },
  600_000,
)
