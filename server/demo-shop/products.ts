import type { Product } from '../../domain/catalogue/product.ts'
import type { DemoCategory, DemoRow } from './category-rows.ts'
import { tileSvg } from './drawings/tile-svg.ts'
import { ean13 } from './ean.ts'
import type { DemoTaxRateId } from './tax-rates.ts'

/** Leading digits of the shop's own barcodes, from the in-store range. Another catalogue in the same store takes other digits. */
const eanPrefix = '200417'

/**
 * The products of one category in the order of their tiles. Articles are numbered in tens and their variants in ones: article 3 is `CT-0030`,
 * its variants are `CT-0031`, `CT-0032`. `categoryNumber` (1–9) keeps the barcodes of two categories apart.
 */
export function productsOf(category: DemoCategory, categoryNumber: number): readonly Product[] {
  let article = 0
  let variantNumber = 0
  return category.rows.map((row, position) => {
    const [name, variant, priceMinor, drawing, main, accent] = row
    const continuesArticle = variant !== null && category.rows[position - 1]?.[0] === name
    article = continuesArticle ? article : article + 1
    variantNumber = continuesArticle ? variantNumber + 1 : 1
    const hasSiblings = continuesArticle || (variant !== null && category.rows[position + 1]?.[0] === name)
    const number = article * 10 + (hasSiblings ? variantNumber : 0)
    return {
      id: productId(category, number),
      sku: skuOf(category, number),
      ean: row.includes('no-barcode') ? null : ean13(`${eanPrefix}${categoryNumber}${padded(number, 5)}`),
      name,
      variant,
      parentId: hasSiblings ? productId(category, article * 10) : null,
      categoryId: category.id,
      priceMinor,
      currency: 'EUR',
      taxRateId: taxRateIdOf(row, category),
      tileSvg: tileSvg({
        drawing,
        main,
        accent,
        categoryHue: category.hue,
        size: sizeOf(row, category.rows),
      }),
      position,
      active: true,
    }
  })
}

/** Variants that differ in size only share a picture; each is drawn a little smaller than the next larger one. */
function sizeOf(row: DemoRow, rows: readonly DemoRow[]): number {
  const [name, , , drawing, main, accent] = row
  const lookalikes = rows.filter(
    (other) => other[0] === name && other[3] === drawing && other[4] === main && other[5] === accent,
  )
  return 1 - 0.1 * (lookalikes.length - 1 - lookalikes.indexOf(row))
}

const skuOf = (category: DemoCategory, number: number) => `${category.prefix}-${padded(number, 4)}`
const productId = (category: DemoCategory, number: number) => `demo-${skuOf(category, number).toLowerCase()}`
const padded = (number: number, digits: number) => String(number).padStart(digits, '0')

function taxRateIdOf(row: DemoRow, category: DemoCategory): DemoTaxRateId {
  if (row.includes('vat-9')) return 'vat-9'
  if (row.includes('vat-21')) return 'vat-21'
  return category.taxRateId
}
