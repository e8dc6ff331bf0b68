import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { withShop } from '../support/e2e-shop.ts'
import { pins } from '../support/person.ts'
import { planFault } from '../support/practice-reader.ts'
import { wordsOf } from '../support/words.ts'

const shop = withShop()

/** Every rule axe has, on the whole page, the practice reader's frame included. */
async function expectAccessible(page: Page, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${JSON.stringify(target)} ${failureSummary}`),
  )
  expect.soft(found, `axe on the ${screen} screen`).toEqual([])
}

for (const language of ['en', 'ar'] as const) {
  for (const theme of ['light', 'dark'] as const) {
    test(`no screen of the till breaks a rule of axe: ${language}, ${theme}`, async ({ page }) => {
      test.setTimeout(180_000)
      const word = wordsOf(language, [
        'cart',
        'catalogue',
        'payment',
        'receipt',
        'top-bar',
        'queue',
        'history',
        'parked',
        'sign-in',
        'components',
      ])
      const button = (id: string, english: string): Locator =>
        page.getByRole('button', { name: word(id, english), exact: true })
      const region = (id: string, english: string): Locator =>
        page.getByRole('region', { name: word(id, english), exact: true })
      const cart = region('cart.region', 'Cart')
      const payment = region('payment.region', 'Payment')
      const receipt = region('receipt.region', 'Receipt')
      const reader = page.frameLocator('iframe')
      const tile = (no: number): Locator => page.getByRole('gridcell').nth(no).getByRole('button')

      await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: theme })
      await page.addInitScript(
        ([chosen, look]) => {
          localStorage.setItem('cashwrap.language', chosen)
          localStorage.setItem('cashwrap.theme', look)
        },
        [language, theme] as const,
      )
      await page.goto(shop().till.url)
      await expect(page.locator('html')).toHaveAttribute('dir', language === 'ar' ? 'rtl' : 'ltr')
      await expect(page.getByRole('button', { name: 'Sanne de Wit' })).toBeVisible()
      await expectAccessible(page, 'sign-in')

      await page.getByRole('button', { name: 'Sanne de Wit' }).click()
      await page.keyboard.type(pins['Sanne de Wit'])
      await page.keyboard.press('Enter')
      await expect(tile(0)).toBeVisible()
      await expectAccessible(page, 'empty counter')

      for (const no of [0, 1, 2]) await tile(no).click()
      await expect(cart.getByRole('listitem')).toHaveCount(3)
      await expectAccessible(page, 'counter with lines')
      await cart.getByRole('listitem').first().getByRole('button').first().click()
      await expectAccessible(page, 'number pad')
      await button('cart.park', 'Park').click()
      await expect(cart.getByRole('listitem')).toHaveCount(0)
      await page.keyboard.press('F5')
      await expect(page.getByRole('dialog')).toContainText('Sanne de Wit')
      await expectAccessible(page, 'parked')
      await page
        .getByRole('dialog')
        .getByRole('button', { name: word('parked.recall', 'Take back') })
        .click()

      await button('cart.charge', 'Charge').click()
      await expect(payment).toBeVisible()
      await expectAccessible(page, 'payment')
      await button('payment.cash', 'Cash').click()
      await expect(button('payment.exact', 'Exact')).toBeVisible()
      await expectAccessible(page, 'cash')
      await button('payment.otherWay', 'Another way to pay').click()

      await button('payment.card', 'Card').click()
      await expect(reader.getByText('Tap, insert or swipe')).toBeVisible()
      await expect(payment.getByRole('status')).toHaveText(
        word('payment.waiting', 'Ask the customer to tap, insert or swipe'),
      )
      await expectAccessible(page, 'card waiting')
      await reader.getByRole('button', { name: 'Decline' }).click()
      await expect(payment.getByRole('alert')).toContainText(word('payment.noMoney', 'No money was taken.'), {
        timeout: 20_000,
      })
      await expectAccessible(page, 'declined')

      await button('payment.card', 'Card').click()
      await expect(reader.getByText('Tap, insert or swipe')).toBeVisible()
      await planFault(shop(), { kind: 'error_500', method: 'GET', path: '/v1/', count: 10_000 })
      await reader.getByRole('button', { name: 'Tap' }).click()
      await expect(button('payment.checkNow', 'Check now')).toBeVisible({ timeout: 20_000 })
      await expectAccessible(page, 'unknown')
      await fetch(`${shop().sandbox.url}/_practice/faults`, { method: 'DELETE' })

      await expect(receipt).toBeVisible({ timeout: 30_000 })
      await expectAccessible(page, 'receipt')
      await button('receipt.newSale', 'New sale').click()

      await button('topBar.history', 'Sales').click()
      await expect(page.getByRole('dialog').getByRole('listitem').first()).toBeVisible()
      await expectAccessible(page, 'history')
      await page.getByRole('dialog').getByRole('listitem').first().getByRole('button').click()
      await expect(page.getByRole('dialog')).toContainText('Linden & Kade')
      await expectAccessible(page, 'receipt of a past sale')
      await page.keyboard.press('Escape')

      await page.getByRole('button', { name: word('topBar.queue', 'Connection and queue') }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
      await expectAccessible(page, 'queue')
      await page.keyboard.press('Escape')
      await button('topBar.lock', 'Lock').click()
    })
  }
}
