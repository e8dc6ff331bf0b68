import { expect, test } from '@playwright/test'
import { chargesAt } from '../support/agreement.ts'
import { withShop } from '../support/e2e-shop.ts'
import { personAt } from '../support/person.ts'
import { planFault } from '../support/practice-reader.ts'

const shop = withShop()

test('the processor goes down: cash still sells and cards say why not; it comes back: cards sell again', async ({
  page,
}) => {
  const person = personAt(page)
  const before = await chargesAt(shop())
  await person.enter(shop().till.url)
  await planFault(shop(), { kind: 'error_500', when: 'before', path: '/v1/', count: 10_000 })

  // Nobody pays yet: that the cart is shown on the reader is enough for the server to find out.
  const banner = page.getByText('Card payments are down at the processor; cash works.').first()
  await expect(async () => {
    await person.tap(/House Blend Coffee Beans 250 g/)
    await expect(banner).toBeVisible({ timeout: 3_000 })
  }).toPass({ timeout: 60_000 })

  await person.charge()
  await expect(person.button('Card')).toBeDisabled()
  await expect(person.button('Card')).toHaveAccessibleDescription(
    'Card payments are down at the processor; cash works.',
  )
  await person.button('Cash').click()
  await person.button('Exact').click()
  await person.expectPaid()
  await person.newSale()

  expect((await fetch(`${shop().sandbox.url}/_practice/faults`, { method: 'DELETE' })).ok).toBe(true)
  expect(await chargesAt(shop())).toBe(before)
  await expect(banner).toBeHidden({ timeout: 60_000 })
  await person.tap(/House Blend Coffee Beans 250 g/)
  await person.askForCard()
  await person.presentCard()
  await person.expectPaid()
  expect(await chargesAt(shop())).toBe(before + 1)
  await person.newSale()
})
