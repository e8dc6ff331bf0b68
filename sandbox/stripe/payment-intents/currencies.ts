import { exponentOf } from '../../../domain/money/currency.ts'
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

/**
 * Amounts in these must be a multiple: hundreds where Stripe counts in hundredths of a unit that has none, tens where
 * the third decimal place is not used. docs.stripe.com/currencies#special-cases
 */
const multiples: Readonly<Record<string, number>> = {
  isk: 100,
  ugx: 100,
  bhd: 10,
  jod: 10,
  kwd: 10,
  omr: 10,
  tnd: 10,
}

/** How many decimals Stripe's amounts have: usd → 2, jpy → 0, and isk → 2 although the króna has none. */
export const wireDecimals = (currencyCode: string): number =>
  multiples[currencyCode] === 100 ? 2 : (exponentOf(currencyCode.toUpperCase()) ?? 2)

/** Eight digits, whatever the currency. */
export const amountMax = 99_999_999

export const currency: Parser<string> = (value, path) => {
  const code = text(value, path).toLowerCase()
  if (exponentOf(code.toUpperCase()) !== undefined) return code
  throw invalidParameter(path, undefined, `Invalid currency: ${code}. Use a three-letter ISO 4217 code.`)
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

/** The least that can be charged in a currency, in minor units. */
export const leastAmount = (currencyCode: string): number => minimumAmounts[currencyCode] ?? 1

/** Throws a StripeRefusal below the least amount of the currency, or between the amounts it can be charged in. */
export const requireChargeable = (amount: number, currencyCode: string): void => {
  const least = leastAmount(currencyCode)
  if (amount < least) {
    throw invalidParameter(
      'amount',
      'amount_too_small',
      `Amount must be at least ${least} minor units of ${currencyCode}.`,
    )
  }
  const multiple = multiples[currencyCode] ?? 1
  if (amount % multiple !== 0) {
    throw invalidParameter(
      'amount',
      'parameter_invalid_integer',
      `An amount in ${currencyCode} must be a multiple of ${multiple}.`,
    )
  }
}

/** Throws a StripeRefusal for Interac in anything but Canadian dollars, docs.stripe.com/terminal/canada. */
export const requireCurrencyOf = (types: readonly string[], currencyCode: string): void => {
  if (!types.includes('interac_present') || currencyCode === 'cad') return
  throw invalidParameter(
    'currency',
    undefined,
    `The currency provided (${currencyCode}) is invalid for the payment method type interac_present: it is charged in cad only.`,
  )
}
