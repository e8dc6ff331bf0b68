import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout. */
export const root = fileURLToPath(new URL('../../', import.meta.url))
export const inRoot = (...parts: readonly string[]): string => join(root, ...parts)

/** Where a shop's data lives when `CASHWRAP_DATA` does not say: the platform's own place, never the program's folder. */
export function dataFolder(env: NodeJS.ProcessEnv = process.env): string {
  const named = env['CASHWRAP_DATA']
  if (named !== undefined && named !== '') return named
  const profile = env['CASHWRAP_PROFILE']
  const name = profile === undefined || profile === '' ? 'cashwrap' : `cashwrap-${profile}`
  const home = homedir()
  if (process.platform === 'darwin') return join(home, 'Library', 'Application Support', name)
  if (process.platform === 'win32') return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), name)
  return join(env['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), name)
}
