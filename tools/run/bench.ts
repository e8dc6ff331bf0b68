import { spawn } from 'node:child_process'
import { parseArgs } from 'node:util'
import { findBrowser } from '../browser/find-browser.ts'
import { buildPages } from './build-pages.ts'
import { inRoot } from './paths.ts'

/**
 * `npm run bench`: measures what is promised, each beside the physical limit it is held against. `--json`: one object a line; `--only NAME`
 * (may be repeated): only these; `--rounds N`: fewer or more rounds. Exit code 1 when a benchmark cannot run; a missed target is a result.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [] },
    rounds: { type: 'string' },
  },
})

if (values.rounds !== undefined && !/^[1-9]\d{0,3}$/.test(values.rounds)) {
  process.stderr.write(`cashwrap: --rounds is "${values.rounds}"; it must be a whole number from 1.\n`)
  process.exit(1)
}
if (!buildPages()) process.exit(1)

const browser = await findBrowser((text) => process.stderr.write(text))
const child = spawn(
  process.execPath,
  [
    '--disable-warning=ExperimentalWarning',
    '--import',
    new URL('./die-with-parent.mjs', import.meta.url).href,
    inRoot('test/bench/main.ts'),
    ...(values.json ? ['--json'] : []),
    ...values.only.flatMap((name) => ['--only', name]),
    ...(values.rounds === undefined ? [] : ['--rounds', values.rounds]),
  ],
  {
    cwd: inRoot(),
    env: { ...process.env, ...(browser === null ? {} : { CASHWRAP_BROWSER: browser.path }) },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  },
)
child.on('exit', (code) => {
  process.exitCode = code ?? 1
})
