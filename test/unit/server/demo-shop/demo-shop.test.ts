import { describe, expect, test } from 'vitest'
import { categorySchema, productSchema, taxRateSchema } from '../../../../domain/catalogue/product.ts'
import { roleSchema } from '../../../../domain/staff/staff.ts'
import { demoShop } from '../../../../server/demo-shop/demo-shop.ts'
import { isValidEan13 } from './ean-by-hand.ts'

const { categories, products, staff, store, taxRates } = demoShop

const labelOf = (product: (typeof products)[number]) => `${product.name} / ${product.variant ?? '-'}`
const duplicatesOf = (values: readonly string[]) =>
  values.filter((value, index) => values.indexOf(value) !== index)

describe('the demo shop', () => {
  test('is Linden & Kade in Rotterdam, selling in euros and rounding cash to 5 cents', () => {
    expect(store).toMatchObject({ name: 'Linden & Kade', currency: 'EUR', cashRoundingMinor: 5 })
    expect(store.addressLines.join(' ')).toContain('Rotterdam')
    expect(
      new Intl.DateTimeFormat(store.locale, { timeZone: store.timeZone }).resolvedOptions(),
    ).toMatchObject({
      timeZone: 'Europe/Amsterdam',
      locale: 'en-NL',
    })
  })

  test('has exactly 300 products in 8 categories, and every category sells something', () => {
    expect(products).toHaveLength(300)
    expect(categories).toHaveLength(8)
    for (const category of categories)
      expect(
        products.filter((p) => p.categoryId === category.id).length,
        category.name,
      ).toBeGreaterThanOrEqual(25)
  })

  test('parses with the schemas that cross a process, row by row', () => {
    for (const product of products)
      expect(productSchema.safeParse(product).error, labelOf(product)).toBeUndefined()
    for (const category of categories) expect(categorySchema.safeParse(category).error).toBeUndefined()
    for (const rate of taxRates) expect(taxRateSchema.safeParse(rate).error).toBeUndefined()
  })

  test('gives each category its own id, hue and place', () => {
    expect(new Set(categories.map((c) => c.id)).size).toBe(8)
    expect(new Set(categories.map((c) => c.hue)).size).toBe(8)
    expect(categories.map((c) => c.position)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  })

  test('numbers the tiles of a category from 0 without a gap', () => {
    for (const category of categories) {
      const positions = products.filter((p) => p.categoryId === category.id).map((p) => p.position)
      expect(positions).toEqual(positions.map((_, index) => index))
    }
  })

  test('uses both tax-inclusive rates, and no rate or category that does not exist', () => {
    expect(taxRates).toEqual([
      { id: 'vat-21', name: 'VAT 21%', ratePpm: 210_000, inclusive: true },
      { id: 'vat-9', name: 'VAT 9%', ratePpm: 90_000, inclusive: true },
    ])
    expect(new Set(products.map((p) => p.taxRateId))).toEqual(new Set(['vat-9', 'vat-21']))
    const categoryIds = categories.map((c) => c.id)
    for (const product of products) expect(categoryIds).toContain(product.categoryId)
  })

  test.each([
    ['Whole Milk', 'vat-9'],
    ['Harbour Pilsner', 'vat-21'],
    ['Stoneware Mug', 'vat-21'],
    ['The Balcony Gardener', 'vat-9'],
    ['Tulips', 'vat-9'],
    ['Gift Box', 'vat-21'],
  ])('taxes %s at %s', (name, taxRateId) => {
    const rates = products.filter((p) => p.name === name).map((p) => p.taxRateId)
    expect(rates.length).toBeGreaterThan(0)
    expect(new Set(rates)).toEqual(new Set([taxRateId]))
  })

  test('names every row once: no id, SKU, barcode or name with variant repeats', () => {
    expect(duplicatesOf(products.map((p) => p.id))).toEqual([])
    expect(duplicatesOf(products.map((p) => p.sku))).toEqual([])
    expect(duplicatesOf(products.flatMap((p) => p.ean ?? []))).toEqual([])
    expect(duplicatesOf(products.map(labelOf))).toEqual([])
  })

  test('carries valid in-store EAN-13s, except on a few loose goods', () => {
    for (const { ean } of products) {
      if (ean === null) continue
      expect(ean).toMatch(/^2\d{12}$/)
      expect(isValidEan13(ean), ean).toBe(true)
    }
    const loose = products.filter((p) => p.ean === null)
    expect(loose.length).toBeGreaterThan(3)
    expect(loose.length).toBeLessThan(20)
  })

  test('has variants in twos to fours that agree with each other and stand side by side', () => {
    const parents = new Set(products.flatMap((p) => p.parentId ?? []))
    expect(parents.size).toBeGreaterThan(20)
    for (const parent of parents) {
      const siblings = products.filter((p) => p.parentId === parent)
      expect(siblings.length, parent).toBeGreaterThanOrEqual(2)
      expect(siblings.length, parent).toBeLessThanOrEqual(4)
      expect(new Set(siblings.map((p) => `${p.name}|${p.categoryId}|${p.taxRateId}`)).size, parent).toBe(1)
      expect(new Set(siblings.map((p) => p.variant)).size, parent).toBe(siblings.length)
      expect(siblings.every((p) => p.variant !== null)).toBe(true)
      expect((siblings.at(-1)?.position ?? 0) - (siblings[0]?.position ?? 0), parent).toBe(
        siblings.length - 1,
      )
    }
  })

  test('shares a name only between variants of one article, and no parent id is a product', () => {
    const ids = new Set(products.map((p) => p.id))
    for (const product of products) {
      const namesakes = products.filter((p) => p.name === product.name)
      expect(new Set(namesakes.map((p) => p.parentId)).size, product.name).toBe(1)
      if (namesakes.length > 1) expect(product.parentId, product.name).not.toBeNull()
      if (product.parentId !== null) expect(ids.has(product.parentId)).toBe(false)
    }
  })

  test('tries the screens: long names, an item above €1,000, and prices that are all above zero', () => {
    expect(products.filter((p) => p.name.length >= 40).length).toBeGreaterThanOrEqual(2)
    expect(Math.max(...products.map((p) => p.priceMinor))).toBeGreaterThan(100_000)
    for (const product of products) expect(product.priceMinor, labelOf(product)).toBeGreaterThan(0)
  })

  test('has a cashier, a manager and an owner with different practice PINs of six digits or more, none a straight run', () => {
    expect(staff.map((s) => roleSchema.parse(s.role))).toEqual(['cashier', 'manager', 'owner'])
    expect(new Set(staff.map((s) => s.id)).size).toBe(3)
    expect(new Set(staff.map((s) => s.practicePin)).size).toBe(3)
    for (const { practicePin } of staff) {
      expect(practicePin).toMatch(/^\d{6,12}$/)
      expect('01234567890123456789').not.toContain(practicePin)
      expect('98765432109876543210').not.toContain(practicePin)
      expect(new Set(practicePin).size).toBeGreaterThan(2)
    }
  })
})
