import { spawnSync } from 'node:child_process'
import { buildDesktop } from './build-desktop.ts'
import { buildPages } from './build-pages.ts'
import { inRoot } from './paths.ts'

/** `npm run package`: an installer for this platform, with the fuses set. Needs Electron's program, which is downloaded when it is missing. */
if (!buildPages() || !buildDesktop()) {
  process.exitCode = 1
} else {
  const builder = spawnSync(
    process.execPath,
    [
      inRoot('node_modules/electron-builder/cli.js'),
      '--config',
      'electron-builder.yml',
      '--publish',
      'never',
      ...process.argv.slice(2),
    ],
    {
      cwd: inRoot(),
      stdio: 'inherit',
    },
  )
  process.exitCode = builder.status ?? 1
}
