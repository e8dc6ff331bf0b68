import { assert } from '../../domain/assert.ts'
import type { ReadableDb } from '../store/db.ts'

const digits = 6

/** The register's short name and its running count: `receiptNumber('R1', 123) → 'R1-000123'`, `('register-front', 7) → 'FRONT-000007'`. */
export const receiptNumber = (registerId: string, count: number): string =>
  `${registerId
    .replace(/^register[-_.:]/i, '')
    .toUpperCase()
    .slice(0, 24)}-${String(count).padStart(digits, '0')}`

/** The count at the end of a receipt number: `R1-000123 → 123`. */
export function receiptCountOf(receiptNo: string): number {
  const count = Number(/-(\d+)$/.exec(receiptNo)?.[1])
  assert(Number.isSafeInteger(count) && count > 0, `the receipt number ${receiptNo} ends in its count`)
  return count
}

/** One more than the last: gap-free, because it is read and used inside one synchronous step of the only writer. */
export function nextReceiptCount(db: ReadableDb): number {
  const row = db
    .prepare<{ last: number | null }>(
      'SELECT MAX(receipt_count) AS last FROM sales WHERE receipt_count IS NOT NULL',
    )
    .get()
  return (row?.last ?? 0) + 1
}
