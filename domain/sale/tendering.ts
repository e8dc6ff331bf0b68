import { assert } from '../assert.ts'
import { saleTotalMinorMax } from '../catalogue/product.ts'
import { sum } from '../money/arithmetic.ts'
import { roundCash } from '../money/cash-rounding.ts'
import { fail, ok, type Result } from '../result.ts'
import {
  type CardReceipt,
  type CardTender,
  type CashTender,
  cardAmountMinorMax,
  type Tender,
  tendersMax,
} from './tender.ts'
import type { SaleTotals } from './totals.ts'

/**
 * Paying a sale. Tenders cover `totals.totalMinor` with their `amountMinor`; cash rounding stands beside it, on the cash tenders only, and is decided by
 * the sum of the sale's cash: Σ (amount + rounding) over its cash tenders = round(Σ amount), whatever pieces it was paid in.
 */

/** What the tenders do not cover yet, without cash rounding. */
export const remainingMinor = (totals: SaleTotals, tenders: readonly Tender[]): number =>
  totals.totalMinor -
  sum(
    totals.currency,
    tenders.map((tender) => tender.amountMinor),
  )

/** True when tenders cover the total. A sale that costs nothing still needs one: a cash tender of 0, given 0. */
export const isCovered = (totals: SaleTotals, tenders: readonly Tender[]): boolean =>
  tenders.length > 0 && remainingMinor(totals, tenders) === 0

/** What cash rounding added (+) or forgave (−), the sale over. */
export const saleRoundingMinor = (tenders: readonly Tender[]): number =>
  cashOf(tenders).reduce((total, tender) => total + tender.roundingMinor, 0)

/** What went back to the customer. */
export const saleChangeMinor = (tenders: readonly Tender[]): number =>
  cashOf(tenders).reduce((total, tender) => total + tender.changeMinor, 0)

/** What a cash payment of `amountMinor` (null: all that remains) comes to in coins. due = amount + rounding; never below 0. */
export function cashDue(
  totals: SaleTotals,
  tenders: readonly Tender[],
  amountMinor: number | null,
  incrementMinor: number,
): { readonly amountMinor: number; readonly dueMinor: number; readonly roundingMinor: number } {
  const amount = amountMinor ?? remainingMinor(totals, tenders)
  const cash = cashOf(tenders)
  const amountBefore = cash.reduce((total, tender) => total + tender.amountMinor, 0)
  const paidBefore = amountBefore + saleRoundingMinor(tenders)
  const dueMinor = Math.max(0, roundCash(amountBefore + amount, incrementMinor).dueMinor - paidBefore)
  return { amountMinor: amount, dueMinor, roundingMinor: dueMinor - amount }
}

/**
 * Cash over the counter: covers `amountMinor` of the sale (null: all that remains), the rest of what was given goes back as change.
 * Errors: amount_invalid, amount_too_large, tender_too_large, cash_too_little (`details.dueMinor`), invalid_input (too many tenders).
 */
export function takeCash({
  totals,
  tenders,
  amountMinor,
  givenMinor,
  incrementMinor,
  tenderNo,
}: {
  readonly totals: SaleTotals
  readonly tenders: readonly Tender[]
  readonly amountMinor: number | null
  readonly givenMinor: number
  readonly incrementMinor: number
  readonly tenderNo: number
}): Result<CashTender> {
  const costsNothing = totals.totalMinor === 0 && tenders.length === 0
  const problem = checkTender(totals, tenders, amountMinor, tenderNo, costsNothing ? 0 : 1)
  if (problem !== null) return problem
  if (givenMinor > saleTotalMinorMax) {
    return fail('amount_too_large', 'The cash given is above the limit; check it for a typing mistake.')
  }
  if (!Number.isSafeInteger(givenMinor) || givenMinor < 0) {
    return fail('amount_invalid', 'The cash given must be a whole number of minor units and not negative.')
  }
  const due = cashDue(totals, tenders, amountMinor, incrementMinor)
  if (givenMinor < due.dueMinor) {
    return fail(
      'cash_too_little',
      'The cash given is less than the amount due; ask for the rest or split the payment.',
      {
        dueMinor: due.dueMinor,
      },
    )
  }
  return ok({
    kind: 'cash',
    tenderNo,
    amountMinor: due.amountMinor,
    roundingMinor: due.roundingMinor,
    givenMinor,
    changeMinor: givenMinor - due.dueMinor,
  })
}

/** How much a card is to be charged: `amountMinor` (null: all that remains), checked. Errors: amount_invalid, amount_too_large, tender_too_large. */
export function cardAmount(
  totals: SaleTotals,
  tenders: readonly Tender[],
  amountMinor: number | null,
): Result<number> {
  const problem = checkAmount(totals, tenders, amountMinor, 1)
  if (problem !== null) return problem
  const amount = amountMinor ?? remainingMinor(totals, tenders)
  if (amount > cardAmountMinorMax) {
    return fail('amount_too_large', 'A card payment of this size is not possible; split it.')
  }
  return ok(amount)
}

/** The tender of an approved card payment. `amountMinor` as charged, null: all that remained. Cards are charged exactly: no rounding. Errors as `cardAmount`. */
export function takeCard({
  totals,
  tenders,
  amountMinor,
  tenderNo,
  idempotencyKey,
  processorPaymentId,
  card,
}: {
  readonly totals: SaleTotals
  readonly tenders: readonly Tender[]
  readonly amountMinor: number | null
  readonly tenderNo: number
  readonly idempotencyKey: string
  readonly processorPaymentId: string
  readonly card: CardReceipt | null
}): Result<CardTender> {
  const problem = checkTender(totals, tenders, amountMinor, tenderNo, 1)
  if (problem !== null) return problem
  const amount = cardAmount(totals, tenders, amountMinor)
  if (!amount.ok) return amount
  return ok({ kind: 'card', tenderNo, amountMinor: amount.value, idempotencyKey, processorPaymentId, card })
}

/**
 * The one cash tender that may be handed back: the last. An earlier one cannot go alone, because the later ones were rounded on top of it. null: no cash was taken.
 */
export const returnableCash = (tenders: readonly Tender[]): CashTender | null =>
  cashOf(tenders).at(-1) ?? null

const cashOf = (tenders: readonly Tender[]): CashTender[] =>
  tenders.filter((tender) => tender.kind === 'cash')

function checkTender(
  totals: SaleTotals,
  tenders: readonly Tender[],
  amountMinor: number | null,
  tenderNo: number,
  amountMin: number,
) {
  assert(Number.isSafeInteger(tenderNo) && tenderNo >= 1, 'a tender number is a whole number from 1')
  assert(!tenders.some((tender) => tender.tenderNo === tenderNo), `tender ${tenderNo} was already taken`)
  if (tenderNo > tendersMax) {
    return fail(
      'invalid_input',
      `A sale is paid in at most ${tendersMax} parts; take the whole rest at once.`,
    )
  }
  return checkAmount(totals, tenders, amountMinor, amountMin)
}

function checkAmount(
  totals: SaleTotals,
  tenders: readonly Tender[],
  amountMinor: number | null,
  amountMin: number,
) {
  const remaining = remainingMinor(totals, tenders)
  const amount = amountMinor ?? remaining
  if (amount > remaining) {
    return fail('tender_too_large', 'The amount is more than what is still to pay.', {
      remainingMinor: remaining,
    })
  }
  if (Number.isSafeInteger(amount) && amount >= amountMin) return null
  return fail('amount_invalid', 'The amount to pay must be a whole number of minor units above zero.')
}
