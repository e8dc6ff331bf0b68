import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { withShop } from '../support/e2e-shop.ts'
import { personAt } from '../support/person.ts'

const shop = withShop()

const manager = 'Youssef Amrani'
const cashier = 'Sanne de Wit'
const dialog = (page: Page): Locator => page.getByRole('dialog')
const button = (page: Page, name: string | RegExp): Locator =>
  dialog(page).getByRole('button', { name, exact: typeof name === 'string' })
const rowOf = (page: Page, reader: string): Locator =>
  dialog(page)
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: reader, exact: true }) })

async function openReaders(page: Page, who: typeof manager | typeof cashier): Promise<void> {
  await page.goto(shop().till.url)
  const lock = page.getByRole('button', { name: 'Lock' })
  await expect(lock.or(page.getByRole('heading', { name: 'Who is at the till?' }))).toBeVisible()
  // Somebody else may have been left signed in by the test before.
  if ((await lock.isVisible()) && !(await page.getByTitle(who, { exact: true }).isVisible()))
    await lock.click()
  await personAt(page).enter(shop().till.url, who)
  await page
    .getByRole('banner')
    .getByRole('button', { name: /^Reader/ })
    .click()
  await expect(rowOf(page, 'Counter reader')).toBeVisible()
}

async function expectAccessible(page: Page, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${JSON.stringify(target)} ${failureSummary}`),
  )
  expect.soft(found, `axe on ${screen}`).toEqual([])
}

/** A finger needs 48 px; nothing on the dialog that can be pressed is lower. */
async function expectTall(page: Page, screen: string): Promise<void> {
  const heights = await dialog(page)
    .locator('button:visible, input[type="text"]:visible, label:visible:has(input)')
    .evaluateAll((all) =>
      all
        .map((one) => ({ what: one.textContent ?? '', height: one.getBoundingClientRect().height }))
        .filter(({ height }) => height < 48),
    )
  expect.soft(heights, `lower than 48 px on ${screen}`).toEqual([])
}

async function restful(page: Page): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' })
}

test('a manager registers a reader with its place, names it anew, uses it, tries it out and removes it', async ({
  page,
}) => {
  test.setTimeout(120_000)
  await restful(page)
  await openReaders(page, manager)
  await expect(rowOf(page, 'Counter reader').getByText('Connected')).toBeVisible()
  await expect(rowOf(page, 'Counter reader').getByText('In use at this register')).toBeVisible()
  await expect(rowOf(page, 'Counter reader').getByText('Front counter')).toBeVisible()
  await expectAccessible(page, 'the list of readers')
  await expectTall(page, 'the list of readers')

  await button(page, 'Register a reader').click()
  await button(page, 'Register').click()
  await expect(dialog(page).getByText('Type the code that the reader shows.')).toBeVisible()
  await dialog(page).getByText('A new place', { exact: true }).click()
  await expect(dialog(page).getByLabel('Street and number')).toHaveValue('Lindekade 18')
  await expect(dialog(page).getByLabel('Postal code')).toHaveValue('3024 LK')
  await expect(dialog(page).getByLabel('City')).toHaveValue('Rotterdam')
  await expectAccessible(page, 'registering')
  await expectTall(page, 'registering')

  await dialog(page).getByLabel('Code on the reader').fill('no-such-code')
  await dialog(page).getByLabel('Name at the counter').fill('Bar')
  await dialog(page).getByLabel('Name at the counter').press('Enter')
  await expect(dialog(page).getByText(/No reader shows this code/)).toBeVisible()
  await expect(dialog(page).getByLabel('Code on the reader')).toBeFocused()
  await dialog(page).getByLabel('Code on the reader').fill('simulated-s700')
  await button(page, 'Register').click()
  await expect(rowOf(page, 'Bar').getByText('Simulated Stripe Reader S700')).toBeVisible()
  await expect(rowOf(page, 'Bar').getByText('Linden & Kade')).toBeVisible()

  await button(page, 'Rename: Bar').click()
  await dialog(page).getByLabel('Name at the counter').fill('Terrace')
  await dialog(page).getByLabel('Name at the counter').press('Enter')
  await expect(rowOf(page, 'Terrace')).toBeVisible()

  await button(page, 'Use at this register: Terrace').click()
  await expect(rowOf(page, 'Terrace').getByText('In use at this register')).toBeVisible()
  await expect(rowOf(page, 'Counter reader').getByText('No register')).toBeVisible()

  await button(page, 'Test payment: Terrace').click()
  await expect(dialog(page).getByText('Present a test card to the reader')).toBeVisible()
  await expectAccessible(page, 'the test payment')
  await expectTall(page, 'the test payment')
  await personAt(page).reader.getByRole('button', { name: 'Tap', exact: true }).click()
  await expect(dialog(page).getByText('This reader works')).toBeVisible()
  await expect(dialog(page).getByText('Visa •••• 4242')).toBeVisible()
  await expectAccessible(page, 'the result of the test')

  await button(page, 'Back to the list').click()
  await button(page, 'Remove: Terrace').click()
  await expect(dialog(page).getByText('In use now by: Front counter.')).toBeVisible()
  await expect(button(page, 'Cancel')).toBeFocused()
  await expectAccessible(page, 'removing')
  await button(page, 'Remove the reader').click()
  await expect(rowOf(page, 'Terrace')).toHaveCount(0)
  await expect(rowOf(page, 'Counter reader')).toBeVisible()
})

test('a cashier chooses and tries out, and is told who may do the rest', async ({ page }) => {
  await restful(page)
  await openReaders(page, cashier)
  await expect(dialog(page).getByText(/needs a manager/)).toBeVisible()
  for (const name of ['Register a reader', /^Rename/, /^Remove/])
    await expect(button(page, name)).toHaveCount(0)
  await expect(button(page, 'Test payment: Counter reader')).toBeVisible()
})

test('a test that is declined, and one that is ended, say so and charge nothing', async ({ page }) => {
  await restful(page)
  await openReaders(page, cashier)
  await button(page, 'Test payment: Counter reader').click()
  await expect(dialog(page).getByText('Present a test card to the reader')).toBeVisible()
  await personAt(page).reader.getByRole('button', { name: 'Decline' }).click()
  await expect(dialog(page).getByText('The reader works; the bank declined the card')).toBeVisible()
  await button(page, 'Test again').click()
  await expect(dialog(page).getByText('Present a test card to the reader')).toBeVisible()
  await button(page, 'End the test').click()
  await expect(dialog(page).getByText('The test was ended')).toBeVisible()
})

test('by keyboard alone: open, rename, and back with the focus inside', async ({ page }) => {
  await restful(page)
  await openReaders(page, manager)
  await button(page, 'Rename: Counter reader').focus()
  await page.keyboard.press('Enter')
  await expect(dialog(page).getByLabel('Name at the counter')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(rowOf(page, 'Counter reader')).toBeVisible()
  await page.keyboard.press('Tab')
  const isInside = await dialog(page).evaluate((one) => one.contains(document.activeElement))
  expect(isInside).toBe(true)
  await page.keyboard.press('Escape')
  await expect(dialog(page)).toHaveCount(0)
})

test('in two steps, the card is read and charged in one sale all the same', async ({ page }) => {
  test.setTimeout(60_000)
  await restful(page)
  const person = personAt(page)
  await openReaders(page, manager)
  const useThis = button(page, 'Use at this register: Counter reader')
  if ((await useThis.count()) > 0) await useThis.click()
  await dialog(page).getByText('Read the card first, charge it in a second step').click()
  await expect(
    dialog(page).getByRole('checkbox', { name: 'Read the card first, charge it in a second step' }),
  ).toBeChecked()
  await page.keyboard.press('Escape')
  await person.tap(/Earl Grey/)
  await person.askForCard()
  await person.presentCard()
  await person.expectPaid()
})

test('without the server the list stays, says how old it is, and nothing can be pressed that would fail', async ({
  page,
}) => {
  test.setTimeout(60_000)
  await restful(page)
  await openReaders(page, manager)
  await shop().server.end()
  await expect(dialog(page).getByText(/this list may be out of date/)).toBeVisible({ timeout: 30_000 })
  await expect(button(page, 'Register a reader')).toBeDisabled()
  await expect(button(page, 'Test payment: Counter reader')).toBeDisabled()
  await expectAccessible(page, 'the list without the server')
  await shop().restart('server')
  await expect(dialog(page).getByText(/this list may be out of date/)).toHaveCount(0, { timeout: 30_000 })
  await expect(button(page, 'Test payment: Counter reader')).toBeEnabled()
})

test('the button for the practice reader is as high as a finger needs', async ({ page }) => {
  await personAt(page).enter(shop().till.url, cashier)
  const box = await page.getByRole('button', { name: 'Show the practice reader' }).boundingBox()
  expect(box?.height).toBeGreaterThanOrEqual(48)
})
