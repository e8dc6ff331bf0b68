import { describe, expect, it } from 'vitest'
import type { Discount } from '../../../../domain/sale/cart.ts'
import { priceCart } from '../../../../domain/sale/price-cart.ts'
import type { Tender } from '../../../../domain/sale/tender.ts'
import {
  isCovered,
  saleChangeMinor,
  saleRoundingMinor,
  takeCard,
  takeCash,
} from '../../../../domain/sale/tendering.ts'
import { aCart, aLine, theValue } from '../builders.ts'
import { type GoldenDiscount, type GoldenSale, goldenSales } from './sales.golden.ts'

const discountOf = (off: GoldenDiscount | undefined): Discount | null => {
  if (off === undefined) return null
  return 'amount' in off ? { kind: 'amount', amountMinor: off.amount } : { kind: 'percent', ratePpm: off.ppm }
}

const cartOf = (sale: GoldenSale) =>
  aCart(
    sale.lines.map(({ price, qty, rate: [name, ratePpm, inclusive], off }, index) =>
      aLine(index + 1, {
        unitPriceMinor: price,
        quantity: qty,
        taxRate: { id: name, name, ratePpm, inclusive },
        discount: discountOf(off),
      }),
    ),
    { currency: sale.currency, discount: discountOf(sale.off) },
  )

describe('the golden table of sales worked by hand', () => {
  it('holds at least twenty sales with names of their own', () => {
    expect(new Set(goldenSales.map(({ name }) => name)).size).toBe(goldenSales.length)
    expect(goldenSales.length).toBeGreaterThanOrEqual(20)
  })

  for (const sale of goldenSales) {
    it(sale.name, () => {
      const totals = theValue(priceCart(cartOf(sale)))
      expect(
        totals.lines.map(({ netMinor, taxMinor, totalMinor }) => [netMinor, taxMinor, totalMinor]),
      ).toEqual(sale.lines.map(({ net, tax, total }) => [net, tax, total]))
      expect(
        totals.taxes.map(({ taxRate, baseMinor, taxMinor }) => [taxRate.name, baseMinor, taxMinor]),
      ).toEqual(sale.taxes)
      expect({
        gross: totals.grossMinor,
        discount: totals.discountMinor,
        tax: totals.taxMinor,
        total: totals.totalMinor,
      }).toEqual({
        gross: sale.gross,
        discount: sale.discount,
        tax: sale.taxes.reduce((all, [, , tax]) => all + tax, 0),
        total: sale.total,
      })

      if (sale.tenders === undefined) return
      const tenders: Tender[] = []
      for (const [index, golden] of sale.tenders.entries()) {
        const tenderNo = index + 1
        expect(isCovered(totals, tenders)).toBe(false)
        if ('card' in golden) {
          const key = `pay-${tenderNo}`
          const tender = theValue(
            takeCard({
              totals,
              tenders,
              amountMinor: golden.card,
              tenderNo,
              idempotencyKey: key,
              processorPaymentId: `pi_${tenderNo}`,
              card: null,
            }),
          )
          expect(tender.amountMinor).toBe(golden.covers)
          tenders.push(tender)
        } else {
          const tender = theValue(
            takeCash({
              totals,
              tenders,
              amountMinor: golden.cash,
              givenMinor: golden.given,
              incrementMinor: sale.cashIncrement ?? 1,
              tenderNo,
            }),
          )
          expect([tender.amountMinor, tender.roundingMinor, tender.changeMinor]).toEqual([
            golden.covers,
            golden.rounding,
            golden.change,
          ])
          tenders.push(tender)
        }
      }
      const cash = sale.tenders.flatMap((tender) => ('cash' in tender ? [tender] : []))
      expect(isCovered(totals, tenders)).toBe(true)
      expect(saleRoundingMinor(tenders)).toBe(cash.reduce((all, { rounding }) => all + rounding, 0))
      expect(saleChangeMinor(tenders)).toBe(cash.reduce((all, { change }) => all + change, 0))
    })
  }
})
