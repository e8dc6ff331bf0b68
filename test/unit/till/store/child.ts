import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

/** Runs a TypeScript program beside the test on the same Node, killed at the end of the test at the latest. */
export function startProgram(
  url: URL,
  args: readonly string[],
  wrapper: readonly string[] = [],
): ChildProcess & { readonly lines: () => readonly string[] } {
  const command = [...wrapper, process.execPath, fileURLToPath(url), ...args]
  const child = spawn(command[0] ?? '', command.slice(1), { stdio: ['ignore', 'pipe', 'pipe'] })
  let out = ''
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString()
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  // Only whole lines count: the last one may have been cut off by a kill.
  return Object.assign(child, { lines: () => out.split('\n').slice(0, -1) })
}

export async function untilLine(child: { readonly lines: () => readonly string[] }): Promise<string> {
  for (;;) {
    const [line] = child.lines()
    if (line !== undefined) return line
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

export const exited = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve()
    else child.once('exit', () => resolve())
  })
