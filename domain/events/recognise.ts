import { parseDecimalText } from '../money/decimal.ts'
import { asciiDigits } from '../text/ascii-digits.ts'

/** What something that was typed may be: by which property of a payment to look for it, and the value to look for. */
export type Clue =
  | { readonly by: 'saleId' | 'key' | 'processorId' | 'last4' | 'receiptNo'; readonly value: string }
  | { readonly by: 'amountMinor'; readonly value: number }

/**
 * Everything a text can be, the likeliest first: whoever looks tries them in order. `"pi_3N…"` → an id of the processor; `"4242"` → last four digits,
 * a receipt number, or 4,242.00; `"12.50 EUR"` → an amount. `currency` is the shop's; an amount in another one is none.
 */
export function recognise(text: string, currency: string): readonly Clue[] {
  const given = text.trim()
  if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(given))
    return [{ by: 'saleId', value: given.toLowerCase() }]
  // A call's own key is the payment's with its verb behind it: `pay-…:process:1`.
  const key = /^((?:pay|cap|can|ref)-[0-9a-f]{32})(?::.*)?$/.exec(given)?.[1]
  if (key !== undefined) return [{ by: 'key', value: key }]
  if (/^[a-z]{2,8}_\w{3,}$/i.test(given)) return [{ by: 'processorId', value: given }]
  const clues: Clue[] = []
  const last4 = /^(?:[•*.x]{1,4}\s*){0,4}(\d{4})$/i.exec(asciiDigits(given))?.[1]
  if (last4 !== undefined) clues.push({ by: 'last4', value: last4 })
  const amount = amountIn(given, currency)
  const isPlainNumber = /^\d+$/.test(asciiDigits(given))
  if (amount !== null && !isPlainNumber) clues.push({ by: 'amountMinor', value: amount })
  clues.push({ by: 'receiptNo', value: given }, { by: 'key', value: given })
  if (amount !== null && isPlainNumber) clues.push({ by: 'amountMinor', value: amount })
  return clues
}

function amountIn(text: string, currency: string): number | null {
  const [, before = '', number = '', behind = ''] = /^(\D*?)([\p{Nd}.,٫]+)(\D*)$/u.exec(text) ?? []
  const named = (before + behind).trim().toUpperCase()
  // A symbol (€, $) is taken as the shop's own; the code of another currency is not.
  if (number === '' || (/^[A-Z]/.test(named) && named !== currency)) return null
  const parsed = parseDecimalText(number, currency)
  return parsed.ok ? parsed.value : null
}
