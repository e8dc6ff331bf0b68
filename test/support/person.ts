import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test'

/** A cashier in front of the till: finds things by what they are called on the screen, and presses them. */
export type Person = {
  readonly page: Page
  readonly catalogue: Locator
  readonly cart: Locator
  readonly payment: Locator
  readonly receipt: Locator
  readonly search: Locator
  /** The simulated reader, as the customer sees it. */
  readonly reader: FrameLocator
  button(name: string): Locator
  /** Opens the till's address; signs in when it asks who is there, and clears a receipt that is still up. */
  enter(url: string, who?: keyof typeof pins): Promise<void>
  signIn(who?: keyof typeof pins): Promise<void>
  /** Taps a tile of the catalogue that is in view. */
  tap(product: string | RegExp): Promise<void>
  charge(): Promise<void>
  /** Charge → Card, until the reader asks the customer. */
  askForCard(): Promise<void>
  /** Picks a test card on the reader and taps it. */
  presentCard(card?: string): Promise<void>
  /** Fast keys from nowhere in particular, ended by Enter, as a barcode scanner types. */
  scan(code: string): Promise<void>
  expectPaid(): Promise<void>
  /** Presses Check now, unless the till's own check was faster. */
  checkNow(): Promise<void>
  newSale(): Promise<void>
}

export const pins = {
  'Sanne de Wit': '246810',
  'Youssef Amrani': '135791',
  'Marijke van der Linden': '314159',
} as const

export function personAt(page: Page): Person {
  const region = (name: string): Locator => page.getByRole('region', { name, exact: true })
  const button = (name: string): Locator => page.getByRole('button', { name, exact: true })
  const payment = region('Payment')
  const receipt = region('Receipt')
  const cart = region('Cart')
  const reader = page.frameLocator('iframe[title="Practice reader"]')

  const signIn: Person['signIn'] = async (who = 'Sanne de Wit') => {
    await page.getByRole('button', { name: who }).click()
    await page.keyboard.type(pins[who])
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: 'Lock' })).toBeVisible()
  }
  const newSale: Person['newSale'] = async () => {
    await button('New sale').click()
    await expect(cart.getByText('Ready for the next customer')).toBeVisible()
  }
  const charge: Person['charge'] = async () => {
    await button('Charge').click()
    await expect(payment).toBeVisible()
  }
  return {
    page,
    catalogue: region('Catalogue'),
    cart,
    payment,
    receipt,
    search: page.getByRole('searchbox', { name: 'Search products' }),
    reader,
    button,
    signIn,
    newSale,
    charge,
    async enter(url, who) {
      await page.goto(url)
      const askedWho = page.getByRole('heading', { name: 'Who is at the till?' })
      const isIn = page.getByRole('button', { name: 'Lock' })
      await expect(askedWho.or(isIn)).toBeVisible()
      if (await askedWho.isVisible()) await signIn(who)
      await expect(cart.or(payment).or(receipt)).toBeVisible()
      if (await receipt.isVisible()) await newSale()
    },
    async tap(product) {
      await region('Catalogue').getByRole('button', { name: product }).first().click()
    },
    async askForCard() {
      await charge()
      await button('Card').click()
      await expect(payment.getByRole('status')).toHaveText('Ask the customer to tap, insert or swipe')
      await expect(reader.getByText('Tap, insert or swipe')).toBeVisible()
    },
    async presentCard(card = 'Visa, approves') {
      await reader.getByRole('combobox', { name: 'Card' }).selectOption({ label: card })
      await reader.getByRole('button', { name: 'Tap' }).click()
    },
    scan: (code) => scanInto(page, code),
    async checkNow() {
      await button('Check now').or(receipt).first().waitFor()
      await button('Check now')
        .click({ timeout: 2_000 })
        .catch(async () => expect(receipt).toBeVisible())
    },
    async expectPaid() {
      await expect(receipt).toBeVisible({ timeout: 30_000 })
      await expect(button('New sale')).toBeVisible()
    },
  }
}

/**
 * Keys 5 ms apart. They are stamped here and sent without waiting for each other: a scanner's speed must not depend on how busy this machine is.
 */
async function scanInto(page: Page, code: string): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  const startSeconds = Date.now() / 1000
  const sent = [...code, 'Enter'].flatMap((key, index) => {
    const stroke = {
      key,
      ...(key === 'Enter'
        ? { code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' }
        : {
            code: /\d/.test(key) ? `Digit${key}` : '',
            windowsVirtualKeyCode: key.toUpperCase().charCodeAt(0),
            text: key,
          }),
      timestamp: startSeconds + index * 0.005,
    }
    return [
      devtools.send('Input.dispatchKeyEvent', { type: 'keyDown', ...stroke }),
      devtools.send('Input.dispatchKeyEvent', { ...stroke, type: 'keyUp', text: '' }),
    ]
  })
  await Promise.all(sent)
  await devtools.detach()
}
