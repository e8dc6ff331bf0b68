import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { saleTotalMinorMax } from '../../../../domain/catalogue/product.ts'
import { roundCash } from '../../../../domain/money/cash-rounding.ts'
import { cardAmountMinorMax, type Tender, tenderSchema, tendersMax } from '../../../../domain/sale/tender.ts'
import {
  cardAmount,
  cashDue,
  isCovered,
  remainingMinor,
  returnableCash,
  saleChangeMinor,
  saleRoundingMinor,
  takeCard,
  takeCash,
} from '../../../../domain/sale/tendering.ts'
import { codeOf, theValue, totalsOf } from '../builders.ts'

const card = (tenderNo: number, amountMinor: number | null = null) => ({
  amountMinor,
  tenderNo,
  idempotencyKey: `pay-${tenderNo}`,
  processorPaymentId: `pi_${tenderNo}`,
  card: null,
})
const cash = (givenMinor: number, change: Partial<Parameters<typeof takeCash>[0]> = {}) =>
  takeCash({
    totals: totalsOf(1_234),
    tenders: [],
    amountMinor: null,
    givenMinor,
    incrementMinor: 1,
    tenderNo: 1,
    ...change,
  })

describe('cash', () => {
  it('gives back what is above the amount due', () => {
    expect(theValue(cash(2_000))).toEqual({
      kind: 'cash',
      tenderNo: 1,
      amountMinor: 1_234,
      roundingMinor: 0,
      givenMinor: 2_000,
      changeMinor: 766,
    })
    expect(theValue(cash(2_000, { incrementMinor: 5 }))).toMatchObject({ roundingMinor: 1, changeMinor: 765 })
    expect(theValue(cash(1_234)).changeMinor).toBe(0)
  })

  it('of less than the amount due is refused, with what is due', () => {
    expect(cash(1_233)).toMatchObject({ error: { code: 'cash_too_little', details: { dueMinor: 1_234 } } })
    expect(cash(1_234, { incrementMinor: 5 })).toMatchObject({
      error: { code: 'cash_too_little', details: { dueMinor: 1_235 } },
    })
    expect(codeOf(cash(0))).toBe('cash_too_little')
  })

  it('may cover a part, and not more than the rest', () => {
    expect(theValue(cash(1_000, { amountMinor: 1_000 }))).toMatchObject({
      amountMinor: 1_000,
      changeMinor: 0,
    })
    expect(cash(9_999, { amountMinor: 1_235 })).toMatchObject({
      error: { code: 'tender_too_large', details: { remainingMinor: 1_234 } },
    })
    for (const amountMinor of [0, -1, 0.5, Number.NaN])
      expect(codeOf(cash(9_999, { amountMinor }))).toBe('amount_invalid')
    expect(codeOf(cash(9_999, { amountMinor: Infinity }))).toBe('tender_too_large')
  })

  it('of a hundred times the price is change, not a mistake; only an amount beyond all limits is refused', () => {
    expect(theValue(cash(saleTotalMinorMax)).changeMinor).toBe(saleTotalMinorMax - 1_234)
    expect(codeOf(cash(saleTotalMinorMax + 1))).toBe('amount_too_large')
    expect(codeOf(cash(Infinity))).toBe('amount_too_large')
    for (const given of [-1, 0.5, Number.NaN, -Infinity]) expect(codeOf(cash(given))).toBe('amount_invalid')
  })

  it('of nothing closes a sale that costs nothing, and only such a sale', () => {
    const totals = totalsOf(0)
    const tender = theValue(cash(0, { totals, amountMinor: 0 }))
    expect(tender).toMatchObject({ amountMinor: 0, givenMinor: 0, changeMinor: 0 })
    expect(isCovered(totals, [])).toBe(false)
    expect(isCovered(totals, [tender])).toBe(true)
    expect(codeOf(cash(0, { totals, tenders: [tender], tenderNo: 2 }))).toBe('amount_invalid')
  })

  it('is refused once the sale is covered', () => {
    const tenders = [theValue(cash(2_000))]
    expect(codeOf(cash(2_000, { tenders, tenderNo: 2 }))).toBe('amount_invalid')
    expect(codeOf(cash(2_000, { tenders, tenderNo: 2, amountMinor: 1 }))).toBe('tender_too_large')
  })

  it('is handed back from the last tender on, because later ones were rounded on top of earlier ones', () => {
    const totals = totalsOf(1_006)
    const first = theValue(cash(505, { totals, amountMinor: 503, incrementMinor: 5 }))
    const plastic = theValue(takeCard({ totals, tenders: [first], ...card(2, 3) }))
    const last = theValue(cash(500, { totals, tenders: [first, plastic], incrementMinor: 5, tenderNo: 3 }))
    expect(returnableCash([first, plastic, last])).toBe(last)
    expect(returnableCash([first, plastic])).toBe(first)
    expect(returnableCash([plastic])).toBeNull()
  })
})

describe('a card', () => {
  const totals = totalsOf(1_234)

  it('is charged exactly, all that remains or a part of it', () => {
    expect(theValue(takeCard({ totals, tenders: [], ...card(1) }))).toEqual({
      kind: 'card',
      tenderNo: 1,
      amountMinor: 1_234,
      idempotencyKey: 'pay-1',
      processorPaymentId: 'pi_1',
      card: null,
    })
    expect(theValue(cardAmount(totals, [], 34))).toBe(34)
  })

  it('is never charged more than remains, nothing, or a fraction', () => {
    expect(codeOf(cardAmount(totals, [], 1_235))).toBe('tender_too_large')
    for (const amount of [0, -1, 1.5, Number.NaN])
      expect(codeOf(cardAmount(totals, [], amount))).toBe('amount_invalid')
    expect(codeOf(cardAmount(totalsOf(0), [], null))).toBe('amount_invalid')
    expect(codeOf(takeCard({ totals, tenders: [], ...card(1, 1_235) }))).toBe('tender_too_large')
  })

  it('takes no more than the processor’s eight digits', () => {
    expect(codeOf(cardAmount(totalsOf(cardAmountMinorMax), [], null))).toBe('ok')
    expect(codeOf(cardAmount(totalsOf(cardAmountMinorMax + 1), [], null))).toBe('amount_too_large')
  })
})

describe('tenders', () => {
  it('are twenty at most, and no number is used twice', () => {
    expect(codeOf(cash(9_999, { tenderNo: tendersMax }))).toBe('ok')
    expect(codeOf(cash(9_999, { tenderNo: tendersMax + 1 }))).toBe('invalid_input')
    const tenders = [theValue(cash(1, { amountMinor: 1 }))]
    expect(() => cash(9_999, { tenders })).toThrow('tender 1 was already taken')
    expect(() => cash(9_999, { tenderNo: 0 })).toThrow()
  })

  const aSplit = fc.record({
    totalMinor: fc.integer({ min: 1, max: 999_999 }),
    incrementMinor: fc.oneof(fc.constantFrom(1, 5, 10, 100), fc.integer({ min: 1, max: 100 })),
    parts: fc.array(
      fc.record({
        kind: fc.constantFrom('cash', 'card'),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
        over: fc.nat(5_000),
      }),
      { maxLength: 8 },
    ),
    lastKind: fc.constantFrom('cash', 'card'),
  })

  it('in any split cover the total exactly; cash payable is the rounded sum of the cash, whatever its pieces; change is what was given too much', () => {
    fc.assert(
      fc.property(aSplit, ({ totalMinor, incrementMinor, parts, lastKind }) => {
        const totals = totalsOf(totalMinor)
        const tenders: Tender[] = []
        const take = (kind: string, amountMinor: number | null, over: number): void => {
          const tenderNo = tenders.length + 1
          if (kind === 'card') {
            tenders.push(theValue(takeCard({ totals, tenders, ...card(tenderNo, amountMinor) })))
            return
          }
          const {
            dueMinor,
            roundingMinor,
            amountMinor: covers,
          } = cashDue(totals, tenders, amountMinor, incrementMinor)
          expect(dueMinor).toBe(covers + roundingMinor)
          if (dueMinor > 0) {
            expect(
              codeOf(
                takeCash({
                  totals,
                  tenders,
                  amountMinor,
                  givenMinor: dueMinor - 1,
                  incrementMinor,
                  tenderNo,
                }),
              ),
            ).toBe('cash_too_little')
          }
          const tender = theValue(
            takeCash({ totals, tenders, amountMinor, givenMinor: dueMinor + over, incrementMinor, tenderNo }),
          )
          expect(tender.changeMinor).toBe(over)
          expect(tender.givenMinor - tender.changeMinor).toBe(tender.amountMinor + tender.roundingMinor)
          tenders.push(tender)
        }
        for (const { kind, share, over } of parts) {
          const amount = Math.floor(remainingMinor(totals, tenders) * share)
          if (amount > 0) take(kind, amount, over)
        }
        if (remainingMinor(totals, tenders) > 0) take(lastKind, null, 0)

        expect(isCovered(totals, tenders)).toBe(true)
        const cashTenders = tenders.filter((tender) => tender.kind === 'cash')
        const cashAmount = cashTenders.reduce((all, tender) => all + tender.amountMinor, 0)
        const payable = cashTenders.reduce((all, tender) => all + tender.givenMinor - tender.changeMinor, 0)
        expect(payable).toBe(roundCash(cashAmount, incrementMinor).dueMinor)
        expect(saleRoundingMinor(tenders)).toBe(payable - cashAmount)
        expect(2 * Math.abs(saleRoundingMinor(tenders))).toBeLessThanOrEqual(incrementMinor)
        expect(saleChangeMinor(tenders)).toBeGreaterThanOrEqual(0)
        for (const tender of tenders) expect(tenderSchema.safeParse(tender).success).toBe(true)
      }),
      { numRuns: 1_500 },
    )
  })
})
