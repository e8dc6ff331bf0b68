import { expect, test } from '@playwright/test'
import { withShop } from '../support/e2e-shop.ts'
import { personAt } from '../support/person.ts'

const shop = withShop()

test('the server goes: cash still sells, cards say why not, what waits is counted and goes out by itself', async ({
  page,
}) => {
  const person = personAt(page)
  await person.enter(shop().till.url)
  await shop().server.end()
  await person.tap(/House Blend Coffee Beans 250 g/)
  const banner = page.getByText(/The server cannot be reached\. Cash works; cards do not\./)
  await expect(banner).toBeVisible({ timeout: 30_000 })
  await person.charge()
  await expect(person.button('Card')).toBeDisabled()
  await expect(person.button('Card')).toHaveAccessibleDescription(/The bank cannot be reached/)
  await person.button('Cash').click()
  await person.button('Exact').click()
  await person.expectPaid()
  await person.newSale()
  await expect(banner).toContainText(/\d+ records are kept here and will be sent by themselves\./)

  await page.getByRole('button', { name: /Connection and queue: Offline \d+ waiting/ }).click()
  const queue = page.getByRole('dialog', { name: 'What works now, and what is waiting' })
  await expect(queue.getByText('Sale completed')).toBeVisible()
  await expect(queue.getByText('Does not work')).toBeVisible()
  await queue.getByRole('button', { name: 'Close' }).click()

  await page.getByRole('button', { name: 'Sales', exact: true }).click()
  await expect(page.getByRole('dialog', { name: 'Past sales' }).getByText('Not sent yet')).toBeVisible()
  await page.keyboard.press('Escape')

  await shop().restart('server')
  await expect(banner).toBeHidden({ timeout: 60_000 })
  await expect(page.getByRole('button', { name: 'Connection and queue: Online', exact: true })).toBeVisible({
    timeout: 30_000,
  })
})

test('the address without its key says how to open the till', async ({ page }) => {
  const answer = await page.goto(new URL('/', shop().till.url).href)
  expect(answer?.status()).toBe(403)
  await expect(page.locator('body')).toHaveText(
    'To open the till, use the whole address it printed when it started; it ends in ?key=…',
  )
})
