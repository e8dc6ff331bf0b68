import { spawnSync } from 'node:child_process'
import { inRoot } from './paths.ts'
import { staleness } from './stale.ts'

const sources = ['renderer', 'domain', 'vite.config.ts', 'package-lock.json', 'tsconfig.base.json']

/** Builds the pages of till and back office into `dist/renderer` when their sources changed. Answers whether they stand. */
export function buildPages(): boolean {
  const { stale, done } = staleness(sources, 'dist/renderer/.built-from')
  if (!stale) return true
  process.stderr.write('cashwrap: building the screens\n')
  const vite = spawnSync(
    process.execPath,
    [inRoot('node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'],
    {
      cwd: inRoot(),
      // Only a fault is worth the reader's time; stdout belongs to the addresses.
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  if (vite.status !== 0) {
    process.stderr.write(
      `${vite.stdout?.toString() ?? ''}\ncashwrap: the screens could not be built; what is wrong stands above.\n`,
    )
    return false
  }
  done()
  return true
}
