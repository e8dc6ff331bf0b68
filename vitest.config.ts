import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/{unit,contract,simulation,regressions}/**/*.test.{ts,tsx}'],
    environment: 'node',
    // Real files, sockets and child processes: two at a time is what a small machine can do without lying about time-outs.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: ['default'],
    // Nothing may be left focused: a green run must mean the whole run.
    allowOnly: false,
  },
})
