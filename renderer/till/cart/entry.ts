import type { Discount } from '../../../domain/sale/cart.ts'
import type { PadKey } from '../../components/number-pad.tsx'

/** What the pad changes. Percentages are keyed with a separator (12.5), amounts without one (350 → 3.50), as tills do. */
export type EntryMode = 'quantity' | 'percent' | 'amount'

/** One digit more than a quantity may have: 10000 is refused with a sentence, and never taken for 1000. */
const digitsMax: Record<EntryMode, number> = { quantity: 5, percent: 3, amount: 9 }
const percentDecimalsMax = 2

/** The entry after a key. The text holds ASCII digits and at most one `.`; `12.5`, `350`, `` for nothing yet. */
export function keyed(mode: EntryMode, text: string, key: PadKey): string {
  switch (key.kind) {
    case 'clear':
      return ''
    case 'delete':
      return text.slice(0, -1)
    case 'separator':
      if (mode !== 'percent' || text.includes('.')) return text
      return text === '' ? '0.' : `${text}.`
    case 'double-zero':
      return append(mode, append(mode, text, '0'), '0')
    case 'digit':
      return append(mode, text, key.digit)
  }
}

function append(mode: EntryMode, text: string, digit: string): string {
  const [whole = '', decimals] = text.split('.')
  if (decimals !== undefined) return decimals.length < percentDecimalsMax ? text + digit : text
  if (whole === '' || whole === '0') return digit
  return whole.length < digitsMax[mode] ? text + digit : text
}

/** `12.5` → 125000 parts per million, exactly; null unless it lies above 0 and up to 100 %. */
export function percentToPpm(text: string): number | null {
  const match = /^(\d{1,3})(?:\.(\d{0,2}))?$/.exec(text)
  if (match === null) return null
  const ppm = Number(match[1]) * 10_000 + Number((match[2] ?? '').padEnd(2, '0')) * 100
  return ppm >= 1 && ppm <= 1_000_000 ? ppm : null
}

/** A whole number above zero, or null. */
export function wholeNumber(text: string): number | null {
  const value = Number(text)
  return /^\d+$/.test(text) && Number.isSafeInteger(value) && value > 0 ? value : null
}

/** The discount that an entry stands for, or null when it stands for none. */
export function entryDiscount(mode: 'percent' | 'amount', text: string): Discount | null {
  if (mode === 'percent') {
    const ratePpm = percentToPpm(text)
    return ratePpm === null ? null : { kind: 'percent', ratePpm }
  }
  const amountMinor = wholeNumber(text)
  return amountMinor === null ? null : { kind: 'amount', amountMinor }
}
