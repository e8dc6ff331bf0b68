import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { inRoot } from './paths.ts'

/** Which shell to open, and in the browser shell's case why not the desktop. */
export type ShellChoice =
  | { readonly shell: 'desktop'; readonly program: string }
  | { readonly shell: 'browser'; readonly why: string | null }

const downloadWithinMs = 180_000
const askAgainAfterMs = 24 * 60 * 60_000

/**
 * `CASHWRAP_SHELL` decides when it is set; otherwise Electron is opened when there is a display and its program is here or can be had.
 * A download that failed is not tried again for a day, so that the next start is quick.
 */
export function chooseShell(env: NodeJS.ProcessEnv, nowMs: number): ShellChoice {
  const wanted = env['CASHWRAP_SHELL']
  if (wanted === 'browser') return { shell: 'browser', why: null }
  if (wanted !== undefined && wanted !== '' && wanted !== 'desktop') {
    return { shell: 'browser', why: `CASHWRAP_SHELL is "${wanted}"; it can be desktop or browser` }
  }
  if (!hasDisplay(env)) return { shell: 'browser', why: 'there is no display for the desktop window' }
  const program = electronProgram() ?? downloadElectron(wanted === 'desktop', nowMs)
  if (program === null)
    return { shell: 'browser', why: "Electron's program is not installed and could not be downloaded" }
  return { shell: 'desktop', program }
}

export function hasDisplay(env: NodeJS.ProcessEnv): boolean {
  if (process.platform !== 'linux') return true
  return [env['DISPLAY'], env['WAYLAND_DISPLAY']].some((display) => display !== undefined && display !== '')
}

/** The path of Electron's program, or null when only its npm package is here. */
export function electronProgram(): string | null {
  const pathFile = inRoot('node_modules/electron/path.txt')
  if (!existsSync(pathFile)) return null
  const program = inRoot('node_modules/electron/dist', readFileSync(pathFile, 'utf8').trim())
  return existsSync(program) ? program : null
}

function downloadElectron(insisted: boolean, nowMs: number): string | null {
  const failedFile = inRoot('node_modules/.cashwrap-electron-failed')
  if (!insisted && existsSync(failedFile) && nowMs - statSync(failedFile).mtimeMs < askAgainAfterMs)
    return null
  process.stderr.write("cashwrap: downloading Electron's program (only the first time)\n")
  const done = spawnSync(process.execPath, [inRoot('node_modules/electron/install.js')], {
    stdio: 'ignore',
    timeout: downloadWithinMs,
  })
  const program = done.status === 0 ? electronProgram() : null
  if (program === null) writeFileSync(failedFile, new Date(nowMs).toISOString())
  return program
}
