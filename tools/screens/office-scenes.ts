import type { Camera } from './camera.ts'

/** The back office of the same shop, and the two pages of the practice Stripe. */
export async function officeScenes(camera: Camera, officeUrl: string, sandboxUrl: string): Promise<void> {
  const page = await camera.open(officeUrl)
  const go = (name: string): Promise<void> => page.getByRole('navigation').getByRole('link', { name }).click()
  await page.getByRole('navigation').waitFor()
  await camera.take(page, 'back-office-today')
  await go('Sales')
  await page.getByRole('row').nth(1).waitFor()
  await camera.take(page, 'back-office-sales')
  await page.getByRole('row').nth(1).getByRole('link').first().click()
  await page.getByRole('heading', { level: 1 }).waitFor()
  await camera.take(page, 'back-office-sale')
  await go('Devices')
  await page.getByRole('row').nth(1).waitFor()
  await camera.take(page, 'back-office-devices')
  await go('Exceptions')
  await page.getByRole('heading', { level: 1, name: 'Exceptions' }).waitFor()
  await camera.take(page, 'back-office-exceptions')
  await go('Event log')
  await page.getByRole('textbox', { name: 'Find' }).fill('4242')
  await page.getByRole('row').nth(1).waitFor()
  await camera.take(page, 'back-office-event-log')
  await page.context().close()

  const reader = await camera.open(sandboxUrl, { width: 420, height: 800 })
  await reader.getByText('Online').waitFor()
  await camera.take(reader, 'practice-reader')
  await reader.context().close()
  const ledger = await camera.open(`${sandboxUrl}/ledger`)
  await ledger.getByText('pi_').first().waitFor()
  await camera.take(ledger, 'practice-ledger')
  await ledger.context().close()
}

/** A till that no server knows yet. */
export async function pairingScene(camera: Camera, tillUrl: string): Promise<void> {
  const page = await camera.open(tillUrl)
  await page.getByRole('button', { name: 'Pair' }).waitFor()
  await camera.take(page, 'pairing')
  await page.context().close()
}
