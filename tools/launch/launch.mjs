// The one door of every npm command. Runs on whatever Node ≥ 18 the machine has, brings the checkout to a state in which the pinned
// Node can run the rest (install, then hand over), and ends with the exit code of what it started. No dependency may be imported here:
// on a fresh clone there is none.
import process from 'node:process'
import { InstallError, installIfStale } from './install.mjs'
import { pinnedNode } from './pinned-node.mjs'
import { runToEnd } from './run-to-end.mjs'

const commands = [
  'start',
  'test',
  'check',
  'dev',
  'build',
  'bench',
  'sandbox',
  'server',
  'new-processor',
  'schedules',
  'screens',
  'trace',
  'format',
  'package',
]

const [command = '', ...args] = process.argv.slice(2)

try {
  if (!commands.includes(command)) {
    throw new InstallError(`"${command}" is not one of the commands: ${commands.join(', ')}.`)
  }
  const root = new URL('../../', import.meta.url)
  await installIfStale(root)
  const node = pinnedNode(root)
  process.exitCode = await runToEnd(node, [
    '--disable-warning=ExperimentalWarning',
    new URL(`tools/run/${command}.ts`, root).pathname,
    ...args,
  ])
} catch (error) {
  if (!(error instanceof InstallError)) throw error
  process.stderr.write(`cashwrap: ${error.message}\n`)
  process.exitCode = 1
}
