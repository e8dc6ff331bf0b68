import { spawn } from 'node:child_process'
import { inRoot } from '../../../tools/run/paths.ts'

export type Ended = { readonly code: number | null; readonly out: string; readonly err: string }

const withinMs = 15 * 60_000

/** Runs a program of the tree on the Node that runs this, to its end; it ends with us. */
export function runProgram(file: string, args: readonly string[]): Promise<Ended> {
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      '--import',
      new URL('../../../tools/run/die-with-parent.mjs', import.meta.url).href,
      inRoot(file),
      ...args,
    ],
    { cwd: inRoot(), stdio: ['ignore', 'pipe', 'pipe', 'ipc'], timeout: withinMs },
  )
  return new Promise((resolve, reject) => {
    let out = ''
    let err = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      out += chunk.toString()
    })
    child.stderr?.on('data', (chunk: Buffer) => {
      err = (err + chunk.toString()).slice(-8_000)
    })
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, out, err }))
  })
}
