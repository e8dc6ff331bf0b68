import { gtinKey } from '../../domain/catalogue/barcode.ts'
import type { Category, Product, TaxRate } from '../../domain/catalogue/product.ts'
import type { Change } from '../../domain/protocol/sync.ts'
import type { WritableDb } from '../store/db.ts'
import { nameKeyOf, searchTextOf } from './search-text.ts'

/**
 * Writes the server's changes of products, categories and tax rates; `value: null` removes. Other kinds are left to their owners.
 * The search index is kept in step row by row. Runs inside the caller's transaction, which also stores the cursor: either both or neither.
 */
export function applyCatalogueChanges(db: WritableDb, changes: readonly Change[]): void {
  const write = statements(db)
  for (const change of changes) {
    if (change.kind === 'product')
      change.value === null ? removeProduct(write, change.id) : putProduct(write, change.value)
    else if (change.kind === 'category')
      change.value === null ? write.removeCategory.run(change.id) : putCategory(write, change.value)
    else if (change.kind === 'tax-rate')
      change.value === null ? write.removeTaxRate.run(change.id) : putTaxRate(write, change.value)
  }
}

type Statements = ReturnType<typeof statements>

function statements(db: WritableDb) {
  return {
    putProduct: db.prepare<{ row_no: number }>(
      `INSERT INTO products (id, sku, ean, gtin14, name, variant, name_key, parent_id, category_id, category_position, price_minor, currency,
         tax_rate_id, tile_svg, position, active)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, COALESCE((SELECT position FROM categories WHERE id = ?), ?), ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET sku = excluded.sku, ean = excluded.ean, gtin14 = excluded.gtin14, name = excluded.name,
         variant = excluded.variant, name_key = excluded.name_key, parent_id = excluded.parent_id, category_id = excluded.category_id,
         category_position = excluded.category_position, price_minor = excluded.price_minor, currency = excluded.currency,
         tax_rate_id = excluded.tax_rate_id, tile_svg = excluded.tile_svg, position = excluded.position, active = excluded.active
       RETURNING row_no`,
    ),
    findProduct: db.prepare<{ row_no: number }>('SELECT row_no FROM products WHERE id = ?'),
    removeProduct: db.prepare('DELETE FROM products WHERE row_no = ?'),
    unindex: db.prepare('DELETE FROM products_fts WHERE rowid = ?'),
    index: db.prepare('INSERT INTO products_fts (rowid, words) VALUES (?, ?)'),
    putCategory: db.prepare(
      `INSERT INTO categories (id, name, hue, position) VALUES (?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, hue = excluded.hue, position = excluded.position`,
    ),
    moveProducts: db.prepare(
      'UPDATE products SET category_position = ? WHERE category_id = ? AND category_position <> ?',
    ),
    removeCategory: db.prepare('DELETE FROM categories WHERE id = ?'),
    putTaxRate: db.prepare(
      `INSERT INTO tax_rates (id, name, rate_ppm, inclusive) VALUES (?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, rate_ppm = excluded.rate_ppm, inclusive = excluded.inclusive`,
    ),
    removeTaxRate: db.prepare('DELETE FROM tax_rates WHERE id = ?'),
  }
}

/** Products whose category has not arrived yet stand last; the category's arrival moves them. */
const positionUnknown = 1_000_000

function putProduct(write: Statements, product: Product): void {
  const row = write.putProduct.get(
    product.id,
    product.sku,
    product.ean,
    product.ean === null ? null : gtinKey(product.ean),
    product.name,
    product.variant,
    nameKeyOf(product),
    product.parentId,
    product.categoryId,
    product.categoryId,
    positionUnknown,
    product.priceMinor,
    product.currency,
    product.taxRateId,
    product.tileSvg,
    product.position,
    product.active ? 1 : 0,
  )
  if (row === undefined) return
  write.unindex.run(row.row_no)
  if (product.active) write.index.run(row.row_no, searchTextOf(product))
}

function removeProduct(write: Statements, id: string): void {
  const row = write.findProduct.get(id)
  if (row === undefined) return
  write.unindex.run(row.row_no)
  write.removeProduct.run(row.row_no)
}

function putCategory(write: Statements, category: Category): void {
  write.putCategory.run(category.id, category.name, category.hue, category.position)
  write.moveProducts.run(category.position, category.id, category.position)
}

function putTaxRate(write: Statements, rate: TaxRate): void {
  write.putTaxRate.run(rate.id, rate.name, rate.ratePpm, rate.inclusive ? 1 : 0)
}
