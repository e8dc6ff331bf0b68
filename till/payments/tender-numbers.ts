import { tendersMax } from '../../domain/sale/tender.ts'
import type { Attempt } from '../sales/read-sales.ts'

const attemptsMax = 99

/** The number of the next new tender: after every number that was ever used in this sale, declined and returned ones too. */
export const nextTenderNo = (highestTender: number, attempts: readonly Attempt[]): number =>
  Math.max(highestTender, ...attempts.map(({ tenderNo }) => tenderNo), 0) + 1

/**
 * Which tender and attempt a card payment is: another attempt of the last tender when that one ended without money, else a new tender.
 * Deterministic from what is journalled, so a key made of it is the same before and after a restart.
 */
export function nextCardAttempt(
  highestTender: number,
  attempts: readonly Attempt[],
): { readonly tenderNo: number; readonly attempt: number } {
  const last = attempts.at(-1)
  const endedWithoutMoney = last?.state === 'declined' || last?.state === 'voided'
  if (last !== undefined && endedWithoutMoney && last.tenderNo > highestTender) {
    if (last.attempt < attemptsMax) return { tenderNo: last.tenderNo, attempt: last.attempt + 1 }
  }
  return { tenderNo: nextTenderNo(highestTender, attempts), attempt: 1 }
}

export const isTenderNoInLimits = (tenderNo: number): boolean => tenderNo <= tendersMax
