import type { Browser, Page } from '@playwright/test'
import type { Bench } from '../harness/bench.ts'
import { startChild } from '../harness/child.ts'
import { withChromium } from '../harness/chromium.ts'
import { rounded, secondsLine } from '../harness/line.ts'
import { interleave, type Measure } from '../harness/rounds.ts'
import { median } from '../harness/statistics.ts'
import { inTempFolder } from '../harness/temp-folder.ts'
import { npmStart } from './npm-start.ts'
import { serveStaticPage } from './static-page.ts'

const processes = 3

/** A browser that runs already, with nothing of the till in its cache. */
async function inFreshPage<T>(browser: Browser, work: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  try {
    return await work(await context.newPage())
  } finally {
    await context.close()
  }
}

/** A click that Playwright would do now: there, in sight, in its place, enabled, and not covered. */
const clickable = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('button', { name }).first().click({ trial: true })

export const coldStart: Bench = {
  name: 'cold-start',
  roundsDefault: 7,
  run: (rounds) =>
    withChromium((browser) =>
      inTempFolder(async (folder) => {
        const printedMs: number[] = []
        const tillStart: Measure = () =>
          inFreshPage(browser, async (page) => {
            const beganMs = performance.now()
            const started = await npmStart(folder)
            try {
              await page.goto(started.tillUrl)
              await clickable(page, 'Sanne de Wit')
              printedMs.push(started.atMs - beganMs)
              return [performance.now() - beganMs]
            } finally {
              await started.end()
            }
          })
        const floor: Measure = () =>
          inFreshPage(browser, async (page) => {
            const served = await serveStaticPage()
            const beganMs = performance.now()
            const children = []
            for (let index = 0; index < processes; index += 1) {
              const file = new URL('./bare-process.mjs', import.meta.url)
              children.push(await startChild(file, { ready: /^ready: (\S+)$/m, withinMs: 20_000 }))
            }
            await page.goto(served.url)
            await clickable(page, 'Sanne')
            const tookMs = performance.now() - beganMs
            for (const child of children) await child.end()
            served.close()
            return [tookMs]
          })
        // The round that does not count is the first start of the shop: it builds, seeds and pairs.
        const measured = await interleave(rounds, tillStart, floor)
        const { line, details } = secondsLine(
          {
            name: 'cold-start',
            target: 5,
            versus:
              'second npm start to the first name on the sign-in screen that can be tapped, in a Chromium that runs already ÷ three processes of the same Node that import nothing, one after the other, and a static page with one button',
          },
          measured,
        )
        return [{ line, details: { ...details, addressPrintedP50Ms: rounded(median(printedMs.slice(1))) } }]
      }),
    ),
}
