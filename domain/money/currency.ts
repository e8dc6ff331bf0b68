import { z } from 'zod'

/** An ISO 4217 alphabetic code, upper case. Whether it is one we know is `exponentOf`'s business. */
export const currencyCodeSchema = z.string().regex(/^[A-Z]{3}$/)

/**
 * Every currency and fund code of ISO 4217 (list one) that has a minor unit, by its number of decimals. Written out here, not read from
 * a package or from the machine's locale data: an update of either must never move a decimal point in a shop's books. (The locale data
 * of a browser says 0 for HUF, IDR or COP, which is how they are *shown*; and dinero.js says 1 for MGA and MRU, whose fifths have no
 * decimal form, where ISO says 2.) Left out on purpose: codes without a minor unit, which nobody can be paid in (XAU, XAG, XPD, XPT, XDR,
 * XSU, XUA, XTS, XXX and the bond units XBA to XBD), and withdrawn currencies.
 */
const codesByExponent: Readonly<Record<number, string>> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  2: `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU
    CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES
    KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR
    NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP
    TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG`,
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
}

const exponents: ReadonlyMap<string, number> = new Map(
  Object.entries(codesByExponent).flatMap(([exponent, codes]) =>
    codes.split(/\s+/).map((code) => [code, Number(exponent)] as const),
  ),
)

/** How many decimals a currency's minor unit has: `USD → 2`, `JPY → 0`, `KWD → 3`, `CLF → 4`; undefined for a code that is not a currency one can be paid in. */
export const exponentOf = (currency: string): number | undefined => exponents.get(currency)

/** All codes that `exponentOf` knows, A to Z. */
export const knownCurrencies: readonly string[] = [...exponents.keys()].sort()
