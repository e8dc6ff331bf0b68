import type { AmountLimits } from '../../../domain/payment/processor.ts'

/**
 * Stripe counts these in hundredths although ISO 4217 gives them no minor unit, and refuses anything but whole units.
 * https://docs.stripe.com/currencies#special-cases
 */
const hundredfold: ReadonlySet<string> = new Set(['ISK', 'UGX'])

/** The third decimal place of these is not used: an amount must end in 0. https://docs.stripe.com/currencies#three-decimal */
const thirdPlaceUnused: ReadonlySet<string> = new Set(['BHD', 'JOD', 'KWD', 'OMR', 'TND'])

/** `1050 USD → 1050`, `500 ISK → 50000`. */
export const toWireAmount = (amountMinor: number, currency: string): number =>
  hundredfold.has(currency) ? amountMinor * 100 : amountMinor
export const fromWireAmount = (wire: number, wireCurrency: string): number =>
  hundredfold.has(wireCurrency.toUpperCase()) ? Math.round(wire / 100) : wire

/** Least amounts in our minor units. https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts */
const leastMinor: Readonly<Record<string, number>> = {
  AED: 200,
  AUD: 50,
  BGN: 100,
  BRL: 50,
  CAD: 50,
  CHF: 50,
  CZK: 1500,
  DKK: 250,
  EUR: 50,
  GBP: 30,
  HKD: 400,
  HUF: 17500,
  INR: 50,
  JPY: 50,
  MXN: 1000,
  MYR: 200,
  NOK: 300,
  NZD: 50,
  PLN: 200,
  RON: 200,
  SEK: 300,
  SGD: 50,
  THB: 1000,
  USD: 50,
}

/** Amounts on the wire have at most eight digits. https://docs.stripe.com/api/payment_intents/create#create_payment_intent-amount */
const wireMax = 99_999_999

/** `USD → 50 … 99999999`. A currency whose least amount Stripe does not publish: one unit of what it counts in. */
export function amountLimits(currency: string): AmountLimits {
  if (hundredfold.has(currency)) return { minMinor: 1, maxMinor: Math.floor(wireMax / 100) }
  if (thirdPlaceUnused.has(currency)) return { minMinor: 10, maxMinor: wireMax - (wireMax % 10) }
  return {
    minMinor: Object.hasOwn(leastMinor, currency) ? (leastMinor[currency] ?? 1) : 1,
    maxMinor: wireMax,
  }
}
