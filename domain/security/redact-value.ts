import { isValidGtin } from '../catalogue/barcode.ts'
import { asciiDigits } from '../text/ascii-digits.ts'
import { looksLikeCardNumber, redact } from './card-number.ts'

/**
 * The one way of structured data to disk, log or answer: JSON in, the same JSON out without card numbers and secrets. Texts go through `redact`, names of
 * fields too; a field that is named for a secret loses its value whatever it looks like. A number written in pieces, one to a field, is found when the
 * pieces stand beside each other. Where nothing had to be hidden, the very same value comes back.
 *
 * Typed fields are exempt from the card check: times in milliseconds, a product's GTIN, fractions. Not found: numbers that are encoded (base64, hex,
 * compressed, encrypted), spelled in words, or spread over fields that are not siblings.
 */
export function redactValue(value: unknown, name = ''): unknown {
  if (typeof value === 'string') return redactText(value, name)
  if (typeof value === 'number') return redactNumber(value, name)
  if (Array.isArray(value)) {
    const clean = withoutPieces(value.map((part: unknown) => redactValue(part, name)))
    return clean.some((part, index) => part !== value[index]) ? clean : value
  }
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
  const names = entries.map(([key]) => redact(key))
  const clean = withoutPieces(entries.map(([key, part]) => redactValue(part, key)))
  return entries.some(([key, part], index) => clean[index] !== part || names[index] !== key)
    ? Object.fromEntries(names.map((key, index) => [key, clean[index]]))
    : value
}

const hidden = '[redacted]'

/** Names of fields whose value is a secret by itself, however it is spelled: `clientSecret`, `client_secret`, `Set-Cookie`. */
const secretName =
  /^(?:pin|cv[cv]2?|passw(?:or)?d|passphrase|(?:(?:client|webhook|signing)[_-]?)?secret|(?:secret|private|api)[_-]?key|(?:admin|access|refresh)[_-]?token|authorization|(?:set-?)?cookie)$/i

/** Every tenth GTIN-13 passes the card check too; in a field that is made for one, it is one. */
const gtinNames: ReadonlySet<string> = new Set(['ean', 'gtin', 'barcode', 'sku'])

function redactText(text: string, name: string): string {
  if (text !== '' && secretName.test(name)) return hidden
  if (gtinNames.has(name) && isValidGtin(text)) return text
  return redact(text)
}

/** Times in Unix milliseconds, 2001 to 2033: no card of 13 digits begins with 1. */
const isUnixMs = (value: number): boolean => value >= 1e12 && value < 2e12

function redactNumber(value: number, name: string): number | string {
  if (secretName.test(name)) return hidden
  if (!Number.isInteger(value) || Math.abs(value) < 1e12 || isUnixMs(value)) return value
  // Digits were lost when it was read: it can be neither checked nor used.
  if (!Number.isSafeInteger(value)) return value < 1e21 ? '[long number]' : value
  const text = String(value)
  if (gtinNames.has(name) && isValidGtin(text)) return value
  return looksLikeCardNumber(text) ? redact(text) : value
}

/** How many digits each piece has when a number is printed in groups, or one by one. */
const printedGroups = /^(?:4-4-4-[1-4]|4-4-4-4-3|4-6-[45]|8-8|1(?:-1){12,18})$/
const pieceMax = 8
const piecesMax = 19

/** Blots out a card number whose groups stand in texts beside each other: `["4242","4242","4242","4242"]`. */
function withoutPieces(parts: readonly unknown[]): unknown[] {
  const clean = [...parts]
  if (parts.length < 2) return clean
  const digits = parts.map((part) => {
    const text = typeof part === 'string' && part.length <= pieceMax * 2 ? asciiDigits(part.trim()) : ''
    return /^\d{1,8}$/.test(text) ? text : ''
  })
  for (let first = 0; first < parts.length; first += 1) {
    let last = first
    while (last - first < piecesMax && (digits[last] ?? '') !== '') last += 1
    // The longest first: the first sixteen of nineteen digits are a number to nobody.
    for (let end = last; end > first + 1; end -= 1) {
      const pieces = digits.slice(first, end)
      if (!printedGroups.test(pieces.map((piece) => piece.length).join('-'))) continue
      if (!looksLikeCardNumber(pieces.join(''))) continue
      clean.fill('[part of a card number]', first, end)
      first = end - 1
      break
    }
  }
  return clean
}
