import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { type Part, startPart } from '../run/part.ts'
import { startShop } from '../run/shop.ts'
import { createCamera } from './camera.ts'
import { officeScenes, pairingScene } from './office-scenes.ts'
import { offlineScenes, otherLooks, tillScenes } from './till-scenes.ts'

/**
 * Starts the whole practice shop, works a shift in it through its screens, and writes a picture of each into `folder`. `running` receives the
 * parts as they start, for the caller to end; the data folder is the one of CASHWRAP_DATA.
 */
export async function takeScreens(
  running: Part[],
  options: {
    readonly browserPath: string
    readonly dataFolder: string
    readonly folder: string
    readonly say: (text: string) => void
  },
): Promise<void> {
  await startShop(running, { shell: 'browser', why: null })
  const [sandbox, server, till] = ['sandbox', 'server', 'till'].map((name) =>
    running.find((part) => part.name === name),
  )
  if (sandbox === undefined || server === undefined || till === undefined)
    throw new Error('a part is missing')
  const browser = await chromium.launch({
    executablePath: options.browserPath,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
  try {
    const camera = createCamera(browser, options.folder, options.say)
    const counter = await tillScenes(camera, till.url, sandbox.url)
    await otherLooks(camera, till.url)
    await officeScenes(camera, server.url, sandbox.url)
    const unpaired = await startPart('till', {
      CASHWRAP_TILL_DATA: join(options.dataFolder, 'unpaired-till'),
      CASHWRAP_TILL_PORT: '0',
      CASHWRAP_SERVER_URL: new URL(server.url).origin,
    })
    running.push(unpaired)
    await pairingScene(camera, unpaired.url)
    await server.end()
    await offlineScenes(camera, counter)
  } finally {
    await browser.close()
  }
}
