import type { Product } from '../../domain/catalogue/product.ts'
import { wordsOf } from './fold.ts'

/** The key that names are sorted and found by: folded words of name and variant with single blanks. `Crème (250 g)` → `creme 250 g`. */
export const nameKeyOf = (product: Pick<Product, 'name' | 'variant'>): string =>
  wordsOf(`${product.name} ${product.variant ?? ''}`).join(' ')

/** The words FTS5 indexes for a product: name, variant, SKU, and its EAN in every written form. */
export function searchTextOf(product: Pick<Product, 'name' | 'variant' | 'sku' | 'ean'>): string {
  const codes = product.ean === null ? [] : writtenForms(product.ean)
  return [nameKeyOf(product), ...wordsOf(product.sku), ...codes].join(' ')
}

/** UPC-A is EAN-13 with a leading zero left out: people and scanners give either. */
function writtenForms(ean: string): string[] {
  if (ean.length === 12) return [ean, `0${ean}`]
  if (ean.length === 13 && ean.startsWith('0')) return [ean, ean.slice(1)]
  return [ean]
}
