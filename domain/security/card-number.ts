import { asciiDigits } from '../text/ascii-digits.ts'

/**
 * Card numbers never come to rest in Cashwrap. `looksLikeCardNumber` refuses them where people type or scan; `redact` is what every log line,
 * event body and export of free text goes through. Typed fields (a product's EAN, an amount) are exempt: every tenth EAN-13 passes the card check too.
 */

const digitsMin = 13
const digitsMax = 19
/** Blanks and dashes of any script, dots, underscores and characters without width, up to three between two digits: "4242 4242", "4242 - 4242". */
const digitRun = /\d(?:[\p{Zs}\p{Cf}\t\p{Pd}._]{0,3}\d){12,}/gu

/** Times in Unix milliseconds (2001 to 2033) pass the check every tenth time, and no card of 13 digits starts with 1. */
const unixMs = /^1\d{12}$/

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
  if (!hasDigitsEnough(text)) return false
  return outsideOwnIds(asciiDigits(text)).some((part) => {
    for (const match of part.matchAll(digitRun)) if (findCards(match[0]).length > 0) return true
    return false
  })
}

/** A text without card numbers (all but the last four digits) and without secrets. Free text only; applying it twice changes nothing more. */
export function redact(text: string): string {
  const plain = maybeSecret.test(text) ? redactSecrets(text) : text
  if (!hasDigitsEnough(plain)) return plain
  // Digits of other scripts are replaced by ASCII ones only where a card number was found.
  const ascii = asciiDigits(plain)
  let redacted = ascii
  // What is left around a number cut out of a longer run of digits is looked at again.
  for (let before = ''; before !== redacted; ) {
    before = redacted
    redacted = redactCards(before)
  }
  return redacted === ascii ? plain : redacted
}

/** What no secret is without; most texts have none of it and are not looked at any further. */
const maybeSecret = /[_":?&]|bearer|basic|-----BEGIN/i

/** Whether there are as many digits, of any script, as the shortest card number has. */
function hasDigitsEnough(text: string): boolean {
  let found = 0
  for (let at = 0; at < text.length && found < digitsMin; at += 1) {
    const code = text.charCodeAt(at)
    if ((code >= 48 && code <= 57) || code > 0x5ff) found += 1
  }
  return found >= digitsMin
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
    let result = ''
    let from = 0
    for (const { start, end, digits } of findCards(run)) {
      result += `${run.slice(from, start)}[card number ending ${digits.slice(-4)}]`
      from = end
    }
    return result + run.slice(from)
  })
}

function outsideOwnIds(text: string): string[] {
  return text.split(ownIds)
}

type FoundCard = { readonly start: number; readonly end: number; readonly digits: string }

/**
 * The card numbers in a run of digits and separators: whole groups that together have 13 to 19 digits and pass the check (so that the expiry date behind
 * a number does not hide it), the longest first; or such digits inside a group too long to be one itself. One pass: the time grows with the text only.
 */
function findCards(run: string): FoundCard[] {
  const groups = [...run.matchAll(/\d+/g)].map((match) => ({ start: match.index, digits: match[0] }))
  const found: FoundCard[] = []
  for (let first = 0; first < groups.length; ) {
    const start = groups[first]?.start ?? 0
    for (const card of findInLongGroup(groups[first]?.digits ?? '')) {
      found.push({ ...card, start: start + card.start, end: start + card.end })
    }
    let digits = ''
    let next = first + 1
    let longest: FoundCard | null = null
    for (let last = first; last < groups.length; last += 1) {
      const group = groups[last]
      // A time stands for itself: it is neither a card number nor a part of one ("1763900000123.42").
      if (group === undefined || unixMs.test(group.digits)) break
      digits += group.digits
      if (digits.length > digitsMax) break
      if (digits.length < digitsMin || !isLuhnValid(digits)) continue
      longest = { start, end: group.start + group.digits.length, digits }
      next = last + 1
    }
    if (longest !== null) found.push(longest)
    first = next
  }
  return found
}

/** In 20 and more digits on end, numbers as the large schemes issue them: 16 digits from 2 to 6, or 15 from 34 or 37. Any window would match by chance. */
function findInLongGroup(digits: string): FoundCard[] {
  const found: FoundCard[] = []
  if (digits.length <= digitsMax) return found
  for (let start = 0; start + 15 <= digits.length; ) {
    const length = /^3[47]/.test(digits.slice(start, start + 2)) ? 15 : 16
    const window = digits.slice(start, start + length)
    const isCard =
      window.length === length && /^(?:2[2-7]|3[457]|4|5[1-5]|6)/.test(window) && isLuhnValid(window)
    if (isCard) found.push({ start, end: start + length, digits: window })
    start += isCard ? length : 1
  }
  return found
}

const hidden = '[redacted]'

/** What every secret below holds a piece of: most texts hold none, and one look is enough for them. */
const secretHint =
  /-----BEGIN|k_|whsec_|pst_|_secret_|bearer|basic|:\/\/|[?&](?:token|key|secret|password)=|"(?:pin|cvc|cvv|password|secret|client|private)/i

/** Secrets by their shape: processor keys, webhook and connection secrets, client secrets, credentials in headers, addresses and JSON, private keys. */
function redactSecrets(text: string): string {
  if (!secretHint.test(text)) return text
  return text
    .replace(/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, hidden)
    .replace(
      /(?<![A-Za-z0-9])((?:sk|rk)_(?:[a-z]+_)?|whsec_|pst_(?:[a-z]+_)?)[A-Za-z0-9+/=_-]{6,}/g,
      `$1${hidden}`,
    )
    .replace(/(?<![A-Za-z0-9])([a-z]{2,8}_[A-Za-z0-9]+_secret_)[A-Za-z0-9_-]+/g, `$1${hidden}`)
    .replace(/\b(Bearer|Basic)(\s+)[A-Za-z0-9._~+/=-]{6,}/gi, `$1$2${hidden}`)
    .replace(/([a-z][a-z0-9+.-]{0,30}:\/\/[^\s:/@]+:)[^\s@/]+@/gi, `$1${hidden}@`)
    .replace(/([?&](?:token|key|secret|password)=)[^&\s"'#[]+/gi, `$1${hidden}`)
    .replace(
      /("(?:pin|cvc|cvv|password|secret|client_?secret|private_?key)"\s*:\s*")(?:[^"\\]|\\.)*"/gi,
      `$1${hidden}"`,
    )
}
