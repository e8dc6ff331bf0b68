import { expect, test } from '@playwright/test'
import { chargesAt } from '../support/agreement.ts'
import { withShop } from '../support/e2e-shop.ts'
import { personAt } from '../support/person.ts'

const shop = withShop()

/** Pulls the plug on the till's process, with no chance to tidy up, and starts it again on the same data. */
async function killTill(): Promise<void> {
  const { till } = shop()
  process.kill(till.pid, 'SIGKILL')
  await till.ended
}
const charges = (): Promise<number> => chargesAt(shop())

test('the till is killed while a sale is rung up: the cart is there again', async ({ page }) => {
  const person = personAt(page)
  await person.enter(shop().till.url)
  await person.tap(/House Blend Coffee Beans 250 g/)
  await person.tap(/Earl Grey 20 bags/)
  await person.cart.getByRole('button', { name: 'One more' }).first().click()
  await expect(person.button('Charge')).toHaveAccessibleDescription('€19.75')
  await killTill()
  await expect(page.getByText('The till is not answering. What was rung up is safe')).toBeVisible()
  await shop().restart('till')
  await expect(page.getByText('This page is no longer allowed to use the till')).toBeVisible({
    timeout: 20_000,
  })
  await person.enter(shop().till.url)
  await expect(person.button('Charge')).toHaveAccessibleDescription('€19.75')
  await expect(person.cart.getByRole('listitem')).toHaveCount(2)
  await person.charge()
  await person.button('Cash').click()
  await person.button('Exact').click()
  await person.newSale()
})

test('the till is killed while the customer is asked for a card: it goes on asking, and one card is charged', async ({
  page,
}) => {
  const person = personAt(page)
  const before = await charges()
  await person.enter(shop().till.url)
  await person.tap(/House Blend Coffee Beans 250 g/)
  await person.askForCard()
  await killTill()
  await shop().restart('till')
  await person.enter(shop().till.url)
  await expect(person.payment.getByRole('status')).toHaveText('Ask the customer to tap, insert or swipe')
  expect(await charges()).toBe(before)
  await person.presentCard()
  await person.expectPaid()
  expect(await charges()).toBe(before + 1)
  await person.newSale()
})

test('the till is killed while the bank is asked, and the card is charged meanwhile: the sale is found paid', async ({
  page,
}) => {
  const person = personAt(page)
  const before = await charges()
  await person.enter(shop().till.url)
  await person.tap(/House Blend Coffee Beans 250 g/)
  await person.askForCard()
  await person.presentCard()
  await expect(person.reader.getByText(/Checking with the bank|Approved/)).toBeVisible()
  await killTill()
  await expect.poll(charges).toBe(before + 1)
  await shop().restart('till')
  await page.goto(shop().till.url)
  const askedWho = page.getByRole('heading', { name: 'Who is at the till?' })
  await expect(askedWho.or(person.receipt).or(person.payment).first()).toBeVisible()
  if (await askedWho.isVisible()) await person.signIn()
  await person.expectPaid()
  expect(await charges()).toBe(before + 1)
  await person.newSale()
})

test('the server is killed while the customer is asked: unknown until it is back, then paid once', async ({
  page,
}) => {
  const person = personAt(page)
  const before = await charges()
  await person.enter(shop().till.url)
  await person.tap(/House Blend Coffee Beans 250 g/)
  await person.askForCard()
  const { server } = shop()
  process.kill(server.pid, 'SIGKILL')
  await server.ended
  await person.presentCard()
  await expect(person.payment.getByRole('alert')).toContainText('Do not charge again.', { timeout: 20_000 })
  await expect.poll(charges).toBe(before + 1)
  await shop().restart('server')
  await person.checkNow()
  await person.expectPaid()
  expect(await charges()).toBe(before + 1)
  await person.newSale()
})

test('the page is loaded again in the middle of everything: nothing changes', async ({ page }) => {
  const person = personAt(page)
  await person.enter(shop().till.url)
  await person.tap(/Harbour Espresso Beans 1 kg/)
  await page.reload()
  await expect(person.button('Charge')).toHaveAccessibleDescription('€28.95')
  await person.charge()
  await page.reload()
  await expect(person.payment.getByText('To pay')).toBeVisible()
  await person.button('Take a part').click()
  await page.keyboard.type('500', { delay: 120 })
  await person.button('Cash').click()
  await person.button('Exact').click()
  await expect(person.payment.getByText('Still to pay')).toBeVisible()
  await page.reload()
  await expect(person.payment.getByText('€23.95').filter({ visible: true }).first()).toBeVisible()
  await person.button('Card').click()
  await expect(person.payment.getByRole('status')).toHaveText('Ask the customer to tap, insert or swipe')
  await page.reload()
  await expect(person.payment.getByRole('status')).toHaveText('Ask the customer to tap, insert or swipe')
  await person.presentCard()
  await person.expectPaid()
  await page.reload()
  await person.expectPaid()
  await expect(person.receipt.getByText('€23.95')).toBeVisible()
  await person.newSale()
})
