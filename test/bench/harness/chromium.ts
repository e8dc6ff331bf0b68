import { type Browser, chromium } from '@playwright/test'
import { CannotRun } from './bench.ts'

/** The Chromium that `npm run bench` found, named by CASHWRAP_BROWSER. */
export async function withChromium<T>(work: (browser: Browser) => Promise<T>): Promise<T> {
  const executablePath = process.env['CASHWRAP_BROWSER']
  if (executablePath === undefined || executablePath === '') {
    throw new CannotRun('This benchmark needs a Chromium; name its program with CASHWRAP_BROWSER.')
  }
  const browser = await chromium.launch({
    executablePath,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  })
  try {
    return await work(browser)
  } finally {
    await browser.close()
  }
}
