import { expect, test } from '@playwright/test'
import { readAllThree } from '../support/agreement.ts'
import { withShop } from '../support/e2e-shop.ts'
import { personAt } from '../support/person.ts'

const shop = withShop()

test('a sale by card: the customer taps the reader beside the payment and the receipt tells what card schemes want', async ({
  page,
}) => {
  const person = personAt(page)
  await person.enter(shop().till.url)
  await person.tap(/House Blend Coffee Beans 250 g/)
  await person.tap(/Earl Grey 20 bags/)
  await person.askForCard()
  await person.presentCard()
  await person.expectPaid()
  const { receipt } = person
  await expect(receipt.getByText('Linden & Kade')).toBeVisible()
  await expect(receipt.getByText('€11.80').filter({ visible: true }).first()).toBeVisible()
  await expect(receipt.getByText(/Visa.*4242/)).toBeVisible()
  for (const field of ['Read by', 'AID', 'Authorisation', 'Verification (CVM)', 'Transaction']) {
    await expect(receipt.getByText(field, { exact: true })).toBeVisible()
  }
  await expect(receipt.getByText('VAT 9%').first()).toBeVisible()
  const { stripe } = await readAllThree(shop())
  await expect(receipt.getByText(stripe.intents[0]?.id ?? 'no intent')).toBeVisible()
  expect(stripe.charges.map(({ status, amount_captured }) => [status, amount_captured])).toEqual([
    ['succeeded', 1180],
  ])
  await person.newSale()
})

test('a cash sale is rounded to five cents and the change is the largest thing on the screen', async ({
  page,
}) => {
  const person = personAt(page)
  await person.enter(shop().till.url)
  await person.search.fill('Still Water')
  await person.tap(/Still Water 0.5 l/)
  await person.search.fill('')
  await person.cart.getByRole('button', { name: 'Discount on the sale' }).click()
  const pad = person.cart.getByRole('group', { name: 'Discount on the sale' })
  await pad.getByRole('radio', { name: 'Amount off' }).click()
  await pad.getByRole('button', { name: '2', exact: true }).click()
  await pad.getByRole('button', { name: 'Set', exact: true }).click()
  await expect(person.cart.getByRole('definition').last()).toHaveText('€1.23')
  await person.charge()
  await person.button('Cash').click()
  await expect(person.payment.getByText('Cash rounding')).toBeVisible()
  await expect(person.payment.getByText('€1.25').filter({ visible: true }).first()).toBeVisible()
  await page.keyboard.type('500')
  await expect(person.payment.getByText('€3.75')).toBeVisible()
  await person.payment.getByRole('button', { name: 'Take €5.00' }).click()
  await person.expectPaid()
  await expect(person.receipt.getByText('Change to give')).toBeVisible()
  await expect(person.receipt.getByRole('status').getByText('€3.75')).toBeVisible()
  await expect(person.receipt.getByText('Cash rounding')).toBeVisible()
  await person.newSale()
})

test('exact cash needs one press and gives no change', async ({ page }) => {
  const person = personAt(page)
  await person.enter(shop().till.url)
  await person.tap(/House Blend Coffee Beans 1 kg/)
  await person.charge()
  await person.button('Cash').click()
  await person.button('Exact').click()
  await person.expectPaid()
  await expect(person.receipt.getByText('Change to give')).toBeHidden()
  await person.newSale()
})

test('a quick amount takes the note that customers hand over', async ({ page }) => {
  const person = personAt(page)
  await person.enter(shop().till.url)
  await person.tap(/House Blend Coffee Beans 500 g/)
  await person.charge()
  await person.button('Cash').click()
  await person.payment.getByRole('button', { name: '€20.00', exact: true }).click()
  await person.expectPaid()
  await expect(person.receipt.getByRole('status').getByText('€5.50')).toBeVisible()
  await person.newSale()
})

test('a split: part in cash, the remainder by card', async ({ page }) => {
  const person = personAt(page)
  await person.enter(shop().till.url)
  await person.tap(/Harbour Espresso Beans 1 kg/)
  await person.charge()
  await person.button('Take a part').click()
  await page.keyboard.type('1000')
  await person.button('Cash').click()
  await person.button('Exact').click()
  await expect(person.payment.getByText('Still to pay')).toBeVisible()
  await expect(person.payment.getByText('€18.95').filter({ visible: true }).first()).toBeVisible()
  await person.button('Card').click()
  await person.presentCard('Mastercard, approves')
  await person.expectPaid()
  await expect(person.receipt.getByText('€10.00').filter({ visible: true }).first()).toBeVisible()
  await expect(person.receipt.getByText('€18.95')).toBeVisible()
  await person.newSale()
})

test('declined, then approved with another card: one charge, and nobody is shamed', async ({ page }) => {
  const person = personAt(page)
  const before = (await readAllThree(shop())).stripe.charges.filter(
    ({ status }) => status === 'succeeded',
  ).length
  await person.enter(shop().till.url)
  await person.tap(/House Blend Coffee Beans 250 g/)
  await person.askForCard()
  await person.presentCard('Visa, insufficient funds')
  const told = person.payment.getByRole('alert')
  await expect(told).toContainText('The bank declined the card.')
  await expect(told).toContainText('No money was taken.')
  await expect(told).toContainText('Ask for another card or cash.')
  await expect(person.payment).not.toContainText(/insufficient|funds|stolen|lost/i)
  await person.button('Card').click()
  await person.presentCard()
  await person.expectPaid()
  const { charges } = (await readAllThree(shop())).stripe
  expect(charges.filter(({ status }) => status === 'succeeded')).toHaveLength(before + 1)
  await person.newSale()
})

test('Cancel while the reader waits: no money, and another way is offered', async ({ page }) => {
  const person = personAt(page)
  await person.enter(shop().till.url)
  await person.tap(/House Blend Coffee Beans 250 g/)
  await person.askForCard()
  await person.button('Cancel').click()
  await expect(person.payment.getByRole('alert')).toContainText('The card payment was stopped.')
  await expect(person.payment.getByRole('alert')).toContainText('No money was taken.')
  await person.button('Cash').click()
  await person.button('Exact').click()
  await person.expectPaid()
  await person.newSale()
})

test('a customer who walks away: the till waits until somebody cancels', async ({ page }) => {
  const person = personAt(page)
  await person.enter(shop().till.url)
  await person.tap(/House Blend Coffee Beans 250 g/)
  await person.askForCard()
  await person.reader.getByRole('button', { name: 'Walk away' }).click()
  const stopped = person.payment.getByRole('alert').filter({ hasText: 'The card payment was stopped.' })
  await expect(stopped.or(person.button('Cancel'))).toBeVisible()
  if (await person.button('Cancel').isVisible()) await person.button('Cancel').click()
  await expect(stopped).toBeVisible()
  await person.button('Back to the sale').click()
  await expect(person.cart.getByText('House Blend Coffee Beans')).toBeVisible()
  await person.cart.getByRole('button', { name: 'Remove all lines' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove all lines' }).click()
  await expect(person.cart.getByText('Ready for the next customer')).toBeVisible()
})
