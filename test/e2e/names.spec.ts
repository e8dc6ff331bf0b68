import { expect, type Page, test } from '@playwright/test'
import { withShop } from '../support/e2e-shop.ts'
import { personAt } from '../support/person.ts'

const shop = withShop()

/** Said loosely, as people do, a name still means one button of the screen. */
async function expectOne(page: Page, ...names: readonly string[]): Promise<void> {
  for (const name of names) {
    await expect(page.getByRole('button', { name }), `buttons called ${name}`).toHaveCount(1)
  }
}

test('Charge, Card, Cash, Exact, New sale, Park and Cancel each name one button of their screen', async ({
  page,
}) => {
  const person = personAt(page)
  await person.enter(shop().till.url)
  await expectOne(page, 'Charge', 'Park')
  await person.tap(/House Blend Coffee Beans 250 g/)
  await expectOne(page, 'Charge', 'Park')
  await person.catalogue.getByRole('radio', { name: 'Drinks' }).click()
  await expectOne(page, 'Charge', 'Park')
  await person.button('Park').click()
  await expect(person.cart.getByText('Ready for the next customer')).toBeVisible()
  await expectOne(page, 'Charge', 'Park')
  await person.catalogue.getByRole('radio', { name: 'Stationery & Gifts' }).click()
  await person.search.fill('Greeting Card')
  await person.tap(/Greeting Card With love/)
  await person.charge()
  await expectOne(page, 'Card', 'Cash')
  await person.button('Cash').click()
  await expectOne(page, 'Exact')
  await person.button('Another way to pay').click()
  await person.button('Card').click()
  await expect(person.payment.getByText('Ask the customer to tap, insert or swipe')).toBeVisible()
  await expectOne(page, 'Cancel')
  await person.button('Cancel').click()
  await expect(person.payment.getByRole('alert')).toContainText('No money was taken.')
  await expectOne(page, 'Card', 'Cash')
  await person.button('Cash').click()
  await person.button('Exact').click()
  await person.expectPaid()
  await expectOne(page, 'New sale')
  await person.newSale()
})

test('the regions and the search field are found by their names', async ({ page }) => {
  const person = personAt(page)
  await person.enter(shop().till.url)
  for (const name of ['Catalogue', 'Cart']) await expect(page.getByRole('region', { name })).toHaveCount(1)
  await expect(page.getByRole('searchbox', { name: 'Search products' })).toHaveCount(1)
  await expect(page.getByLabel('Search products')).toHaveCount(1)
  await person.tap(/House Blend Coffee Beans 250 g/)
  await person.charge()
  await expect(page.getByRole('region', { name: 'Payment' })).toHaveCount(1)
  await person.button('Cash').click()
  await person.button('Exact').click()
  await expect(page.getByRole('region', { name: 'Receipt' })).toHaveCount(1)
  await person.newSale()
})
