import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'

export type Look = {
  readonly width?: number
  readonly height?: number
  readonly theme?: 'light' | 'dark'
  readonly language?: 'en' | 'de' | 'ar'
}

/** Opens windows that look as asked and keeps what is seen in them as PNG, one file a screen. */
export type Camera = {
  open(url: string, look?: Look): Promise<Page>
  /** Waits until nothing loads and nothing moves, then writes `<name>.png`. */
  take(page: Page, name: string): Promise<void>
}

export function createCamera(browser: Browser, folder: string, say: (line: string) => void): Camera {
  mkdirSync(folder, { recursive: true })
  return {
    async open(url, { width = 1_280, height = 800, theme = 'light', language = 'en' } = {}) {
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme: theme,
        locale: { en: 'en-GB', de: 'de-DE', ar: 'ar-EG' }[language],
        timezoneId: 'Europe/Amsterdam',
        reducedMotion: 'reduce',
      })
      await context.addInitScript(
        ([chosenLanguage, chosenTheme]) => {
          localStorage.setItem('cashwrap.language', chosenLanguage)
          localStorage.setItem('cashwrap.theme', chosenTheme)
        },
        [language, theme] as const,
      )
      const page = await context.newPage()
      await page.goto(url)
      return page
    },
    async take(page, name) {
      await page.evaluate(() => document.fonts.ready)
      // Pictures of tiles and the frame of the practice reader come a moment after what is waited for.
      await page.waitForTimeout(400)
      await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', caret: 'hide' })
      say(`${name}.png\n`)
    },
  }
}
