import { assert } from '../../domain/assert.ts'
import type { SaleId, ShiftId, StaffId } from '../../domain/ids/ids.ts'
import type { AttemptState, DeclineReason } from '../../domain/payment/attempt.ts'
import { type Cart, cartSchema } from '../../domain/sale/cart.ts'
import { type Tender, tenderSchema } from '../../domain/sale/tender.ts'
import { type SaleTotals, saleTotalsSchema } from '../../domain/sale/totals.ts'
import type { FrozenSale } from '../journal/frozen-sales.ts'
import type { ReadableDb } from '../store/db.ts'

/** A sale that is being paid, frozen. */
export type PayingSale = {
  readonly cart: Cart
  readonly totals: SaleTotals
  readonly tenders: readonly Tender[]
  readonly attempts: readonly Attempt[]
  /** Who froze it: what happens later without anybody at the till belongs to the same person and shift. */
  readonly staffId: StaffId | null
  readonly shiftId: ShiftId | null
}

/** One try to take one tender by card, as journalled. */
export type Attempt = {
  readonly saleId: SaleId
  readonly tenderNo: number
  readonly attempt: number
  readonly idempotencyKey: string
  readonly amountMinor: number
  readonly currency: string
  readonly readerId: string
  readonly state: AttemptState
  readonly processorPaymentId: string | null
  readonly declineReason: DeclineReason | null
  readonly staffId: StaffId | null
  readonly shiftId: ShiftId | null
  readonly intendedAtMs: number
  readonly changedAtMs: number
}

const attemptColumns = `sale_id AS saleId, tender_no AS tenderNo, attempt, idempotency_key AS idempotencyKey, amount_minor AS amountMinor, currency,
  reader_id AS readerId, state, processor_payment_id AS processorPaymentId, decline_reason AS declineReason, staff_id AS staffId,
  shift_id AS shiftId, intended_at_ms AS intendedAtMs, changed_at_ms AS changedAtMs`

/** `frozen`: the sale as this process journalled it; what stands on disk in the same bytes is not read out and checked again. */
export function readPayingSale(db: ReadableDb, saleId: SaleId, frozen: FrozenSale | null = null): PayingSale {
  const row = db
    .prepare<{
      cart: string
      totals: string | null
      staff_id: StaffId | null
      shift_id: ShiftId | null
      state: string
    }>('SELECT cart, totals, staff_id, shift_id, state FROM sales WHERE sale_id = ?')
    .get(saleId)
  assert(row !== undefined && row.totals !== null, 'a sale being paid was totalled')
  return {
    cart: frozen?.cartText === row.cart ? frozen.cart : cartSchema.parse(JSON.parse(row.cart)),
    totals:
      frozen?.totalsText === row.totals ? frozen.totals : saleTotalsSchema.parse(JSON.parse(row.totals)),
    tenders: readTenders(db, saleId),
    attempts: readAttempts(db, saleId),
    staffId: row.staff_id,
    shiftId: row.shift_id,
  }
}

/** Money that stands, in tender order: cash handed back is no longer among it. */
export const readTenders = (db: ReadableDb, saleId: SaleId): Tender[] =>
  db
    .prepare<{ tender: string }>(
      "SELECT tender FROM tenders WHERE sale_id = ? AND state = 'standing' ORDER BY tender_no",
    )
    .all(saleId)
    .map((row) => tenderSchema.parse(JSON.parse(row.tender)))

export const readAttempts = (db: ReadableDb, saleId: SaleId): Attempt[] =>
  db
    .prepare<Attempt>(`SELECT ${attemptColumns} FROM attempts WHERE sale_id = ? ORDER BY tender_no, attempt`)
    .all(saleId)

export const readAttempt = (db: ReadableDb, idempotencyKey: string): Attempt | undefined =>
  db.prepare<Attempt>(`SELECT ${attemptColumns} FROM attempts WHERE idempotency_key = ?`).get(idempotencyKey)

/** Attempts whose end is not known yet, of any sale, oldest first: what a restarted till has to find out. */
export const readOpenAttempts = (db: ReadableDb): Attempt[] =>
  db
    .prepare<Attempt>(
      `SELECT ${attemptColumns} FROM attempts WHERE state IN ('created', 'sent', 'unknown') ORDER BY intended_at_ms, idempotency_key`,
    )
    .all()

/** The highest number that any tender of this sale had, one handed back included; 0 for none. */
export function highestTenderNo(db: ReadableDb, saleId: SaleId): number {
  const row = db
    .prepare<{ last: number | null }>('SELECT MAX(tender_no) AS last FROM tenders WHERE sale_id = ?')
    .get(saleId)
  return row?.last ?? 0
}

export const staffNameOf = (db: ReadableDb, staffId: string | null): string =>
  (staffId === null
    ? undefined
    : db.prepare<{ name: string }>('SELECT name FROM staff_names WHERE staff_id = ?').get(staffId)?.name) ??
  ''
