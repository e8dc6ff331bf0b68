import type { Product, TaxRate } from '../../domain/catalogue/product.ts'
import type { Tile } from '../../domain/protocol/views.ts'

/** A row of `products` as SQLite gives it. */
export type ProductRow = {
  readonly row_no: number
  readonly id: string
  readonly sku: string
  readonly ean: string | null
  readonly name: string
  readonly variant: string | null
  readonly parent_id: string | null
  readonly category_id: string
  readonly price_minor: number
  readonly currency: string
  readonly tax_rate_id: string
  readonly tile_svg: string | null
  readonly position: number
  readonly active: number
}

export type TaxRateRow = {
  readonly id: string
  readonly name: string
  readonly rate_ppm: number
  readonly inclusive: number
}

export const productColumns =
  'row_no, id, sku, ean, name, variant, parent_id, category_id, price_minor, currency, tax_rate_id, tile_svg, position, active'

export const productOf = (row: ProductRow): Product => ({
  id: row.id,
  sku: row.sku,
  ean: row.ean,
  name: row.name,
  variant: row.variant,
  parentId: row.parent_id,
  categoryId: row.category_id,
  priceMinor: row.price_minor,
  currency: row.currency,
  taxRateId: row.tax_rate_id,
  tileSvg: row.tile_svg,
  position: row.position,
  active: row.active === 1,
})

export const tileOf = (row: ProductRow): Tile => ({
  id: row.id,
  name: row.name,
  variant: row.variant,
  categoryId: row.category_id,
  sku: row.sku,
  ean: row.ean,
  priceMinor: row.price_minor,
  currency: row.currency,
  tileSvg: row.tile_svg,
})

export const taxRateOf = (row: TaxRateRow): TaxRate => ({
  id: row.id,
  name: row.name,
  ratePpm: row.rate_ppm,
  inclusive: row.inclusive === 1,
})
