import { gtinKey, parseScan } from '../../domain/catalogue/barcode.ts'
import type { Category, Product, TaxRate } from '../../domain/catalogue/product.ts'
import type { Handlers } from '../../domain/protocol/bridge.ts'
import type { Change } from '../../domain/protocol/sync.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { ReadableDb, WritableDb } from '../store/db.ts'
import { applyCatalogueChanges } from './apply-changes.ts'
import {
  type ProductRow,
  productColumns,
  productOf,
  type TaxRateRow,
  taxRateOf,
  tileOf,
} from './product-row.ts'
import { searchProducts } from './search.ts'

/** A product with the tax rate its line is rung up with. */
export type PricedProduct = { readonly product: Product; readonly taxRate: TaxRate }

export type Catalogue = {
  readonly handlers: Pick<Handlers, 'catalogue.categories' | 'catalogue.products' | 'catalogue.search'>
  /** Inside the caller's transaction. */
  applyChanges(db: WritableDb, changes: readonly Change[]): void
  /** Active products; `ready` once anything has ever arrived. */
  summary(): { productCount: number; ready: boolean }
  /** Errors: product_not_found. */
  findById(productId: string): Result<PricedProduct>
  /** A scanned or typed code: any written form of a GTIN, else a SKU. Errors: product_not_found, barcode_unparsable, card_number_refused. */
  findByCode(text: string): Result<PricedProduct>
  /** The rate of a custom item; null: the shop's first rate. Errors: not_found. */
  findTaxRate(taxRateId: string | null): Result<TaxRate>
}

/** The shop's products as the server last told, on this till's own disk: everything here works without a network. */
export function createCatalogue(db: ReadableDb): Catalogue {
  /** Counted again only after a change: the count is part of every TillState, and a large catalogue takes milliseconds to count. */
  let productCount: number | null = null
  const priced = (row: ProductRow): Result<PricedProduct> => {
    const taxRate = readTaxRate(db, row.tax_rate_id)
    if (taxRate === undefined) {
      return fail(
        'product_not_found',
        'The tax rate of this product has not arrived yet; it can be sold once the catalogue is complete.',
      )
    }
    return ok({ product: productOf(row), taxRate })
  }

  return {
    handlers: {
      'catalogue.categories': async () => ok(readCategories(db)),
      'catalogue.products': async ({ categoryId, offset, limit }) =>
        ok(readPage(db, categoryId, offset, limit)),
      'catalogue.search': async ({ query, limit }) => searchProducts(db, query, limit),
    },
    applyChanges(writable, changes) {
      productCount = null
      applyCatalogueChanges(writable, changes)
    },
    summary() {
      productCount ??= countProducts(db, null)
      return { productCount, ready: productCount > 0 }
    },
    findById(productId) {
      const row = db
        .prepare<ProductRow>(`SELECT ${productColumns} FROM products WHERE id = ? AND active = 1`)
        .get(productId)
      return row === undefined
        ? fail('product_not_found', 'This product is no longer in the catalogue.')
        : priced(row)
    },
    findByCode(text) {
      const scan = parseScan(text)
      if (!scan.ok) return scan
      const rows = readByCode(db, scan.value)
      const [row] = rows
      if (row === undefined)
        return fail('product_not_found', `No product has the code ${scan.value.value}.`, {
          code: scan.value.value,
        })
      if (rows.length > 1) {
        return fail(
          'product_not_found',
          `Several products have the code ${scan.value.value}; find the right one by its name.`,
          { code: scan.value.value },
        )
      }
      return priced(row)
    },
    findTaxRate(taxRateId) {
      const rate = readTaxRate(db, taxRateId)
      return rate === undefined ? fail('not_found', 'There is no such tax rate in this shop.') : ok(rate)
    },
  }
}

/** Two at most: one is found, two is ambiguous. A GTIN that no product has may still be somebody's SKU. */
function readByCode(db: ReadableDb, code: { kind: 'gtin' | 'code'; value: string }): ProductRow[] {
  if (code.kind === 'gtin') {
    const rows = db
      .prepare<ProductRow>(`SELECT ${productColumns} FROM products WHERE gtin14 = ? AND active = 1 LIMIT 2`)
      .all(gtinKey(code.value))
    if (rows.length > 0) return rows
  }
  return db
    .prepare<ProductRow>(
      `SELECT ${productColumns} FROM products WHERE sku = ? COLLATE NOCASE AND active = 1 LIMIT 2`,
    )
    .all(code.value)
}

function readTaxRate(db: ReadableDb, id: string | null): TaxRate | undefined {
  const row =
    id === null
      ? db
          .prepare<TaxRateRow>('SELECT id, name, rate_ppm, inclusive FROM tax_rates ORDER BY rowid LIMIT 1')
          .get()
      : db.prepare<TaxRateRow>('SELECT id, name, rate_ppm, inclusive FROM tax_rates WHERE id = ?').get(id)
  return row === undefined ? undefined : taxRateOf(row)
}

const readCategories = (db: ReadableDb): Category[] =>
  db.prepare<Category>('SELECT id, name, hue, position FROM categories ORDER BY position, id').all()

function readPage(db: ReadableDb, categoryId: string | null, offset: number, limit: number) {
  const order = 'ORDER BY category_position, category_id, position, row_no LIMIT ? OFFSET ?'
  const rows =
    categoryId === null
      ? db
          .prepare<ProductRow>(`SELECT ${productColumns} FROM products WHERE active = 1 ${order}`)
          .all(limit, offset)
      : db
          .prepare<ProductRow>(
            `SELECT ${productColumns} FROM products WHERE active = 1 AND category_id = ? ORDER BY position, row_no LIMIT ? OFFSET ?`,
          )
          .all(categoryId, limit, offset)
  return { products: rows.map(tileOf), total: countProducts(db, categoryId) }
}

function countProducts(db: ReadableDb, categoryId: string | null): number {
  const row =
    categoryId === null
      ? db.prepare<{ n: number }>('SELECT COUNT(*) AS n FROM products WHERE active = 1').get()
      : db
          .prepare<{ n: number }>('SELECT COUNT(*) AS n FROM products WHERE active = 1 AND category_id = ?')
          .get(categoryId)
  return row?.n ?? 0
}
