import { toDecimalText } from '../../domain/money/decimal.ts'

/** The pieces of a body that may be told: whatever version wrote it, a field that is not as expected is left out. */
export type Told = {
  readonly text: (name: string) => string | null
  readonly number: (name: string) => number | null
  /** `12.50 EUR`, or the empty string. */
  readonly amount: (name: string, currency?: string) => string
}

export function told(bodyText: string): Told {
  const body = fieldsOf(bodyText)
  const text = (name: string): string | null => {
    const value = body[name]
    return typeof value === 'string' && value !== '' ? value : null
  }
  const number = (name: string): number | null => {
    const value = body[name]
    return typeof value === 'number' ? value : null
  }
  return {
    text,
    number,
    amount: (name, currency = text('currency') ?? '') => {
      const amountMinor = number(name)
      return amountMinor === null ? '' : sumOf(amountMinor, currency)
    },
  }
}

export function sumOf(amountMinor: number, currency: string): string {
  try {
    return `${toDecimalText({ amountMinor, currency })} ${currency}`
  } catch {
    return `${amountMinor} minor units`
  }
}

function fieldsOf(text: string): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(text)
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

/** `", code card_declined"` when there is a value, nothing when there is none. */
export const also = (before: string, value: string | number | null): string =>
  value === null || value === '' ? '' : `${before}${value}`
