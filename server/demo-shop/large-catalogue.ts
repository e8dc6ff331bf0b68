import { assert } from '../../domain/assert.ts'
import type { Product } from '../../domain/catalogue/product.ts'
import { ean13 } from './ean.ts'
import { type WordFamily, wordFamilies } from './large-catalogue-words.ts'

/** Barcodes are `290` and nine digits, so there are this many. */
export const largeCatalogueProductsMax = 1_000_000_000

/**
 * Yields `count` believable products for measurements, without pictures: the same ones for the same `seed`, one at a time, so that a million
 * need no memory. Ids, SKUs and barcodes are unique, and differ from the demo shop's, whose categories and tax rates they refer to.
 */
export function* largeCatalogue(count: number, seed: number): Generator<Product, void, undefined> {
  assert(
    Number.isSafeInteger(count) && count >= 0 && count <= largeCatalogueProductsMax,
    `a catalogue holds 0 to ${largeCatalogueProductsMax} products, not ${count}`,
  )
  const random = xorshift32(seed)
  const eanOffset = Math.floor(random() * largeCatalogueProductsMax)
  const shelves = wordFamilies.map((family) => ({ family, articles: 0, position: 0 }))
  let serial = 0
  while (serial < count) {
    const shelf = picked(shelves, random)
    const { family } = shelf
    const name = articleName(family, shelf.articles)
    const { variants, priceStep } = someVariants(family, random)
    const basePriceMinor = believablePriceMinor(family, random)
    const parentId = variants.length > 1 ? `large-article-${serial}` : null
    shelf.articles += 1
    for (const [step, variant] of variants.entries()) {
      if (serial === count) return
      yield {
        id: `large-${serial}`,
        sku: `${family.prefix}-${String(serial).padStart(9, '0')}`,
        ean: scatteredEan(serial, eanOffset),
        name,
        variant,
        parentId,
        categoryId: family.categoryId,
        priceMinor: roundedPriceMinor(basePriceMinor * (1 + step * priceStep)),
        currency: 'EUR',
        taxRateId: family.taxRateId,
        tileSvg: null,
        position: shelf.position,
        active: true,
      }
      shelf.position += 1
      serial += 1
    }
  }
}

/** Neighbouring serials get barcodes far apart, as in a shop that buys from many. Multiplying by a number prime to 10⁹ never meets itself. */
function scatteredEan(serial: number, offset: number): string {
  const scattered = (serial * 7_654_321 + offset) % largeCatalogueProductsMax
  return ean13(`290${String(scattered).padStart(9, '0')}`)
}

/** A large prime strides through all combinations without repeating one; after the last, articles are numbered on: 'Matt Oak Bowl No. 2'. */
const comboStride = 7_919

function articleName({ firstWords, secondWords, nouns }: WordFamily, article: number): string {
  const combos = firstWords.length * secondWords.length * nouns.length
  const round = Math.floor(article / combos)
  const combo = (article * comboStride) % combos
  const noun = nouns[combo % nouns.length]
  const rest = Math.floor(combo / nouns.length)
  const second = secondWords[rest % secondWords.length]
  const first = firstWords[Math.floor(rest / secondWords.length)]
  return `${first} ${second} ${noun}${round === 0 ? '' : ` No. ${round + 1}`}`
}

type ArticleVariants = { readonly variants: readonly (string | null)[]; readonly priceStep: number }

function someVariants(family: WordFamily, random: () => number): ArticleVariants {
  const { names, priceStep } = picked(family.variantLists, random)
  const kept = Math.floor(random() * (names.length + 1))
  return { variants: kept === 0 ? [null] : names.slice(0, kept), priceStep }
}

/** Small prices are common and large ones rare: even on a logarithmic scale. */
function believablePriceMinor(family: WordFamily, random: () => number): number {
  const low = Math.log(family.priceMinorMin)
  const high = Math.log(family.priceMinorMax)
  return Math.exp(low + random() * (high - low))
}

/** Ends as shop prices do: on 5 cents, above €20 on 95 cents, above €100 on whole euros. */
function roundedPriceMinor(priceMinor: number): number {
  if (priceMinor < 2_000) return Math.round(priceMinor / 5) * 5
  if (priceMinor < 10_000) return Math.round(priceMinor / 100) * 100 - 5
  return Math.round(priceMinor / 100) * 100
}

function picked<T>(choices: readonly T[], random: () => number): T {
  const choice = choices[Math.floor(random() * choices.length)]
  assert(choice !== undefined, 'there is something to pick from')
  return choice
}

/** A 32-bit xorshift with Marsaglia's triple 13, 17, 5 ("Xorshift RNGs", 2003). Answers in [0, 1); plenty for shop names. */
function xorshift32(seed: number): () => number {
  // A state of zero would stay zero; spreading the seed's bits keeps neighbouring seeds from starting alike.
  let state = Math.imul(seed ^ 0x5bd1e995, 0x9e3779b1) || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 4_294_967_296
  }
}
