import { asciiDigits } from '../text/ascii-digits.ts'

/**
 * Card numbers never come to rest in Cashwrap. `looksLikeCardNumber` refuses them where people type or scan; `redact` is what every log line,
 * event body and export of free text goes through. Typed fields (a product's EAN, an amount) are exempt: every tenth EAN-13 passes the card check too.
 */

const digitsMin = 13
const digitsMax = 19
/** Blanks and dashes of any script, dots and underscores, up to three between two digits: "4242 4242", "4242 - 4242". */
const digitRun = /\d(?:[\p{Zs}\t\p{Pd}._]{0,3}\d){12,}/gu

/** Ids of our own, which are mostly hex digits and would now and then hold a run that passes for a card number. */
const ownIds =
  /(?<![0-9A-Za-z])(?:[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}|(?:pay|cap|can|ref)-[0-9a-f]{32}|(?=[0-9]{0,63}[a-f])[0-9a-f]{64})(?![0-9A-Za-z])/g

/** The check digit of ISO/IEC 7812-1 annex B. */
export function isLuhnValid(digits: string): boolean {
  let total = 0
  for (let index = 0; index < digits.length; index += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - 48
    const doubled = index % 2 === 1 ? digit * 2 : digit
    total += doubled > 9 ? doubled - 9 : doubled
  }
  return total % 10 === 0
}

/** True when a text holds 13 to 19 digits, blanks and dashes aside, that pass the card check. In a box that also takes barcodes, ask `parseScan` instead. */
export function looksLikeCardNumber(text: string): boolean {
  return outsideOwnIds(asciiDigits(text)).some((part) => {
    for (const match of part.matchAll(digitRun)) if (findCard(match[0]) !== null) return true
    return false
  })
}

/** A text without card numbers (all but the last four digits) and without secrets. Free text only; applying it twice changes nothing more. */
export function redact(text: string): string {
  const plain = redactSecrets(text)
  // Digits of other scripts are replaced by ASCII ones only where a card number was found.
  const ascii = asciiDigits(plain)
  const redacted = redactCards(ascii)
  return redacted === ascii ? plain : redacted
}

function redactCards(text: string): string {
  let result = ''
  let from = 0
  for (const id of text.matchAll(ownIds)) {
    result += redactRuns(text.slice(from, id.index)) + id[0]
    from = id.index + id[0].length
  }
  return result + redactRuns(text.slice(from))
}

function redactRuns(text: string): string {
  return text.replace(digitRun, (run) => {
    let rest = run
    let result = ''
    for (let card = findCard(rest); card !== null; card = findCard(rest)) {
      result += `${rest.slice(0, card.start)}[card number ending ${card.digits.slice(-4)}]`
      rest = rest.slice(card.end)
    }
    return result + rest
  })
}

function outsideOwnIds(text: string): string[] {
  return text.split(ownIds)
}

type FoundCard = { readonly start: number; readonly end: number; readonly digits: string }

/**
 * The first card number in a run of digits and separators: whole groups that together have 13 to 19 digits and pass the check (so that the expiry
 * date behind a number does not hide it), the longest first; or 13 to 19 digits inside a group too long to be one itself.
 */
function findCard(run: string): FoundCard | null {
  const groups = [...run.matchAll(/\d+/g)].map((match) => ({ start: match.index, digits: match[0] }))
  for (let first = 0; first < groups.length; first += 1) {
    const inside = findInLongGroup(groups[first]?.digits ?? '')
    const start = groups[first]?.start ?? 0
    if (inside !== null)
      return { start: start + inside.start, end: start + inside.end, digits: inside.digits }
    let digits = ''
    let longest: FoundCard | null = null
    for (const group of groups.slice(first)) {
      digits += group.digits
      if (digits.length > digitsMax) break
      if (digits.length >= digitsMin && isLuhnValid(digits)) {
        longest = { start, end: group.start + group.digits.length, digits }
      }
    }
    if (longest !== null) return longest
  }
  return null
}

/** In 20 and more digits on end, a number as the large schemes issue them: 16 digits from 2 to 6, or 15 from 34 or 37. Any window would match by chance. */
function findInLongGroup(digits: string): FoundCard | null {
  if (digits.length <= digitsMax) return null
  for (let start = 0; start + 15 <= digits.length; start += 1) {
    const length = /^3[47]/.test(digits.slice(start, start + 2)) ? 15 : 16
    const window = digits.slice(start, start + length)
    if (window.length === length && /^(?:2[2-7]|3[457]|4|5[1-5]|6)/.test(window) && isLuhnValid(window)) {
      return { start, end: start + length, digits: window }
    }
  }
  return null
}

const hidden = '[redacted]'

/** Secrets by their shape: processor keys, webhook and connection secrets, client secrets, credentials in headers, addresses and JSON, private keys. */
function redactSecrets(text: string): string {
  return text
    .replace(/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, hidden)
    .replace(
      /(?<![A-Za-z0-9])((?:sk|rk)_(?:[a-z]+_)?|whsec_|pst_(?:[a-z]+_)?)[A-Za-z0-9+/=_-]{6,}/g,
      `$1${hidden}`,
    )
    .replace(/(?<![A-Za-z0-9])([a-z]{2,8}_[A-Za-z0-9]+_secret_)[A-Za-z0-9_-]+/g, `$1${hidden}`)
    .replace(/\b(Bearer|Basic)(\s+)[A-Za-z0-9._~+/=-]{6,}/gi, `$1$2${hidden}`)
    .replace(/([a-z][a-z0-9+.-]*:\/\/[^\s:/@]+:)[^\s@/]+@/gi, `$1${hidden}@`)
    .replace(/([?&](?:token|key|secret|password)=)[^&\s"'#[]+/gi, `$1${hidden}`)
    .replace(
      /("(?:pin|cvc|cvv|password|secret|client_?secret|private_?key)"\s*:\s*")(?:[^"\\]|\\.)*"/gi,
      `$1${hidden}"`,
    )
}
