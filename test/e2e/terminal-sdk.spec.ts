import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { chargesAt } from '../support/agreement.ts'
import { withShop } from '../support/e2e-shop.ts'
import { type Person, personAt } from '../support/person.ts'
import { pull, withTerminalSdk } from '../support/terminal-sdk.ts'

const shop = withShop()
const manager = 'Youssef Amrani'
const coffee = /House Blend Coffee Beans 250 g/

const charges = (): Promise<number> => chargesAt(shop())

const openReaders = (page: Page): Promise<void> =>
  page
    .getByRole('banner')
    .getByRole('button', { name: /^Reader/ })
    .click()

/** At the till of a register that commands its reader through the SDK, as soon as the reader is connected. */
async function atSdkTill(page: Page): Promise<Person> {
  await withTerminalSdk(page, shop())
  const person = personAt(page)
  await person.enter(shop().till.url, manager)
  await openReaders(page)
  const way = page.getByRole('radio', { name: /Stripe Terminal in this window/ })
  await expect(way).toBeVisible()
  if (!(await way.isChecked())) {
    // The page loads anew: only then may it load the SDK.
    const loaded = page.waitForEvent('load')
    await page.getByRole('dialog').getByText('Stripe Terminal in this window').click()
    await loaded
    await expect(person.cart.or(person.receipt)).toBeVisible()
    await openReaders(page)
  }
  await expect(page.getByRole('dialog').getByText('The reader is connected to this window.')).toBeVisible({
    timeout: 20_000,
  })
  await page.keyboard.press('Escape')
  return person
}

test('a manager has this window command the reader, and a sale is paid by card to the receipt', async ({
  page,
}) => {
  const person = await atSdkTill(page)
  const before = await charges()
  await person.tap(coffee)
  await person.askForCard()
  await person.presentCard()
  await person.expectPaid()
  expect(await charges()).toBe(before + 1)
  await person.newSale()
})

test('a declined card is said to be declined, and another one pays', async ({ page }) => {
  const person = await atSdkTill(page)
  const before = await charges()
  await person.tap(coffee)
  await person.askForCard()
  await person.presentCard('Visa, declined')
  await expect(person.payment.getByRole('alert')).toContainText('declined', { timeout: 20_000 })
  await person.button('Try another card').or(person.button('Card')).first().click()
  await expect(person.reader.getByText('Tap, insert or swipe')).toBeVisible()
  await person.presentCard()
  await person.expectPaid()
  expect(await charges()).toBe(before + 1)
  await person.newSale()
})

test('the reader goes in the middle: do not charge again, and when it is back the same payment goes on', async ({
  page,
}) => {
  const person = await atSdkTill(page)
  const before = await charges()
  await person.tap(coffee)
  await person.askForCard()
  await pull(page, 'unplug')
  await expect(person.payment.getByRole('alert')).toContainText('Do not charge again.', { timeout: 20_000 })
  await pull(page, 'plug')
  await expect(person.reader.getByText('Tap, insert or swipe')).toBeVisible({ timeout: 30_000 })
  await person.presentCard()
  await person.expectPaid()
  expect(await charges()).toBe(before + 1)
  await person.newSale()
})

test('the page is loaded anew in the middle: nothing is charged twice, and the next attempt pays', async ({
  page,
}) => {
  const person = await atSdkTill(page)
  const before = await charges()
  await person.tap(coffee)
  await person.askForCard()
  await page.reload()
  await expect(person.payment.getByRole('alert')).toContainText('No money was taken.', { timeout: 40_000 })
  expect(await charges()).toBe(before)
  // What the reader still shows of the old question cannot be paid any more; the new page asks anew.
  await person.button('Card').click()
  await expect(person.payment.getByRole('status')).toHaveText('Ask the customer to tap, insert or swipe', {
    timeout: 20_000,
  })
  await expect(person.reader.getByText('Tap, insert or swipe')).toBeVisible()
  await person.presentCard()
  await person.expectPaid()
  expect(await charges()).toBe(before + 1)
  await person.newSale()
})

test('cancelled while the customer is asked: no money was taken, and cash is', async ({ page }) => {
  const person = await atSdkTill(page)
  const before = await charges()
  await person.tap(coffee)
  await person.askForCard()
  await person.button('Cancel').click()
  await expect(person.payment.getByRole('alert')).toContainText('No money was taken.', { timeout: 30_000 })
  await person.button('Cash').click()
  await person.button('Exact').click()
  await person.expectPaid()
  expect(await charges()).toBe(before)
  await person.newSale()
})

test('when the SDK cannot be loaded the settings say so with the way out, and server-driven goes on', async ({
  page,
}) => {
  await page.route('https://js.stripe.com/**', (route) => route.abort())
  const person = personAt(page)
  await person.enter(shop().till.url, manager)
  await openReaders(page)
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText(/could not be loaded from js\.stripe\.com/)).toBeVisible()
  const loaded = page.waitForEvent('load')
  await dialog.getByText('Server-driven (recommended)').click()
  await loaded
  await expect(person.cart).toBeVisible()
  const before = await charges()
  await person.tap(coffee)
  await person.askForCard()
  await person.presentCard()
  await person.expectPaid()
  expect(await charges()).toBe(before + 1)
  await person.newSale()
})

test('of all these payments no secret is in any file of the till or of the server', () => {
  const filesOf = (part: string): string[] =>
    readdirSync(join(shop().folder, part), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
  const saying = (words: string, parts: readonly string[]): string[] =>
    parts.flatMap(filesOf).filter((file) => readFileSync(file).includes(words))
  expect(saying('_secret_', ['till', 'server'])).toEqual([])
  // The search can find: both know the intents, and the practice Stripe knows the secrets.
  expect(saying('pi_', ['till'])).not.toEqual([])
  expect(saying('pi_', ['server'])).not.toEqual([])
  expect(saying('_secret_', ['practice-stripe'])).not.toEqual([])
})
