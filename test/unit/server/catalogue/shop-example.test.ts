import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { shopSchema } from '../../../../server/catalogue/load-shop.ts'

test('the shop file in the documentation is a shop that the server takes', () => {
  const file = new URL('../../../../docs/how-to/shop.example.json', import.meta.url)
  const shop = shopSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  const rates = new Set(shop.taxRates.map(({ id }) => id))
  const categories = new Set(shop.categories.map(({ id }) => id))
  for (const product of shop.products) {
    expect(rates).toContain(product.taxRateId)
    expect(categories).toContain(product.categoryId)
    expect(product.currency).toBe(shop.store.currency)
  }
})
