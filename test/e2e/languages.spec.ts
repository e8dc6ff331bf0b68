import { expect, test } from '@playwright/test'
import { withShop } from '../support/e2e-shop.ts'
import { personAt } from '../support/person.ts'

const shop = withShop()

test('the menu turns the screens to German, to Arabic from right to left, and back; each lasts', async ({
  page,
}) => {
  const person = personAt(page)
  await person.enter(shop().till.url)
  await person.tap(/House Blend Coffee Beans 250 g/)
  const html = page.locator('html')

  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('menuitemradio', { name: 'Deutsch' }).click()
  await expect(html).toHaveAttribute('lang', 'de')
  await expect(html).toHaveAttribute('dir', 'ltr')
  await page.keyboard.press('Escape')
  await expect(person.button('Kassieren')).toHaveAccessibleDescription(/7,95/)

  await page.getByRole('button', { name: 'Menü' }).click()
  await page.getByRole('menuitemradio', { name: 'العربية' }).click()
  await expect(html).toHaveAttribute('lang', 'ar')
  await expect(html).toHaveAttribute('dir', 'rtl')
  await page.keyboard.press('Escape')
  await page.reload()
  await expect(html).toHaveAttribute('dir', 'rtl')
  const cart = page.getByRole('region', { name: 'السلة' })
  const catalogue = page.getByRole('region', { name: 'المنتجات' })
  await expect(cart).toBeVisible()
  const [cartBox, catalogueBox] = [await cart.boundingBox(), await catalogue.boundingBox()]
  expect(cartBox?.x).toBeLessThan(catalogueBox?.x ?? 0)

  await page.getByRole('button', { name: 'القائمة' }).click()
  await page.getByRole('menuitemradio', { name: 'English' }).click()
  await expect(html).toHaveAttribute('lang', 'en')
  await page.keyboard.press('Escape')
  await person.charge()
  await person.button('Cash').click()
  await person.button('Exact').click()
  await person.newSale()
})

test('dark is chosen in the menu and stays', async ({ page }) => {
  const person = personAt(page)
  await person.enter(shop().till.url)
  const ground = (): Promise<string> =>
    page
      .locator('header')
      .first()
      .evaluate((element) => getComputedStyle(element).backgroundColor)
  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('menuitemradio', { name: 'Light' }).click()
  await page.keyboard.press('Escape')
  const light = await ground()
  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('menuitemradio', { name: 'Dark' }).click()
  await page.keyboard.press('Escape')
  await expect.poll(ground).not.toBe(light)
  await page.reload()
  await expect(person.cart).toBeVisible()
  expect(await ground()).not.toBe(light)
})
