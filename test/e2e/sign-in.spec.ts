import { expect, test } from '@playwright/test'
import { withShop } from '../support/e2e-shop.ts'
import { personAt } from '../support/person.ts'

const shop = withShop()

test('the practice PINs stand under the names, and the right one opens the counter', async ({ page }) => {
  await page.goto(shop().till.url)
  for (const [name, pin] of [
    ['Sanne de Wit', '246810'],
    ['Youssef Amrani', '135791'],
    ['Marijke van der Linden', '314159'],
  ] as const) {
    await expect(page.getByRole('button', { name: new RegExp(`${name}.*Practice PIN ${pin}`) })).toBeVisible()
  }
  await page.getByRole('button', { name: 'Sanne de Wit' }).click()
  // Tapped once more, the PIN still has the keyboard.
  await page.getByRole('button', { name: 'Sanne de Wit' }).click()
  await page.keyboard.type('246810')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Cart' })).toBeVisible()
  await expect(page.getByText('Signed in: Sanne de Wit')).toBeAttached()
})

test('the pad signs in by touch alone, and Lock brings the names back with the cart kept', async ({
  page,
}) => {
  const person = personAt(page)
  await person.enter(shop().till.url)
  await person.tap(/House Blend Coffee Beans 250 g/)
  await expect(person.button('Charge')).toHaveAccessibleDescription('€7.95')
  await page.getByRole('button', { name: 'Lock' }).click()
  await expect(page.getByText('A sale is open. It waits for you, just as it was.')).toBeVisible()
  await page.getByRole('button', { name: 'Youssef Amrani' }).click()
  const pad = page.getByRole('group', { name: 'Number pad' })
  for (const digit of '135791') await pad.getByRole('button', { name: digit, exact: true }).click()
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(person.button('Charge')).toHaveAccessibleDescription('€7.95')
  await page.getByRole('button', { name: 'Lock' }).click()
})

test('wrong PINs lock that person out for a while, also after the page is loaded again, and nobody else', async ({
  page,
}) => {
  await page.goto(shop().till.url)
  await page.getByRole('button', { name: 'Marijke van der Linden' }).click()
  const locked = page.getByText(/Too many wrong PINs\. Marijke van der Linden can sign in again at/)
  for (let tries = 0; tries < 12 && !(await locked.isVisible()); tries += 1) {
    await page.getByRole('textbox', { name: 'PIN' }).fill('000000')
    await page.keyboard.press('Enter')
    await expect(page.getByText('The PIN is wrong. Try again.').or(locked)).toBeVisible()
    await expect(page.getByRole('textbox', { name: 'PIN' })).toHaveValue('')
  }
  await expect(locked).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'PIN' })).toBeDisabled()
  await page.reload()
  await page.getByRole('button', { name: 'Marijke van der Linden' }).click()
  await expect(locked).toBeVisible()
  await personAt(page).signIn('Sanne de Wit')
})
