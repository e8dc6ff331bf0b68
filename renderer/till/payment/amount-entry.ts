import { saleTotalMinorMax } from '../../../domain/catalogue/product.ts'
import { asciiDigits } from '../../../domain/text/ascii-digits.ts'
import type { PadKey } from '../../components/number-pad.tsx'

/**
 * An amount keyed in minor units without a decimal point, as cashiers do: 3-5-7-5 → 3575, which a two-decimal currency shows as 35.75.
 * A key that would pass the largest amount of a sale changes nothing.
 */
export function keyAmount(amountMinor: number, key: PadKey): number {
  switch (key.kind) {
    case 'digit':
      return capped(amountMinor * 10 + Number(key.digit), amountMinor)
    case 'double-zero':
      return capped(amountMinor * 100, amountMinor)
    case 'delete':
      return Math.floor(amountMinor / 10)
    case 'clear':
      return 0
    case 'separator':
      return amountMinor
  }
}

/** The digits of whatever text was put into the field (pasted, dictated, an on-screen keyboard), or null when there are too many of them. */
export function amountOfText(text: string): number | null {
  const amountMinor = Number(asciiDigits(text).replaceAll(/\D/g, ''))
  return amountMinor <= saleTotalMinorMax ? amountMinor : null
}

const capped = (next: number, before: number): number => (next <= saleTotalMinorMax ? next : before)
