import type { Page } from '@playwright/test'
import type { Camera } from './camera.ts'
import { type Hands, handsOn } from './hands.ts'

const basket = [/House Blend Coffee Beans 500 g/, /Earl Grey 20 bags/, /Stoneware Mug Sage/, /Sourdough/]

/** One shift at the till, photographed as it goes. Ends with an empty counter. */
export async function tillScenes(camera: Camera, tillUrl: string, sandboxUrl: string): Promise<Page> {
  const page = await camera.open(tillUrl)
  const hands = handsOn(page)
  await page.getByRole('button', { name: 'Sanne de Wit' }).click()
  await camera.take(page, 'sign-in')
  await hands.signIn()
  await camera.take(page, 'counter-empty')
  await someSales(hands)
  await ringUp(camera, page, hands)
  await payInCash(camera, page, hands)
  await payByCard(camera, page, hands, sandboxUrl)
  await split(camera, page, hands)
  await parkAndLookBack(camera, page, hands)
  await processorDown(camera, page, hands, sandboxUrl)
  return page
}

/** So that history and back office have something to tell. */
async function someSales(hands: Hands): Promise<void> {
  for (const products of [
    [/Still Water 1 l/, /Cola/],
    [/Porcelain Teapot/],
    [/Ceremonial Matcha/, /Sencha/],
  ]) {
    await hands.add(...products)
    await hands.charge()
    await hands.payExact()
    await hands.newSale()
  }
}

async function ringUp(camera: Camera, page: Page, { add, button }: Hands): Promise<void> {
  await add(...basket)
  await camera.take(page, 'counter')
  await page.getByRole('searchbox', { name: 'Search products' }).fill('choc')
  await page.getByRole('gridcell').filter({ hasText: 'Choc' }).first().waitFor()
  await camera.take(page, 'search')
  await page.getByRole('searchbox', { name: 'Search products' }).fill('')

  const cart = page.getByRole('region', { name: 'Cart' })
  await cart.getByRole('button', { name: /Stoneware Mug/ }).click()
  await page.getByRole('radio', { name: '% off' }).click()
  await page.keyboard.type('10')
  await camera.take(page, 'discount-pad')
  await page.keyboard.press('Enter')
  await button('Discount on the sale').click()
  await page.keyboard.type('5')
  await page.keyboard.press('Enter')
  await cart.getByText('Discounts, with 5% off the sale').waitFor()
  await camera.take(page, 'cart-with-discounts')
}

async function payInCash(camera: Camera, page: Page, { charge, button, newSale }: Hands): Promise<void> {
  await charge()
  await camera.take(page, 'payment')
  await button('Cash').click()
  await page.getByLabel('Given by the customer').waitFor()
  await page.keyboard.type('5000', { delay: 130 })
  await camera.take(page, 'cash')
  await page.keyboard.press('Enter')
  await page.getByText('Change to give').waitFor()
  await camera.take(page, 'change-due')
  await newSale()
}

async function payByCard(camera: Camera, page: Page, hands: Hands, sandboxUrl: string): Promise<void> {
  const { reader, add, charge, askForCard, button, newSale } = hands
  await add(/Harbour Espresso Beans 1 kg/, /Espresso Cup/)
  await charge()
  await askForCard()
  await camera.take(page, 'card-waiting')
  await reader.getByRole('combobox', { name: 'Card' }).selectOption({ label: 'Visa, declined' })
  await reader.getByRole('button', { name: 'Tap' }).click()
  await page.getByText('The bank declined the card.').waitFor()
  await camera.take(page, 'declined')

  await askForCard()
  // The bank answers, and nobody can be asked what it said: the one case in which a till must not guess.
  const faults = `${sandboxUrl}/_practice/faults`
  const fault = { kind: 'error_500', method: 'GET', path: '/v1/', count: 10_000 }
  await fetch(faults, { method: 'POST', body: JSON.stringify(fault) })
  await reader.getByRole('combobox', { name: 'Card' }).selectOption({ label: 'Visa, approves' })
  await reader.getByRole('button', { name: 'Tap' }).click()
  await page.getByText('Do not charge again.').waitFor()
  await camera.take(page, 'unknown')
  await fetch(faults, { method: 'DELETE' })
  await button('Check now').click()
  await page.getByRole('region', { name: 'Receipt' }).waitFor()
  await camera.take(page, 'receipt')
  await newSale()
}

async function split(camera: Camera, page: Page, hands: Hands): Promise<void> {
  const { add, charge, button, askForCard, reader, newSale } = hands
  await add(/Porcelain Teapot/, /Masala Chai/)
  await charge()
  await button('Take a part').click()
  await page.keyboard.type('2000', { delay: 130 })
  await camera.take(page, 'split-part')
  await button('Cash').click()
  await button('Exact').click()
  await page.getByText('Still to pay').waitFor()
  await camera.take(page, 'split')
  await askForCard()
  await reader.getByRole('button', { name: 'Tap' }).click()
  await page.getByRole('region', { name: 'Receipt' }).waitFor()
  await newSale()
}

async function parkAndLookBack(camera: Camera, page: Page, { add, button }: Hands): Promise<void> {
  await add(/Riesling/, /Dry Ros/)
  await button('Park').click()
  await page.getByText('Ready for the next customer').waitFor()
  await page.keyboard.press('F5')
  await page.getByRole('dialog').getByText('2 items').waitFor()
  await camera.take(page, 'parked')
  await page.keyboard.press('Escape')
  await page.getByText('The sale is parked.').waitFor({ state: 'hidden' })
  await button('Sales').click()
  await page.getByRole('dialog').getByRole('listitem').first().waitFor()
  await camera.take(page, 'history')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Reader: ' }).click()
  await page.getByRole('dialog').getByText('In use at this register').waitFor()
  await camera.take(page, 'readers')
  await page.keyboard.press('Escape')
}

/** Cards do not work and say why; cash does. */
async function processorDown(camera: Camera, page: Page, hands: Hands, sandboxUrl: string): Promise<void> {
  const faults = `${sandboxUrl}/_practice/faults`
  const fault = { kind: 'error_500', when: 'before', path: '/v1/', count: 10_000 }
  await fetch(faults, { method: 'POST', body: JSON.stringify(fault) })
  const banner = page.getByText('Card payments are down at the processor; cash works.').first()
  // Each line that the reader is to show tells the server once more that nobody answers.
  for (let items = 1; items <= 15 && !(await banner.isVisible()); items += 1) {
    await page.getByRole('gridcell').first().getByRole('button').click()
    await banner.waitFor({ timeout: 3_000 }).catch(() => undefined)
  }
  await hands.charge()
  await camera.take(page, 'processor-down')
  await hands.payExact()
  await hands.newSale()
  await fetch(faults, { method: 'DELETE' })
  await banner.waitFor({ state: 'hidden', timeout: 60_000 })
}

/** The same counter in other clothes. */
export async function otherLooks(camera: Camera, tillUrl: string): Promise<void> {
  const first = await camera.open(tillUrl)
  await handsOn(first).add(...basket)
  await first.context().close()
  const looks = {
    'counter-dark': { theme: 'dark' },
    'counter-1024x600': { width: 1_024, height: 600 },
    'counter-1920x1080': { width: 1_920, height: 1_080 },
    'counter-german': { language: 'de' },
    'counter-arabic': { language: 'ar' },
  } as const
  for (const [name, look] of Object.entries(looks)) {
    const page = await camera.open(tillUrl, look)
    await page.getByRole('gridcell').first().getByRole('button').waitFor()
    await page.locator('li[data-line]').first().waitFor()
    await camera.take(page, name)
    await page.context().close()
  }
}

/** Without its server: what works, and what waits. */
export async function offlineScenes(camera: Camera, page: Page): Promise<void> {
  const hands = handsOn(page)
  await page.getByText('The server cannot be reached.').waitFor({ timeout: 60_000 })
  await hands.charge()
  await camera.take(page, 'payment-offline')
  await hands.payExact()
  await hands.newSale()
  await hands.add(/Sencha/)
  await camera.take(page, 'counter-offline')
  await page.getByRole('button', { name: /Connection and queue/ }).click()
  await page.getByRole('dialog').getByText('Sale completed').waitFor()
  await camera.take(page, 'queue-offline')
}
