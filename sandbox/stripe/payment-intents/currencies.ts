import { integer, type Parser, text } from '../http/params.ts'
import { invalidParameter } from '../http/stripe-refusal.ts'

/** The least that Stripe charges, in minor units, docs.stripe.com/currencies#minimum-and-maximum-charge-amounts. */
const minimumAmounts: Readonly<Record<string, number>> = {
  usd: 50,
  aed: 200,
  aud: 50,
  bgn: 100,
  brl: 50,
  cad: 50,
  chf: 50,
  czk: 1500,
  dkk: 250,
  eur: 50,
  gbp: 30,
  hkd: 400,
  huf: 17500,
  inr: 50,
  jpy: 50,
  mxn: 1000,
  myr: 200,
  nok: 300,
  nzd: 50,
  pln: 200,
  ron: 200,
  sek: 300,
  sgd: 50,
  thb: 1000,
}
/** Charged by Stripe without a published minimum of their own; anything above zero is accepted here. */
const otherCurrencies = [
  'ils',
  'isk',
  'krw',
  'kwd',
  'bhd',
  'jod',
  'omr',
  'tnd',
  'try',
  'twd',
  'zar',
  'php',
  'idr',
  'vnd',
  'clp',
  'ars',
  'cop',
  'egp',
  'mad',
  'sar',
  'qar',
]

const amountMax = 99_999_999

export const currency: Parser<string> = (value, path) => {
  const code = text(value, path).toLowerCase()
  if (code in minimumAmounts || otherCurrencies.includes(code)) return code
  throw invalidParameter(
    path,
    undefined,
    `Invalid currency: ${code}. Stripe currently supports these currencies: ${[...Object.keys(minimumAmounts), ...otherCurrencies].join(', ')}`,
  )
}

/** A whole number of minor units above zero, at most eight digits. */
export const positiveAmount: Parser<number> = (value, path) => {
  const amount = integer(value, path)
  if (amount < 1) {
    throw invalidParameter(
      path,
      'parameter_invalid_integer',
      'This value must be greater than or equal to 1.',
    )
  }
  if (amount > amountMax) {
    throw invalidParameter(path, 'amount_too_large', `Amount must be no more than ${amountMax} minor units.`)
  }
  return amount
}

/** Throws a StripeRefusal below the least amount of the currency. */
export const requireChargeable = (amount: number, currencyCode: string): void => {
  const least = minimumAmounts[currencyCode] ?? 1
  if (amount < least) {
    throw invalidParameter(
      'amount',
      'amount_too_small',
      `Amount must be at least ${least} minor units of ${currencyCode}.`,
    )
  }
}
