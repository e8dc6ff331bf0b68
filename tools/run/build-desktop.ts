import { spawnSync } from 'node:child_process'
import { inRoot } from './paths.ts'
import { staleness } from './stale.ts'

const sources = ['electron', 'till', 'domain', 'vite.electron.config.ts', 'package-lock.json']

/** Bundles the desktop shell (main, preload, till process) into `dist/electron` when its sources changed. Answers whether it stands. */
export function buildDesktop(): boolean {
  const { stale, done } = staleness(sources, 'dist/electron/.built-from')
  if (!stale) return true
  process.stderr.write('cashwrap: building the desktop shell\n')
  for (const mode of ['main', 'preload', 'till']) {
    const vite = spawnSync(
      process.execPath,
      [
        inRoot('node_modules/vite/bin/vite.js'),
        'build',
        '--config',
        'vite.electron.config.ts',
        '--mode',
        mode,
        '--logLevel',
        'warn',
      ],
      { cwd: inRoot(), stdio: ['ignore', 'pipe', 'inherit'] },
    )
    if (vite.status !== 0) {
      process.stderr.write(
        `${vite.stdout?.toString() ?? ''}\ncashwrap: the desktop shell could not be built; what is wrong stands above.\n`,
      )
      return false
    }
  }
  done()
  return true
}
