import { expect, test } from '@playwright/test'
import { withShop } from '../support/e2e-shop.ts'
import { personAt } from '../support/person.ts'

const shop = withShop()

test.beforeEach(async ({ page }) => {
  await personAt(page).enter(shop().till.url)
})
test.afterEach(async ({ page }) => {
  // What was not sold is cleared, so that each test begins with an empty cart.
  const clear = page.getByRole('button', { name: 'Remove all lines' })
  if ((await clear.count()) === 1 && (await clear.isEnabled())) {
    await clear.click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove all lines' }).click()
  }
})

test('products are found by the beginnings of their words, by SKU and by EAN', async ({ page }) => {
  const person = personAt(page)
  const tiles = person.catalogue.getByRole('gridcell')
  await expect(page.getByLabel('Search products')).toBeVisible()
  await person.search.fill('bea ethio')
  await expect(tiles).toHaveCount(0)
  await expect(person.catalogue.getByText('Nothing found for “bea ethio”')).toBeVisible()
  await person.search.fill('yirg natu')
  await expect(tiles).toHaveCount(1)
  await expect(tiles.first()).toContainText('Single-Origin Ethiopia Yirgacheffe')
  const { products } = await catalogue()
  const product = products.find(({ name }) => name === 'Ceremonial Matcha')
  for (const code of [product?.sku, product?.ean]) {
    await person.search.fill(code ?? '')
    await expect(tiles).toHaveCount(1)
    await expect(tiles.first()).toContainText('Ceremonial Matcha')
  }
  await person.search.press('Enter')
  await expect(person.search).toHaveValue('')
  await expect(person.cart.getByText('Ceremonial Matcha')).toBeVisible()
})

test('categories narrow the tiles', async ({ page }) => {
  const person = personAt(page)
  await person.catalogue.getByRole('radio', { name: 'Drinks' }).click()
  await expect(person.catalogue.getByRole('gridcell').first()).toContainText('Still Water')
  await expect(person.catalogue.getByText('House Blend Coffee Beans')).toBeHidden()
})

test('a scan lands in the cart wherever the keys are going', async ({ page }) => {
  const person = personAt(page)
  const { products } = await catalogue()
  const [first, second] = products.filter(({ ean }) => ean !== null)
  await page.locator('body').click({ position: { x: 4, y: 400 } })
  await person.scan(first?.ean ?? '')
  await expect(person.cart.getByRole('listitem')).toHaveCount(1)
  await person.search.focus()
  await person.scan(second?.ean ?? '')
  await expect(person.cart.getByRole('listitem')).toHaveCount(2)
  await expect(person.search).toHaveValue('')
  await person.cart.getByRole('button', { name: 'One more' }).first().focus()
  await person.scan(first?.ean ?? '')
  await expect(person.cart.getByRole('status').first()).toHaveText('2')
})

test('an unknown barcode is named and nothing is added', async ({ page }) => {
  const person = personAt(page)
  await page.locator('body').click({ position: { x: 4, y: 400 } })
  await person.scan('4006381333931')
  await expect(page.getByText(/No product has the code .*4006381333931/)).toBeVisible()
  await expect(person.cart.getByText('Ready for the next customer')).toBeVisible()
  await page.getByRole('button', { name: 'Search', exact: true }).click()
  await expect(person.search).toBeFocused()
})

test('a barcode with a wrong check digit and a card number are refused, and the number is not kept', async ({
  page,
}) => {
  const person = personAt(page)
  await page.locator('body').click({ position: { x: 4, y: 400 } })
  await person.scan('4006381333937')
  await expect(page.getByRole('status').filter({ hasText: /code could not be read/i })).toBeVisible()
  await person.scan('4242424242424242')
  await expect(page.getByRole('status').filter({ hasText: /card number/i })).toBeVisible()
  await expect(page.getByText('4242424242424242')).toBeHidden()
  await expect(person.cart.getByText('Ready for the next customer')).toBeVisible()
})

test('discounts: percent on a line, percent on the sale, to the last cent', async ({ page }) => {
  const person = personAt(page)
  await person.tap(/House Blend Coffee Beans 250 g/)
  await person.cart.getByRole('button', { name: 'One more' }).click()
  await expect(person.cart.getByRole('definition').last()).toHaveText('€15.90')
  await person.cart.getByRole('button', { name: /House Blend Coffee Beans/ }).click()
  const linePad = person.cart.getByRole('group', { name: 'House Blend Coffee Beans', exact: true })
  await linePad.getByRole('radio', { name: '% off' }).click()
  await page.keyboard.type('10')
  await page.keyboard.press('Enter')
  await expect(person.cart.getByText('Discount 10%')).toBeVisible()
  await expect(person.cart.getByRole('definition').last()).toHaveText('€14.31')
  await person.cart.getByRole('button', { name: 'Discount on the sale' }).click()
  await page.keyboard.type('5')
  await page.keyboard.press('Enter')
  // 15.90 − 1.59 = 14.31; 5 % of it is 0.7155, taken as 0.72.
  await expect(person.cart.getByRole('definition').last()).toHaveText('€13.59')
  await person.charge()
  await person.button('Cash').click()
  await expect(person.payment.getByText('€13.60').filter({ visible: true }).first()).toBeVisible()
  await person.button('Exact').click()
  await person.expectPaid()
  await expect(person.receipt.getByText('Discount 10%')).toBeVisible()
  await person.newSale()
})

test('a discount above the line is refused with a sentence', async ({ page }) => {
  const person = personAt(page)
  await person.tap(/House Blend Coffee Beans 250 g/)
  await person.cart.getByRole('button', { name: /House Blend Coffee Beans/ }).click()
  await person.cart.getByRole('radio', { name: 'Amount off' }).click()
  // Slower than a scanner: these are fingers on the number keys.
  await page.keyboard.type('999999', { delay: 130 })
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status').filter({ hasText: /discount/i })).toBeVisible()
  await expect(person.button('Charge')).toHaveAccessibleDescription('€7.95')
})

test('quantities are keyed, and a line that was removed by mistake comes back', async ({ page }) => {
  const person = personAt(page)
  await person.tap(/Earl Grey 20 bags/)
  await person.cart.getByRole('button', { name: /Earl Grey/ }).click()
  await page.keyboard.type('12')
  await page.keyboard.press('Enter')
  await expect(person.cart.getByRole('definition').last()).toHaveText('€46.20')
  await person.cart.getByRole('button', { name: /Earl Grey/ }).click()
  await person.button('Remove line').click()
  await expect(person.cart.getByText('Ready for the next customer')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(person.cart.getByRole('definition').last()).toHaveText('€46.20')
})

test('park and recall: the next customer first, then the same cart again', async ({ page }) => {
  const person = personAt(page)
  await person.tap(/House Blend Coffee Beans 250 g/)
  await person.tap(/Earl Grey 20 bags/)
  await person.button('Park').click()
  await expect(person.cart.getByText('Ready for the next customer')).toBeVisible()
  await person.tap(/Sencha/)
  await person.charge()
  await person.button('Cash').click()
  await person.button('Exact').click()
  await person.newSale()
  await page.getByRole('button', { name: 'Recall 1', exact: true }).click()
  const parked = page.getByRole('dialog', { name: 'Parked sales' })
  await expect(parked).toContainText('2 items')
  await parked.getByRole('button', { name: 'Take back' }).click()
  await expect(parked).toBeHidden()
  await expect(person.button('Charge')).toHaveAccessibleDescription('€11.80')
})

type Tile = { readonly name: string; readonly sku: string; readonly ean: string | null }

/** The demo shop's products, as the server hands them to its tills. */
async function catalogue(): Promise<{ readonly products: readonly Tile[] }> {
  const { demoShop } = await import('../../server/demo-shop/demo-shop.ts')
  return demoShop
}
