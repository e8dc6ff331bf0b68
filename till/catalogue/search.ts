import { gtinKey, isValidGtin } from '../../domain/catalogue/barcode.ts'
import type { Tile } from '../../domain/protocol/views.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { looksLikeCardNumber } from '../../domain/security/card-number.ts'
import type { ReadableDb } from '../store/db.ts'
import { wordsOf } from './fold.ts'
import { type ProductRow, productColumns, tileOf } from './product-row.ts'

const wordsMax = 8
const wordLengthMax = 32
/** How many matches are ranked. Above it, the shop's own order (the order products arrived in) decides who is looked at. */
const rankedMax = 200

/**
 * Products by prefix of every word of the query, over names, variants, SKUs and EANs; best first: the article itself (EAN or SKU equal),
 * then SKUs and names that begin with the query, then names where the words stand as whole words, then the rest. At most `limit`.
 * Every step reads an index and stops early, so a keystroke costs the same at 100 and at 100,000 products.
 * Errors: card_number_refused.
 */
export function searchProducts(db: ReadableDb, query: string, limit: number): Result<Tile[]> {
  const compact = query.replace(/\s+/g, '')
  if (looksLikeCardNumber(query) && !isValidGtin(compact)) {
    return fail(
      'card_number_refused',
      'That looks like a card number; it was not searched for. Cards are read by the card reader only.',
    )
  }
  const words = [...new Set(wordsOf(query))].slice(0, wordsMax).map((word) => word.slice(0, wordLengthMax))
  if (words.length === 0) return ok([])
  const found = new Map<number, ProductRow>()
  const take = (rows: readonly ProductRow[]): void => {
    for (const row of rows) if (found.size < limit && !found.has(row.row_no)) found.set(row.row_no, row)
  }
  take(exactMatches(db, compact, limit))
  if (found.size < limit) take(skuPrefixMatches(db, query.trim(), limit))
  if (found.size < limit) take(namePrefixMatches(db, words.join(' '), limit))
  if (found.size < limit) take(wordMatches(db, words, limit))
  return ok([...found.values()].map(tileOf))
}

function exactMatches(db: ReadableDb, code: string, limit: number): ProductRow[] {
  const bySku = db
    .prepare<ProductRow>(
      `SELECT ${productColumns} FROM products WHERE active = 1 AND sku = ? COLLATE NOCASE LIMIT ?`,
    )
    .all(code, limit)
  if (!/^\d{8,14}$/.test(code)) return bySku
  const byGtin = db
    .prepare<ProductRow>(`SELECT ${productColumns} FROM products WHERE active = 1 AND gtin14 = ? LIMIT ?`)
    .all(gtinKey(code), limit)
  return [...byGtin, ...bySku]
}

function skuPrefixMatches(db: ReadableDb, prefix: string, limit: number): ProductRow[] {
  if (!/\d/.test(prefix)) return []
  const [from, to] = rangeOf(prefix.toUpperCase())
  return db
    .prepare<ProductRow>(
      `SELECT ${productColumns} FROM products WHERE active = 1 AND sku >= ? COLLATE NOCASE AND sku < ? COLLATE NOCASE
       ORDER BY sku COLLATE NOCASE LIMIT ?`,
    )
    .all(from, to, limit)
}

function namePrefixMatches(db: ReadableDb, prefix: string, limit: number): ProductRow[] {
  const [from, to] = rangeOf(prefix)
  return db
    .prepare<ProductRow>(
      `SELECT ${productColumns} FROM products WHERE active = 1 AND name_key >= ? AND name_key < ? ORDER BY name_key, row_no LIMIT ?`,
    )
    .all(from, to, limit)
}

/** Words are letters and digits only (`wordsOf`), so nothing a person types can be FTS5 syntax. */
function wordMatches(db: ReadableDb, words: readonly string[], limit: number): ProductRow[] {
  const match = words.map((word) => `"${word}"*`).join(' ')
  const candidates = db
    .prepare<{ row_no: number; name_key: string }>(
      `SELECT p.row_no, p.name_key FROM products_fts f JOIN products p ON p.row_no = f.rowid WHERE products_fts MATCH ? LIMIT ?`,
    )
    .all(match, rankedMax)
  const best = candidates
    .map((candidate) => ({ row_no: candidate.row_no, score: wholeWords(candidate.name_key, words) }))
    .sort((a, b) => b.score - a.score || a.row_no - b.row_no)
    .slice(0, limit)
  const read = db.prepare<ProductRow>(`SELECT ${productColumns} FROM products WHERE row_no = ?`)
  return best.flatMap(({ row_no }) => read.get(row_no) ?? [])
}

function wholeWords(nameKey: string, words: readonly string[]): number {
  const padded = ` ${nameKey} `
  return words.filter((word) => padded.includes(` ${word} `)).length
}

/** The half-open range of texts that begin with `prefix`, in SQLite's byte order. */
const rangeOf = (prefix: string): [string, string] => [prefix, `${prefix}\u{10FFFF}`]
