import { expect, test } from '@playwright/test'
import { chargesAt } from '../support/agreement.ts'
import { withShop } from '../support/e2e-shop.ts'
import { type Person, personAt } from '../support/person.ts'
import { planFault } from '../support/practice-reader.ts'

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
  await person.button('Check now').click()
  await person.expectPaid()
  expect(await charges()).toBe(before + 1)
  await person.newSale()
})
