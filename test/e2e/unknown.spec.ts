import { expect, test } from '@playwright/test'
import { chargesAt } from '../support/agreement.ts'
import { withShop } from '../support/e2e-shop.ts'
import { type Person, personAt } from '../support/person.ts'
import { atReader, planFault } from '../support/practice-reader.ts'

const shop = withShop()

const charges = (): Promise<number> => chargesAt(shop())

/** The screen that offers no way to charge again. */
async function expectUnknown({ payment, button }: Person): Promise<void> {
  await expect(payment.getByRole('alert')).toContainText('Do not charge again.', { timeout: 20_000 })
  await expect(payment.getByRole('alert')).toContainText('It is not known yet whether the card was charged')
  for (const name of ['Card', 'Cash', 'Exact', 'Charge', 'Back to the sale'])
    await expect(button(name)).toBeHidden()
  await expect(button('Check now')).toBeVisible()
}

test('the reader is unplugged after the bank has answered: the sale is found paid, with one charge', async ({
  page,
}) => {
  const person = personAt(page)
  const before = await charges()
  await person.enter(shop().till.url)
  await person.tap(/House Blend Coffee Beans 250 g/)
  await person.askForCard()
  await person.reader.getByRole('checkbox', { name: 'Pull the plug just after the bank answers' }).check()
  await person.presentCard()
  await expect(person.payment.getByRole('alert').or(person.receipt).first()).toBeVisible({ timeout: 20_000 })
  await person.expectPaid()
  expect(await charges()).toBe(before + 1)
  await person.newSale()
  await page.getByRole('button', { name: 'Show the practice reader' }).click()
  await person.reader.getByRole('button', { name: 'Plug in' }).click()
})

test('the reader is unplugged before a card was shown: do not charge again, until it is back', async ({
  page,
}) => {
  const person = personAt(page)
  const before = await charges()
  await person.enter(shop().till.url)
  await person.tap(/House Blend Coffee Beans 250 g/)
  await person.askForCard()
  await person.reader.getByRole('button', { name: 'Unplug' }).click()
  await expectUnknown(person)
  await person.button('Check now').click()
  await expectUnknown(person)
  await person.reader.getByRole('button', { name: 'Plug in' }).click()
  await expect(person.payment.getByRole('status')).toHaveText('Ask the customer to tap, insert or swipe', {
    timeout: 20_000,
  })
  await person.presentCard()
  await person.expectPaid()
  expect(await charges()).toBe(before + 1)
  await person.newSale()
})

test('the bank has charged and nobody can be asked: the till says so, keeps asking, and finds the one charge', async ({
  page,
}) => {
  const person = personAt(page)
  const before = await charges()
  await person.enter(shop().till.url)
  await person.tap(/House Blend Coffee Beans 250 g/)
  await person.askForCard()
  await planFault(shop(), { kind: 'error_500', method: 'GET', path: '/v1/', count: 10_000 })
  await person.presentCard()
  await expectUnknown(person)
  await page.reload()
  await expectUnknown(person)
  expect((await fetch(`${shop().sandbox.url}/_practice/faults`, { method: 'DELETE' })).ok).toBe(true)
  await person.checkNow()
  await person.expectPaid()
  expect(await charges()).toBe(before + 1)
  await person.newSale()
})

test('a reader that never comes back is no dead end: Cancel stops the payment, and cash is taken', async ({
  page,
}) => {
  const person = personAt(page)
  const before = await charges()
  await person.enter(shop().till.url)
  await person.tap(/House Blend Coffee Beans 250 g/)
  await person.askForCard()
  await person.reader.getByRole('button', { name: 'Unplug' }).click()
  await expectUnknown(person)
  await person.button('Cancel the card payment').click()
  await expect(person.payment.getByRole('alert')).toContainText('No money was taken.', { timeout: 30_000 })
  await person.button('Cash').click()
  await person.button('Exact').click()
  await person.expectPaid()
  expect(await charges()).toBe(before)
  await person.newSale()
  await atReader(shop(), 'plug_in')
})

test('the next customer is served while an outcome is unknown; the charged sale is found paid by itself', async ({
  page,
}) => {
  const person = personAt(page)
  const before = await charges()
  await person.enter(shop().till.url)
  await person.tap(/Ceremonial Matcha|Harbour Espresso Beans 1 kg/)
  await person.askForCard()
  await planFault(shop(), { kind: 'error_500', method: 'GET', path: '/v1/', count: 10_000 })
  await person.presentCard()
  await expectUnknown(person)
  await person.button('Next customer').click()
  await expect(person.cart.getByText('Ready for the next customer')).toBeVisible({ timeout: 20_000 })
  await person.tap(/House Blend Coffee Beans 250 g/)
  await person.charge()
  await person.button('Cash').click()
  await person.button('Exact').click()
  await person.expectPaid()
  await person.newSale()
  expect((await fetch(`${shop().sandbox.url}/_practice/faults`, { method: 'DELETE' })).ok).toBe(true)
  // Nobody presses anything: the till goes on asking until it knows.
  await page.getByRole('button', { name: 'Sales', exact: true }).click()
  const past = page.getByRole('dialog', { name: 'Past sales' })
  await expect(async () => {
    await past.getByRole('button', { name: 'Close' }).click()
    await page.getByRole('button', { name: 'Sales', exact: true }).click()
    await expect(past.getByText('€28.95')).toBeVisible({ timeout: 1_000 })
  }).toPass({ timeout: 60_000 })
  await page.keyboard.press('Escape')
  expect(await charges()).toBe(before + 1)
})
