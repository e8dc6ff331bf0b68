import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { z } from 'zod'
import { findBrowser } from '../browser/find-browser.ts'
import { check } from '../check/check.ts'
import { buildPages } from './build-pages.ts'
import { inRoot } from './paths.ts'

/**
 * `npm test`: the checks, the unit and contract tests, and the end-to-end tests in a real Chromium against the running system. Ends with the line
 * `N passed, N failed` (`, N skipped` when a test says that this machine cannot run it), and with exit code 1 when anything failed.
 */
type Count = { passed: number; failed: number; skipped: number }

const total: Count = { passed: 0, failed: 0, skipped: 0 }
const say = (text: string): void => void process.stdout.write(text)

const add = (count: Partial<Count>): void => {
  total.passed += count.passed ?? 0
  total.failed += count.failed ?? 0
  total.skipped += count.skipped ?? 0
}

/** Runs a test runner in the foreground; its report tells the counts. A runner that leaves no report counts as one failure. */
function runner(
  name: string,
  args: readonly string[],
  reportFile: string,
  read: (report: unknown) => Count,
  env: NodeJS.ProcessEnv = {},
): void {
  say(`\n— ${name}\n`)
  const report = inRoot(reportFile)
  rmSync(report, { force: true })
  const done = spawnSync(process.execPath, args, {
    cwd: inRoot(),
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  })
  try {
    const count = read(JSON.parse(readFileSync(report, 'utf8')))
    // A runner may fail for a reason that is no test's (an error outside of any, a file that does not load): that is a failure too.
    add(done.status !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count)
  } catch {
    say(`cashwrap: ${name} left no report\n`)
    add({ failed: 1 })
  }
}

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
})
const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
})

mkdirSync(inRoot('build'), { recursive: true })

say('— checks\n')
add(check(say))

const built = buildPages()
if (!built) add({ failed: 1 })

runner(
  'unit and contract tests',
  [
    '--disable-warning=ExperimentalWarning',
    inRoot('node_modules/vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    '--outputFile.json=build/vitest.json',
  ],
  'build/vitest.json',
  (report) => {
    const { numPassedTests, numFailedTests, numPendingTests } = vitestReport.parse(report)
    return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests }
  },
)

const browser = built ? await findBrowser(say) : null
if (browser !== null) {
  say(`cashwrap: driving ${browser.path} (${browser.how})\n`)
  runner(
    'end-to-end tests',
    [inRoot('node_modules/@playwright/test/cli.js'), 'test', '--reporter=list,json'],
    'build/playwright.json',
    (report) => {
      const { stats } = playwrightReport.parse(report)
      return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped }
    },
    { CASHWRAP_BROWSER: browser.path, PLAYWRIGHT_JSON_OUTPUT_NAME: 'build/playwright.json' },
  )
} else if (built) {
  say(
    'cashwrap: no browser could be found, downloaded or installed, so the end-to-end tests cannot run; install Chrome or Chromium and run npm test again.\n',
  )
  add({ failed: 1 })
}

say(
  `\n${total.passed} passed, ${total.failed} failed${total.skipped === 0 ? '' : `, ${total.skipped} skipped`}\n`,
)
process.exit(total.failed === 0 ? 0 : 1)
