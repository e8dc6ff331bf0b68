import { describe, expect, test } from 'vitest'
import { type Product, productSchema } from '../../../../domain/catalogue/product.ts'
import { demoShop } from '../../../../server/demo-shop/demo-shop.ts'
import { largeCatalogue } from '../../../../server/demo-shop/large-catalogue.ts'
import { isValidEan13 } from './ean-by-hand.ts'

const hundredThousand: readonly Product[] = [...largeCatalogue(100_000, 7)]

describe('the large catalogue', () => {
  test('holds as many products as asked for, also none and one', () => {
    expect(hundredThousand).toHaveLength(100_000)
    expect([...largeCatalogue(0, 7)]).toEqual([])
    expect([...largeCatalogue(1, 7)]).toHaveLength(1)
  })

  test('is the same for one seed, a beginning of a longer one, and another for another seed', () => {
    expect([...largeCatalogue(500, 7)]).toEqual(hundredThousand.slice(0, 500))
    expect([...largeCatalogue(500, 8)].map((p) => p.name)).not.toEqual(
      hundredThousand.slice(0, 500).map((p) => p.name),
    )
  })

  test.each([0, -1, 0x5bd1e995, 4_294_967_296])('works with the awkward seed %d', (seed) => {
    const names = new Set([...largeCatalogue(400, seed)].map((p) => p.name))
    expect(names.size).toBeGreaterThan(100)
  })

  test('parses with the product schema', () => {
    for (const [index, product] of hundredThousand.entries())
      if (index % 50 === 0) expect(productSchema.safeParse(product).error, product.id).toBeUndefined()
  })

  test('repeats no id, SKU, barcode or name with variant, and none of the demo shop', () => {
    const all = [...hundredThousand, ...demoShop.products]
    const barcoded = all.filter((p) => p.ean !== null)
    expect(new Set(all.map((p) => p.id)).size).toBe(all.length)
    expect(new Set(all.map((p) => p.sku)).size).toBe(all.length)
    expect(new Set(barcoded.map((p) => p.ean)).size).toBe(barcoded.length)
    expect(new Set(hundredThousand.map((p) => `${p.name}|${p.variant}`)).size).toBe(100_000)
  })

  test('carries valid EAN-13s and prices inside a shop’s range', () => {
    expect(hundredThousand.filter((p) => p.ean === null || !isValidEan13(p.ean))).toEqual([])
    expect(hundredThousand.filter((p) => p.priceMinor < 65 || p.priceMinor > 50_000)).toEqual([])
  })

  test('refers to the demo shop’s categories and tax rates, and fills all eight evenly', () => {
    const counts = new Map<string, number>()
    const rateIds = new Set<string>(demoShop.taxRates.map((rate) => rate.id))
    for (const product of hundredThousand) {
      expect(rateIds.has(product.taxRateId)).toBe(true)
      expect(product.position).toBe(counts.get(product.categoryId) ?? 0)
      counts.set(product.categoryId, product.position + 1)
    }
    expect([...counts.keys()].sort()).toEqual(demoShop.categories.map((c) => c.id).sort())
    expect(Math.min(...counts.values())).toBeGreaterThan(8_000)
  })

  test('names variants of one article alike', () => {
    const nameOfParent = new Map<string, string>()
    for (const { parentId, name, variant } of hundredThousand) {
      if (parentId === null) continue
      expect(variant).not.toBeNull()
      expect(nameOfParent.get(parentId) ?? name).toBe(name)
      nameOfParent.set(parentId, name)
    }
    expect(nameOfParent.size).toBeGreaterThan(20_000)
  })

  test.each([-1, 0.5, Number.NaN, 1_000_000_001])('refuses to hold %d products', (count) => {
    expect(() => largeCatalogue(count, 7).next()).toThrow('a catalogue holds')
  })
})
