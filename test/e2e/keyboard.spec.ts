import { expect, test } from '@playwright/test'
import { withShop } from '../support/e2e-shop.ts'
import { personAt } from '../support/person.ts'

const shop = withShop()

test('a sale from sign-in to the next one without a pointer', async ({ page }) => {
  const person = personAt(page)
  const { keyboard } = page
  const tabTo = async (name: string | RegExp): Promise<void> => {
    const wanted = page.getByRole('button', { name })
    for (let steps = 0; steps < 60; steps += 1) {
      if (await wanted.evaluateAll((found) => found.includes(document.activeElement as HTMLElement))) return
      await keyboard.press('Tab')
    }
    throw new Error(`Tab does not reach ${String(name)}`)
  }
  await page.goto(shop().till.url)
  await expect(page.getByRole('heading', { name: 'Who is at the till?' })).toBeVisible()
  await tabTo(/Sanne de Wit/)
  await keyboard.press('Enter')
  await keyboard.type('246810')
  await keyboard.press('Enter')
  await expect(person.cart).toBeVisible()

  await keyboard.press('F2')
  await expect(person.search).toBeFocused()
  await keyboard.type('matcha', { delay: 120 })
  await keyboard.press('Enter')
  await expect(person.cart.getByText('Ceremonial Matcha')).toBeVisible()
  await keyboard.press('F9')
  await expect(person.payment).toBeVisible()
  await tabTo('Cash')
  await keyboard.press('Enter')
  await expect(person.payment.getByLabel('Given by the customer')).toBeFocused()
  await keyboard.type('3000', { delay: 120 })
  await keyboard.press('Enter')
  await person.expectPaid()
  await expect(person.receipt.getByRole('status').getByText('€5.50')).toBeVisible()
  await expect(person.button('New sale')).toBeFocused()
  await keyboard.press('Enter')
  await expect(person.cart.getByText('Ready for the next customer')).toBeVisible()
})

test('Esc leads back from paying, F4 parks and F5 recalls', async ({ page }) => {
  const person = personAt(page)
  await person.enter(shop().till.url)
  await person.tap(/House Blend Coffee Beans 250 g/)
  await expect(person.button('Charge')).toHaveAccessibleDescription('€7.95')
  await page.keyboard.press('F9')
  await expect(person.payment).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(person.cart).toBeVisible()
  await page.keyboard.press('F4')
  await expect(person.cart.getByText('Ready for the next customer')).toBeVisible()
  await page.keyboard.press('F5')
  const parked = page.getByRole('dialog', { name: 'Parked sales' })
  await expect(parked).toBeVisible()
  await parked.getByRole('button', { name: 'Take back' }).focus()
  await page.keyboard.press('Enter')
  await expect(person.button('Charge')).toHaveAccessibleDescription('€7.95')
  await page.keyboard.press('F9')
  await person.button('Cash').click()
  await person.button('Exact').click()
  await person.newSale()
})
