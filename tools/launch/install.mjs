import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

/** Something that stops a command before it began, in one sentence that names the cause and the way out. */
export class InstallError extends Error {}

/**
 * Installs the locked dependencies when `node_modules` is missing or was made from another lock file.
 * The stamp is written last: an install that was interrupted is done again.
 * @param {URL} root the checkout, with a trailing slash
 */
export async function installIfStale(root) {
  const major = Number(process.versions.node.split('.')[0])
  if (major < 18) {
    throw new InstallError(
      `Node ${process.versions.node} is too old to install Cashwrap; install Node 18 or newer.`,
    )
  }
  const lock = readFileSync(new URL('package-lock.json', root))
  const stamp = createHash('sha256').update(lock).update(`${process.platform} ${process.arch}`).digest('hex')
  const stampFile = new URL('node_modules/.cashwrap-install', root)
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return

  process.stderr.write('cashwrap: installing what it is built from (only the first time, a minute or two)\n')
  const npm = npmCommand()
  // No package may run a script at install time: nothing here needs one, and a till's machine may have no compiler.
  const options = [
    'ci',
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]
  const done = spawnSync(npm.file, [...npm.args, ...options], {
    cwd: fileURLToPath(root),
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: npm.shell,
  })
  if (done.error !== undefined || done.status !== 0) {
    const cause = done.error?.message ?? `npm ended with ${done.status ?? done.signal}`
    throw new InstallError(
      `The dependencies could not be installed (${cause}); check the network and the disk, then run the same command again.`,
    )
  }
  writeFileSync(stampFile, stamp)
}

/** The npm that started us, else the one on the PATH. */
function npmCommand() {
  const started = process.env['npm_execpath']
  if (started !== undefined && /npm-cli\.[cm]?js$/.test(started)) {
    return { file: process.execPath, args: [started], shell: false }
  }
  return { file: 'npm', args: [], shell: process.platform === 'win32' }
}
