import * as dineroCurrencies from 'dinero.js/bigint/currencies'
import { describe, expect, it } from 'vitest'
import { exponentOf, knownCurrencies } from '../../../../domain/money/currency.ts'

const coded = (exponent: number): string =>
  knownCurrencies.filter((code) => exponentOf(code) === exponent).join(' ')

describe('currencies', () => {
  it('have no decimals where ISO 4217 says so', () => {
    expect(coded(0)).toBe('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF')
  })

  it('have three and four decimals where ISO 4217 says so', () => {
    expect(coded(3)).toBe('BHD IQD JOD KWD LYD OMR TND')
    expect(coded(4)).toBe('CLF UYW')
  })

  it('have two decimals everywhere else', () => {
    expect(knownCurrencies.every((code) => [0, 2, 3, 4].includes(exponentOf(code) ?? -1))).toBe(true)
    expect(exponentOf('EUR')).toBe(2)
    expect(exponentOf('HUF')).toBe(2)
    expect(exponentOf('COP')).toBe(2)
  })

  it('are each listed once, in order', () => {
    expect(knownCurrencies).toEqual([...new Set(knownCurrencies)].sort())
    expect(knownCurrencies).toHaveLength(165)
  })

  it('agree with the table of dinero.js, but for two it gives one decimal and one that was withdrawn', () => {
    const theirs = Object.values(dineroCurrencies).map(
      ({ code, exponent }) => [code, Number(exponent)] as const,
    )
    expect(theirs.filter(([code, exponent]) => exponentOf(code) !== exponent)).toEqual([
      ['BGN', 2],
      ['MGA', 1],
      ['MRU', 1],
    ])
    const codes = new Set(theirs.map(([code]) => code as string))
    expect(knownCurrencies.filter((code) => !codes.has(code))).toEqual([])
  })

  it('do not include codes that nobody can be paid in, withdrawn ones, or things that are no code', () => {
    for (const code of [
      'XAU',
      'XDR',
      'XXX',
      'XTS',
      'DEM',
      'HRK',
      'BGN',
      'ANG',
      'eur',
      '',
      'EURO',
      'toString',
    ]) {
      expect(exponentOf(code)).toBeUndefined()
    }
  })
})
