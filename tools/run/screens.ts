import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findBrowser } from '../browser/find-browser.ts'
import { takeScreens } from '../screens/take-screens.ts'
import { buildPages } from './build-pages.ts'
import { type Part, PartFailed } from './part.ts'
import { inRoot } from './paths.ts'

/** `npm run screens`: works a shift in a fresh practice shop and writes every screen to docs/screens. */
const say = (text: string): void => void process.stdout.write(text)
const running: Part[] = []
const dataFolder = mkdtempSync(join(tmpdir(), 'cashwrap-screens-'))

const end = async (code: number): Promise<never> => {
  await Promise.all(running.map((part) => part.end()))
  rmSync(dataFolder, { recursive: true, force: true })
  process.exit(code)
}
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void end(1))

if (!buildPages()) await end(1)
const browser = await findBrowser(say)
if (browser === null) {
  process.stderr.write(
    'cashwrap: no browser could be found, downloaded or installed; install Chrome or Chromium and run this again.\n',
  )
  await end(1)
} else {
  Object.assign(process.env, { CASHWRAP_DATA: dataFolder, CASHWRAP_PORT: '0', CASHWRAP_MODE: 'practice' })
  try {
    await takeScreens(running, {
      browserPath: browser.path,
      dataFolder,
      folder: inRoot('docs/screens'),
      say,
    })
  } catch (error) {
    const cause =
      error instanceof PartFailed ? error.message : error instanceof Error ? error.stack : String(error)
    process.stderr.write(`cashwrap: ${cause}\n`)
    await end(1)
  }
  await end(0)
}
