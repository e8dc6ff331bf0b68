import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import type { Page } from '@playwright/test'
import { type PracticeShop, secretKey } from './practice-shop.ts'

const standIn = new URL('../fixtures/terminal-sdk/stand-in.ts', import.meta.url)

/** Stands in for Stripe's two hosts in this page: the reader SDK is our stand-in, and Stripe's API is the practice Stripe. */
export async function withTerminalSdk(page: Page, shop: Pick<PracticeShop, 'sandbox'>): Promise<void> {
  const script = stripTypeScriptTypes(readFileSync(standIn, 'utf8'))
  await page.route('https://js.stripe.com/**', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: script }),
  )
  await page.route('https://api.stripe.com/**', async (route) => {
    const request = route.request()
    const { pathname, search } = new URL(request.url())
    const body = request.postData()
    const answer = await fetch(new URL(`${pathname}${search}`, shop.sandbox.url), {
      method: request.method(),
      headers: {
        authorization: `Bearer ${secretKey}`,
        ...(body === null ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(body === null ? {} : { body }),
    })
    await route
      .fulfill({
        status: answer.status,
        contentType: 'application/json',
        headers: { 'access-control-allow-origin': '*' },
        body: await answer.text(),
      })
      // The page that asked may be gone.
      .catch(() => undefined)
  })
}

/** The cable between the reader and the page. */
export const pull = (page: Page, what: 'unplug' | 'plug'): Promise<void> =>
  page.evaluate((detail) => void dispatchEvent(new CustomEvent('stand-in', { detail })), what)
