import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { inRoot } from '../run/paths.ts'

/** A Chromium to drive, and in one clause where it came from. */
export type Browser = { readonly path: string; readonly how: string }

const downloadWithinMs = 240_000

/**
 * Finds a Chromium for the tests: `CASHWRAP_BROWSER`, else an installed Chrome or Chromium, else Playwright's own download, else (as root on
 * Debian and its kin) the system's `chromium` package. Null when none can be had.
 */
export async function findBrowser(write: (text: string) => void): Promise<Browser | null> {
  return named() ?? installed() ?? (await playwrights()) ?? (await downloaded(write)) ?? fromPackages(write)
}

function runnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function named(): Browser | null {
  const path = process.env['CASHWRAP_BROWSER']
  if (path === undefined || path === '') return null
  return runnable(path) ? { path, how: 'named by CASHWRAP_BROWSER' } : null
}

function installed(): Browser | null {
  const names =
    process.platform === 'win32'
      ? ['chrome.exe', 'msedge.exe']
      : ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser']
  const folders = (process.env['PATH'] ?? '')
    .split(delimiter)
    .concat('/usr/bin', '/usr/local/bin', '/snap/bin')
  const places = folders.flatMap((folder) => names.map((name) => join(folder, name)))
  places.push(
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  )
  const path = places.find(runnable)
  return path === undefined ? null : { path, how: 'already installed' }
}

async function playwrights(): Promise<Browser | null> {
  const { chromium } = await import('@playwright/test')
  const path = chromium.executablePath()
  return path !== '' && runnable(path) ? { path, how: "Playwright's own" } : null
}

async function downloaded(write: (text: string) => void): Promise<Browser | null> {
  write('cashwrap: no Chrome or Chromium is installed; asking Playwright to download one\n')
  const done = spawnSync(
    process.execPath,
    [inRoot('node_modules/@playwright/test/cli.js'), 'install', 'chromium'],
    {
      stdio: 'ignore',
      timeout: downloadWithinMs,
    },
  )
  return done.status === 0 ? playwrights() : null
}

function fromPackages(write: (text: string) => void): Browser | null {
  if (process.getuid?.() !== 0 || !runnable('/usr/bin/apt-get')) return null
  write("cashwrap: Playwright's download failed; installing the system's chromium package\n")
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const options = { stdio: 'ignore', timeout: downloadWithinMs, env } as const
  spawnSync('apt-get', ['update'], options)
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], options)
  return installed()
}
