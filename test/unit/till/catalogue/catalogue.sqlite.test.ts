import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isValidGtin } from '../../../../domain/catalogue/barcode.ts'
import { looksLikeCardNumber } from '../../../../domain/security/card-number.ts'
import {
  aProduct,
  applyChanges,
  basicChanges,
  type CounterTill,
  change,
  newFolder,
  openCounterTill,
  removeFolder,
  unwrap,
} from '../counter/counter-till.ts'

let folder: string
let till: CounterTill
beforeEach(() => {
  folder = newFolder()
  till = openCounterTill({ folder })
  applyChanges(till, basicChanges)
})
afterEach(async () => {
  await till.close()
  removeFolder(folder)
})

const search = async (query: string, limit = 20): Promise<string[]> =>
  unwrap(await till.handlers['catalogue.search']({ query, limit })).map(({ id }) => id)

describe('searching', () => {
  test('a prefix of every word finds a product, in any order and without accents', async () => {
    expect(await search('gre te')).toEqual(['tea'])
    expect(await search('tea green')).toEqual(['tea'])
    expect(await search('brulee CREME')).toEqual(['cake'])
    expect(await search('crème small')).toEqual(['cake'])
    expect(await search('green coffee')).toEqual([])
  })

  test('what FTS5 would read as syntax is only text', async () => {
    for (const query of [
      '"',
      'tea"',
      'tea*',
      'NOT tea',
      'tea OR mug',
      '(tea',
      'name:tea',
      '-tea',
      'NEAR(tea)',
      '^tea',
      "'; DROP TABLE products; --",
      '{',
      '\u0000',
      '+',
    ]) {
      await expect(search(query), query).resolves.toBeInstanceOf(Array)
    }
    expect(await search('tea*')).toEqual(['tea'])
    expect(await search('tea OR mug')).toEqual([])
  })

  test('digits match the beginning of an EAN and of a SKU', async () => {
    applyChanges(till, [change.product(aProduct('usa', { ean: '0036000291452', sku: '4711-A' }))])
    expect(await search('400638')).toEqual(['tea'])
    expect(await search('4006381333931')).toEqual(['tea'])
    expect(await search('0036000')).toEqual(['usa'])
    expect(await search('036000291452')).toEqual(['usa'])
    expect(await search('47')).toEqual(['usa'])
    expect(await search('mug-7')).toEqual(['mug'])
  })

  test('the article itself comes first, then names that begin with the query, then whole words', async () => {
    applyChanges(till, [
      change.product(aProduct('teapot', { name: 'Big teapot' })),
      change.product(aProduct('iced', { name: 'Iced tea' })),
      change.product(aProduct('teabag', { name: 'Tea bags' })),
      change.product(aProduct('exact', { name: 'Something else', sku: 'TEA' })),
    ])
    expect(await search('tea')).toEqual(['exact', 'teabag', 'tea', 'iced', 'teapot'])
    expect(await search('tea', 2)).toEqual(['exact', 'teabag'])
  })

  test('a card number typed into the search is refused, and an EAN that passes the card check is not', async () => {
    expect(await till.handlers['catalogue.search']({ query: '4242 4242 4242 4242', limit: 5 })).toMatchObject(
      {
        ok: false,
        error: { code: 'card_number_refused' },
      },
    )
    expect(isValidGtin('4006381000093') && looksLikeCardNumber('4006381000093')).toBe(true)
    applyChanges(till, [change.product(aProduct('both', { ean: '4006381000093' }))])
    expect(await till.handlers['catalogue.search']({ query: '4006381000093', limit: 5 })).toMatchObject({
      ok: true,
    })
  })
})

describe('changes from the server', () => {
  test('a renamed product is found by its new name only', async () => {
    applyChanges(till, [change.product(aProduct('tea', { name: 'Black coffee' }))])
    expect(await search('green')).toEqual([])
    expect(await search('coff')).toEqual(['tea'])
  })

  test('a removed or inactive product is neither found, listed, counted nor sold', async () => {
    applyChanges(till, [
      change.noProduct('tea'),
      change.product(aProduct('mug', { active: false, sku: 'MUG-7' })),
    ])
    expect(await search('green')).toEqual([])
    expect(await search('mug')).toEqual([])
    expect(till.side.catalogue.summary()).toEqual({ productCount: 1, ready: true })
    expect(await till.handlers['cart.add']({ productId: 'mug', quantity: 1 })).toMatchObject({
      error: { code: 'product_not_found' },
    })
    expect(await till.handlers['cart.scan']({ code: '4006381333931' })).toMatchObject({
      error: { code: 'product_not_found' },
    })
    expect(await till.handlers['cart.scan']({ code: 'MUG-7' })).toMatchObject({
      error: { code: 'product_not_found' },
    })
  })

  test('applying the same changes twice is the same as once', async () => {
    applyChanges(till, basicChanges)
    expect(await search('tea')).toEqual(['tea'])
    expect(till.side.catalogue.summary().productCount).toBe(3)
  })

  test('tiles keep the order of category and position, also when the category arrives later', async () => {
    applyChanges(till, [
      change.product(aProduct('z1', { categoryId: 'late', position: 2 })),
      change.product(aProduct('z2', { categoryId: 'late', position: 1 })),
    ])
    const page = async (categoryId: string | null, offset = 0, limit = 50) =>
      unwrap(await till.handlers['catalogue.products']({ categoryId, offset, limit }))
    expect((await page(null)).products.map(({ id }) => id).slice(-2)).toEqual(['z2', 'z1'])
    applyChanges(till, [change.category('all', 5), change.category('late', 1)])
    expect((await page(null)).products.map(({ id }) => id).slice(0, 2)).toEqual(['z2', 'z1'])
    expect(await page('late', 1, 1)).toMatchObject({ total: 2, products: [{ id: 'z1' }] })
    expect(unwrap(await till.handlers['catalogue.categories']({})).map(({ id }) => id)).toEqual([
      'late',
      'all',
    ])
  })
})

describe('scanning', () => {
  const scanned = async (code: string) => {
    const answer = await till.handlers['cart.scan']({ code })
    return answer.ok ? answer.value.cart.lines.map(({ productId }) => productId) : answer.error.code
  }

  test('UPC-A, EAN-13 and GTIN-14 of one article are one product', async () => {
    applyChanges(till, [change.product(aProduct('usa', { ean: '036000291452' }))])
    expect(await scanned('0036000291452')).toEqual(['usa'])
    expect(await scanned('036000291452')).toEqual(['usa'])
    expect(await scanned('00036000291452')).toEqual(['usa'])
  })

  test('a SKU is scanned in any case', async () => {
    expect(await scanned('mug-7')).toEqual(['mug'])
  })

  test('a wrong check digit, an unknown code, two products with one code and a card number each have their own answer', async () => {
    expect(await scanned('4006381333930')).toBe('barcode_unparsable')
    expect(await scanned('5901234123457')).toBe('product_not_found')
    applyChanges(till, [change.product(aProduct('twin', { sku: 'MUG-7' }))])
    expect(await scanned('MUG-7')).toBe('product_not_found')
    expect(await scanned('4242424242424242')).toBe('card_number_refused')
    expect(unwrap(await till.handlers['counter.get']({})).cart.lines).toEqual([])
  })

  test('a product whose tax rate has not arrived is not sold', async () => {
    applyChanges(till, [change.product(aProduct('odd', { taxRateId: 'unheard-of' }))])
    expect(await till.handlers['cart.add']({ productId: 'odd', quantity: 1 })).toMatchObject({
      error: { code: 'product_not_found' },
    })
  })
})
