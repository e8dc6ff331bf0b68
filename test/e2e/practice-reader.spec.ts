import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { aCardSale, openShop, type PracticeShop } from '../unit/sandbox/practice-shop.ts'

let shop: PracticeShop
test.beforeEach(async () => {
  shop = await openShop()
})
test.afterEach(() => shop.close())

const expectAccessible = async (page: Page, screen: string): Promise<void> => {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${JSON.stringify(target)} ${failureSummary}`),
  )
  expect.soft(found, `axe on the ${screen} screen`).toEqual([])
}

const start = async (process_config: object = {}, extra: object = {}): Promise<string> => {
  const { id } = await shop.sdk.paymentIntents.create({ ...aCardSale, amount: 4250, ...extra })
  await shop.sdk.terminal.readers.processPaymentIntent(shop.readerId, { payment_intent: id, process_config })
  return id
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`a customer adds a tip and enters a PIN on the practice reader: ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    await page.goto(shop.url())
    const id = await start()
    await expect(page.getByText('Add a tip?')).toBeVisible()
    await expectAccessible(page, 'tip')
    await page.getByRole('button', { name: '20 %' }).click()
    await expect(page.getByText('$51.00')).toBeVisible()
    await page.getByLabel('Card').selectOption('online_pin_retry')
    await page.getByRole('button', { name: 'Tap', exact: true }).click()
    await expect(page.getByText('Enter your PIN')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Tap', exact: true })).toBeDisabled()
    await expectAccessible(page, 'PIN')
    await page.getByRole('button', { name: 'Enter the PIN' }).click()
    await expect(page.getByText('Approved')).toBeVisible()
    expect(await shop.sdk.paymentIntents.retrieve(id)).toMatchObject({ status: 'succeeded', amount: 5100 })
  })

  test(`an Interac card gets its money back at the practice reader: ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    await page.goto(shop.url())
    const types = { allowed_payment_method_types: ['interac_present'] }
    const id = await start({ skip_tipping: true }, { currency: 'cad', ...types })
    await expect(page.getByText('Tap or insert your Interac card')).toBeVisible()
    await page.getByRole('button', { name: 'Insert' }).click()
    await expect(page.getByText('Approved')).toBeVisible()
    await shop.sdk.terminal.readers.refundPayment(shop.readerId, { payment_intent: id })
    await expect(page.getByText('Present the Interac card you paid with')).toBeVisible()
    await page.getByLabel('Card').selectOption('visa')
    await page.getByRole('button', { name: 'Tap', exact: true }).click()
    await expect(page.getByText('goes back to the card that was paid with')).toBeVisible()
    await page.getByLabel('Card').selectOption('interac')
    await page.getByRole('button', { name: 'Tap', exact: true }).click()
    await expect(page.getByText('Refunded')).toBeVisible()
    await shop.control(`readers/${shop.readerId}/update`, { for_ms: 600_000 })
    await expect(page.getByText('Installing an update')).toBeVisible()
    await expectAccessible(page, 'update')
  })

  test(`somebody pays on the practice payment page after a decline: ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    const session = await shop.sdk.checkout.sessions.create({
      mode: 'payment',
      success_url: `${shop.url()}/ledger?page={CHECKOUT_SESSION_ID}`,
      line_items: [
        { quantity: 2, price_data: { currency: 'eur', unit_amount: 1250, product_data: { name: 'Honey' } } },
      ],
    })
    await page.goto(session.url ?? '')
    await expect(page.getByText('2 × Honey')).toBeVisible()
    await expect(page.getByRole('textbox')).toHaveCount(0)
    await expectAccessible(page, 'payment')
    await page.getByLabel('Card').selectOption('visa_declined')
    await page.getByRole('button', { name: 'Pay €25.00' }).click()
    await expect(page.getByText('Your card was declined.')).toBeVisible()
    await expectAccessible(page, 'declined')
    await page.getByLabel('Card').selectOption('visa')
    await page.getByRole('button', { name: 'Pay €25.00' }).click()
    await page.waitForURL(`**/ledger?page=${session.id}`)
    await page.goto(session.url ?? '')
    await expect(page.getByText('Paid. This page can be closed.')).toBeVisible()
    await expect(page.getByRole('button', { name: /Pay/ })).toBeHidden()
  })
}
