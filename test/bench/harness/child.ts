import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { inRoot } from '../../../tools/run/paths.ts'

export type Child = { readonly line: string; readonly child: ChildProcess; end(): Promise<void> }

const endWithinMs = 5_000

/** Starts a program on the Node that runs this and waits for the first line it prints that matches. It ends with us. */
export function startChild(
  file: URL,
  options: {
    readonly args?: readonly string[]
    readonly ready: RegExp
    readonly withinMs: number
    readonly env?: NodeJS.ProcessEnv
  },
): Promise<Child> {
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      '--import',
      new URL('../../../tools/run/die-with-parent.mjs', import.meta.url).href,
      fileURLToPath(file),
      ...(options.args ?? []),
    ],
    {
      cwd: inRoot(),
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  )
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return new Promise((resolve, reject) => {
    let out = ''
    let err = ''
    const tooLate = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error(`${file.pathname} was not ready within ${options.withinMs} ms: ${err}`))
    }, options.withinMs)
    child.stderr?.on('data', (chunk: Buffer) => {
      err = (err + chunk.toString()).slice(-4_000)
    })
    child.once('exit', (code) => {
      clearTimeout(tooLate)
      reject(new Error(`${file.pathname} ended with ${code}: ${err}`))
    })
    child.stdout?.on('data', (chunk: Buffer) => {
      out += chunk.toString()
      const line = options.ready.exec(out)?.[1]
      if (line === undefined) return
      clearTimeout(tooLate)
      resolve({
        line,
        child,
        async end() {
          if (child.exitCode !== null || child.signalCode !== null) return
          child.kill('SIGTERM')
          const hard = setTimeout(() => child.kill('SIGKILL'), endWithinMs)
          await gone
          clearTimeout(hard)
        },
      })
    })
  })
}
