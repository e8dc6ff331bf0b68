import { spawn } from 'node:child_process'
import { inRoot } from './paths.ts'

/**
 * `npm run schedules`: plays seeded schedules of a shop's payments with everything that can go wrong, and compares the books of till, server and
 * processor. `--seeds N --from S`: which; `--replay FILE`: a saved one; `--trace`: step by step; `--json`: one object a line; `--bug NAME`: with a
 * deliberate mistake built in, which must be found. See docs/how-to/replay-a-schedule.md.
 */
const args = process.argv.slice(2)
const at = args.indexOf('--bug')
const bug = at === -1 ? null : (args[at + 1] ?? '')
const others = at === -1 ? args : args.toSpliced(at, 2)
const inSchedules = (file: string): string => inRoot('test', 'simulation', 'payments', file)

const child = spawn(
  process.execPath,
  [
    '--disable-warning=ExperimentalWarning',
    '--import',
    new URL('./die-with-parent.mjs', import.meta.url).href,
    ...(bug === null ? [] : ['--import', inSchedules('bugs/break-source.ts')]),
    inSchedules('main.ts'),
    ...others,
  ],
  {
    cwd: inRoot(),
    env: { ...process.env, ...(bug === null ? {} : { CASHWRAP_SCHEDULE_BUG: bug }) },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  },
)
child.on('exit', (code) => {
  process.exitCode = code ?? 1
})
