import type { Product } from '../../../domain/catalogue/product.ts'

const everyNth = { name: 1_499, sku: 3_001, ean: 3_109, misspelled: 2_003 } as const
const typedMax = 16

/** What the search field asks for while people type names, SKUs and EANs of real products, some of them wrongly: each prefix is one query. */
export function keystrokes(products: readonly Product[]): readonly string[] {
  return [
    ...every(products, everyNth.name).flatMap(({ name }) => prefixes(name)),
    // Many people type the beginnings of two words.
    ...every(products, everyNth.name).flatMap(({ name }) => prefixes(beginnings(name))),
    ...every(products, everyNth.sku).flatMap(({ sku }) => prefixes(sku)),
    ...every(products, everyNth.ean).flatMap(({ ean }) => prefixes(ean ?? '')),
    ...every(products, everyNth.misspelled).flatMap(({ name }) => prefixes(misspelled(name))),
  ]
}

const every = (products: readonly Product[], nth: number): readonly Product[] =>
  products.filter((_, index) => index % nth === 0)

const prefixes = (text: string): readonly string[] =>
  Array.from({ length: Math.min(text.length, typedMax) }, (_, index) => text.slice(0, index + 1))

const beginnings = (name: string): string =>
  name
    .split(' ')
    .map((word) => word.slice(0, 3))
    .reverse()
    .join(' ')

/** Two neighbouring letters of the first long word in the wrong order: `Roasted → Raosted`. */
const misspelled = (name: string): string => name.replace(/(\w)(\w)(\w{3,})/, '$1$3$2')
