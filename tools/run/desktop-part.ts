import { spawn } from 'node:child_process'
import { type Part, PartFailed } from './part.ts'
import { inRoot } from './paths.ts'

const endWithinMs = 2_000

/**
 * Opens the desktop shell. It has no address of its own: its window is the till. As root Chromium's sandbox cannot start, and the shell
 * refuses to run without it: a till is not run as root.
 */
export function startDesktop(
  program: string,
  env: Readonly<Record<string, string>>,
  options: { readonly verbose?: boolean },
): Promise<Part> {
  const child = spawn(program, [inRoot('dist/electron/main.js')], {
    cwd: inRoot(),
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', options.verbose === true ? 'inherit' : 'ignore'],
  })
  return new Promise((resolve, reject) => {
    child.once('error', (error) =>
      reject(new PartFailed(`The desktop window could not be opened: ${error.message}.`)),
    )
    child.once('spawn', () => {
      const ended = new Promise<string>((settle) => {
        child.once('exit', (code, signal) => settle(signal ?? `exit code ${code}`))
      })
      resolve({
        name: 'till',
        url: 'app://cashwrap/',
        pid: child.pid ?? 0,
        ended,
        end: async () => {
          if (child.exitCode !== null || child.signalCode !== null) return
          child.kill('SIGTERM')
          const hard = setTimeout(() => child.kill('SIGKILL'), endWithinMs)
          await ended
          clearTimeout(hard)
        },
      })
    })
  })
}
