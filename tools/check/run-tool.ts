import { spawnSync } from 'node:child_process'
import { inRoot } from '../run/paths.ts'

export type ToolResult = { readonly status: number; readonly output: string }

/** Runs a tool from `node_modules` on the Node that runs this. `status` is its exit code, `output` both of its streams. */
export function runTool(file: string, args: readonly string[], cwd: string = inRoot()): ToolResult {
  const done = spawnSync(process.execPath, [inRoot('node_modules', file), ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
  })
  if (done.error !== undefined) return { status: 1, output: done.error.message }
  return { status: done.status ?? 1, output: `${done.stdout}${done.stderr}` }
}
