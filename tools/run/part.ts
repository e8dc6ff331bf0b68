import { type ChildProcess, spawn } from 'node:child_process'
import { inRoot } from './paths.ts'

export type PartName = 'sandbox' | 'server' | 'till'

/** One process of the running system. `url` is what it printed when it was ready. */
export type Part = {
  readonly name: PartName
  readonly url: string
  readonly pid: number
  readonly ended: Promise<string>
  end(): Promise<void>
}

/** A part that did not come up; the message is the sentence it printed itself. */
export class PartFailed extends Error {}

const parts = {
  sandbox: { entry: 'sandbox/stripe/main.ts', ready: /^practice stripe: (\S+)$/m },
  server: { entry: 'server/main.ts', ready: /^back office: (\S+)$/m },
  till: { entry: 'till/shell/browser-main.ts', ready: /^till: (\S+)$/m },
} as const

const readyWithinMs = 30_000
const endWithinMs = 2_000

/** Starts one part on the Node that runs this and waits until it has printed its address. Its log goes to our stderr when `verbose`. */
export function startPart(
  name: PartName,
  env: Readonly<Record<string, string>>,
  options: { readonly watch?: boolean; readonly verbose?: boolean } = {},
): Promise<Part> {
  const { entry, ready } = parts[name]
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      '--import',
      new URL('./die-with-parent.mjs', import.meta.url).href,
      ...(options.watch === true ? ['--watch', '--watch-preserve-output'] : []),
      inRoot(entry),
    ],
    {
      cwd: inRoot(),
      // What was compiled at the last start is not compiled again: half of what a start costs.
      env: { NODE_COMPILE_CACHE: inRoot('build/compile-cache'), ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  )
  return new Promise((resolve, reject) => {
    let out = ''
    let err = ''
    let isReady = false
    const tooLate = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new PartFailed(`The ${name} did not start within ${readyWithinMs / 1_000} s.\n${err}`))
    }, readyWithinMs)
    const ended = new Promise<string>((settle) => {
      child.once('exit', (code, signal) =>
        settle(`${signal ?? `exit code ${code}`}${err === '' ? '' : `: ${lastLine(err)}`}`),
      )
    })
    child.stderr?.on('data', (chunk: Buffer) => {
      err = (err + chunk.toString()).slice(-8_000)
      if (options.verbose === true && isReady) process.stderr.write(chunk)
    })
    child.stdout?.on('data', (chunk: Buffer) => {
      if (out.length > 8_000) return
      out += chunk.toString()
      const url = ready.exec(out)?.[1]
      if (url === undefined) return
      clearTimeout(tooLate)
      if (options.verbose === true && !isReady) process.stderr.write(err)
      isReady = true
      resolve({ name, url, pid: child.pid ?? 0, ended, end: () => endPart(child) })
    })
    child.once('error', (error) =>
      reject(new PartFailed(`The ${name} could not be started: ${error.message}.`)),
    )
    child.once('exit', () => {
      clearTimeout(tooLate)
      // The last line is the sentence that is answered; what was logged before it is for support.
      if (options.verbose === true && !isReady) process.stderr.write(err.trim().replace(/[^\n]*$/, ''))
      reject(new PartFailed(err.trim() === '' ? `The ${name} ended before it was ready.` : lastLine(err)))
    })
  })
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? ''

async function endPart(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGTERM')
  const hard = setTimeout(() => child.kill('SIGKILL'), endWithinMs)
  await gone
  clearTimeout(hard)
}
