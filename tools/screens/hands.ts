import type { FrameLocator, Locator, Page } from '@playwright/test'

/** What a cashier does, in the screens' English words. Each step ends when the screen shows that it was done. */
export type Hands = {
  readonly reader: FrameLocator
  button(name: string): Locator
  signIn(): Promise<void>
  add(...products: readonly RegExp[]): Promise<void>
  charge(): Promise<void>
  askForCard(): Promise<void>
  payExact(): Promise<void>
  newSale(): Promise<void>
}

export function handsOn(page: Page): Hands {
  const button = (name: string): Locator => page.getByRole('button', { name, exact: true })
  const region = (name: string): Locator => page.getByRole('region', { name, exact: true })
  const search = page.getByRole('searchbox', { name: 'Search products' })
  const reader = page.frameLocator('iframe')
  return {
    reader,
    button,
    async signIn() {
      await page.getByRole('button', { name: 'Sanne de Wit' }).click()
      await page.getByRole('textbox', { name: 'PIN' }).fill('246810')
      await page.keyboard.press('Enter')
      await region('Catalogue').getByRole('gridcell').first().getByRole('button').waitFor()
    },
    async add(...products) {
      for (const product of products) {
        await search.fill(product.source.replaceAll(/[^\w &'.-]/g, ''))
        await region('Catalogue').getByRole('button', { name: product }).first().click()
      }
      await search.fill('')
      await region('Cart')
        .getByRole('listitem')
        .nth(products.length - 1)
        .waitFor()
    },
    async charge() {
      await button('Charge').click()
      await region('Payment').waitFor()
    },
    async askForCard() {
      await button('Card').click()
      await reader.getByText('Tap, insert or swipe').waitFor()
      await page.getByText('Ask the customer to tap, insert or swipe').waitFor()
    },
    async payExact() {
      await button('Cash').click()
      await button('Exact').click()
      await region('Receipt').waitFor()
    },
    async newSale() {
      await button('New sale').click()
      await region('Cart').waitFor()
    },
  }
}
