import { isLuhnValid } from '../../../../domain/security/card-number.ts'

/** A seeded source of 0 ≤ x < 1 (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const prefixes = ['4', '51', '2221', '34', '37', '6011', '65', '36', '62', '9792', '3566']
const separators = ['', '', ' ', '-', '\u00a0', '\u202f', '–', '.', '_', ' - ', '\u200b', '\u2060']
const zeros = [0x30, 0x30, 0x30, 0x660, 0x966, 0xff10, 0x1d7ce]

const pick = <T>(random: () => number, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T

/** 13 to 19 digits with the prefix of a scheme and a check digit that holds. */
export function cardNumber(random: () => number): string {
  let digits = pick(random, prefixes)
  const length = 13 + Math.floor(random() * 7)
  while (digits.length < length - 1) digits += Math.floor(random() * 10)
  return [...'0123456789'].map((check) => digits + check).find(isLuhnValid) ?? ''
}

/** The same number as people and programs write it: in groups, with signs between, in the digits of another script. */
export function written(random: () => number, digits: string): string {
  const zero = pick(random, zeros)
  const separator = pick(random, separators)
  return [...digits.replace(/(\d{4})(?=\d)/g, `$1${separator}`)]
    .map((sign) => (/\d/.test(sign) ? String.fromCodePoint(zero + Number(sign)) : sign))
    .join('')
}

export type Canaries = {
  /** Digits only. */
  readonly cards: ReadonlySet<string>
  /** Each number as it is written into a message. */
  readonly texts: readonly string[]
}

export function cardCanaries(count: number, seed: number): Canaries {
  const random = seeded(seed)
  const cards = new Set<string>()
  while (cards.size < count) {
    const card = cardNumber(random)
    // The one that never is a card: thirteen digits from 1 are a time.
    if (card !== '') cards.add(card)
  }
  return { cards, texts: [...cards].map((card) => written(random, card)) }
}

const run = /\p{Nd}(?:[^\p{Nd}\p{L}\n"{}[\],:]{0,4}\p{Nd}){12,}/gu
const asAscii = (text: string): string =>
  text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0
    const zero = [0x30, 0x660, 0x966, 0xff10, 0x1d7ce].find((start) => code >= start && code < start + 10)
    return zero === undefined ? digit : String(code - zero)
  })

/** The canaries that stand in a text, whatever stands between their digits. Written without the code it checks. */
export function cardsIn(text: string, { cards }: Canaries): readonly string[] {
  const found = new Set<string>()
  for (const [part] of text.matchAll(run)) {
    const digits = asAscii(part).replace(/\D/g, '')
    for (let start = 0; start + 13 <= digits.length; start += 1)
      for (let length = 13; length <= 19 && start + length <= digits.length; length += 1) {
        const window = digits.slice(start, start + length)
        if (cards.has(window)) found.add(window)
      }
  }
  return [...found]
}

/** Secrets of every shape that Cashwrap or its processor knows, none of them real. */
export const secretCanaries: readonly (readonly [text: string, mustNotStay: string])[] = [
  ['sk_live_51CanaryAAAAbbbbCCCC', '51CanaryAAAAbbbbCCCC'],
  ['sk_test_CanaryBBBBccccDDDD', 'CanaryBBBBccccDDDD'],
  ['rk_live_CanaryCCCCddddEEEE', 'CanaryCCCCddddEEEE'],
  ['whsec_CanaryDDDDeeeeFFFF', 'CanaryDDDDeeeeFFFF'],
  ['pst_test_CanaryEEEEffffGGGG', 'CanaryEEEEffffGGGG'],
  ['pi_3Nx_secret_CanaryFFFFggggHHHH', 'CanaryFFFFggggHHHH'],
  ['Bearer CanaryGGGG.hhhh-IIII', 'CanaryGGGG.hhhh-IIII'],
  ['postgres://till:CanaryHHHHiiii@db:5432/x', 'CanaryHHHHiiii'],
  ['https://h/?token=CanaryIIIIjjjj', 'CanaryIIIIjjjj'],
  ['-----BEGIN PRIVATE KEY-----\nMC4CanaryJJJJ\n-----END PRIVATE KEY-----', 'MC4CanaryJJJJ'],
]
