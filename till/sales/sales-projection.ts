import { assert } from '../../domain/assert.ts'
import type { Operation } from '../../domain/journal/operation.ts'
import { type AttemptState, canMoveAttempt } from '../../domain/payment/attempt.ts'
import type { Cart } from '../../domain/sale/cart.ts'
import { priceCart } from '../../domain/sale/price-cart.ts'
import type { Tender } from '../../domain/sale/tender.ts'
import type { SaleTotals } from '../../domain/sale/totals.ts'
import type { Projection } from '../journal/projection.ts'
import type { TextOf } from '../journal/seal.ts'
import { receiptCountOf } from '../receipts/receipt-number.ts'
import type { WritableDb } from '../store/db.ts'

/**
 * Sales, their tenders and card attempts, as the journal tells them. A move that the payment state machine forbids is a bug and refuses the
 * whole transaction, so no table ever says what the journal could not.
 */
export const salesProjection: Projection = {
  tables: ['sales', 'tenders', 'attempts', 'staff_names'],
  apply: {
    'staff.signed-in': (db, operation) => {
      if (operation.staffId === null) return
      db.prepare(
        'INSERT INTO staff_names (staff_id, name) VALUES (?, ?) ON CONFLICT (staff_id) DO UPDATE SET name = excluded.name',
      ).run(operation.staffId, operation.body.name)
    },
    'sale.parked': (db, operation, textOf) => {
      putSale(db, operation, textOf, 'parked', operation.body)
      db.prepare('UPDATE sales SET note = ? WHERE sale_id = ?').run(
        operation.body.note,
        operation.body.cart.saleId,
      )
    },
    'sale.unparked': (db, operation) =>
      moveSale(db, operation.body.saleId, operation.body.reason === 'recalled' ? 'open' : 'discarded'),
    'sale.totalled': (db, operation, textOf) => putSale(db, operation, textOf, 'paying', operation.body),
    'sale.reopened': (db, operation) => moveSale(db, operation.body.saleId, 'open'),
    'sale.completed': (db, operation, textOf) => completeSale(db, operation, textOf),
    'payment.intended': intendPayment,
    'payment.created': (db, operation) => {
      moveAttempt(db, operation, 'sent')
      keepProcessorId(db, operation.body.idempotencyKey, operation.body.processorPaymentId)
    },
    'payment.unknown': (db, operation) => moveAttempt(db, operation, 'unknown'),
    'payment.approved': approvePayment,
    'payment.declined': (db, operation) => {
      moveAttempt(db, operation, 'declined')
      keepProcessorId(db, operation.body.idempotencyKey, operation.body.processorPaymentId)
      db.prepare('UPDATE attempts SET decline_reason = ? WHERE idempotency_key = ?').run(
        operation.body.reason,
        operation.body.idempotencyKey,
      )
    },
    'payment.voided': (db, operation) => {
      moveAttempt(db, operation, 'voided')
      keepProcessorId(db, operation.body.idempotencyKey, operation.body.processorPaymentId)
    },
    'cash.taken': (db, operation, textOf) =>
      putTender(db, operation.body.saleId, operation.body.tender, textOf),
    'cash.returned': (db, operation) => {
      const { changes } = db
        .prepare(
          "UPDATE tenders SET state = 'returned' WHERE sale_id = ? AND tender_no = ? AND kind = 'cash' AND state = 'standing'",
        )
        .run(operation.body.saleId, operation.body.tenderNo)
      assert(changes === 1, 'cash that is handed back was taken before')
    },
  },
}

type SaleState = 'parked' | 'open' | 'discarded' | 'paying' | 'completed'

type Sold = { readonly cart: Cart; readonly totals?: SaleTotals; readonly receiptNo?: string }

function putSale(
  db: WritableDb,
  operation: Operation,
  textOf: TextOf,
  state: SaleState,
  { cart, totals, receiptNo }: Sold,
): void {
  const priced = totals ?? totalsOf(cart)
  db.prepare(
    `INSERT INTO sales (sale_id, state, cart, totals, note, item_count, total_minor, currency, staff_id, shift_id, at_ms, seq, receipt_no, receipt_count)
     VALUES (?, ?, ?, ?, NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (sale_id) DO UPDATE SET state = excluded.state, cart = excluded.cart, totals = excluded.totals, note = excluded.note,
       item_count = excluded.item_count, total_minor = excluded.total_minor, currency = excluded.currency, staff_id = excluded.staff_id,
       shift_id = excluded.shift_id, at_ms = excluded.at_ms, seq = excluded.seq, receipt_no = excluded.receipt_no,
       receipt_count = excluded.receipt_count`,
  ).run(
    cart.saleId,
    state,
    textOf(cart),
    totals === undefined ? null : textOf(totals),
    cart.lines.reduce((count, line) => count + line.quantity, 0),
    priced.totalMinor,
    cart.currency,
    operation.staffId,
    operation.shiftId,
    operation.atMs,
    operation.seq,
    receiptNo ?? null,
    receiptNo === undefined ? null : receiptCountOf(receiptNo),
  )
}

/** A sale is totalled before it is paid: its row is there. */
function completeSale(db: WritableDb, operation: Operation<'sale.completed'>, textOf: TextOf): void {
  const { cart, totals, receiptNo } = operation.body
  const { changes } = db
    .prepare(
      `UPDATE sales SET state = 'completed', cart = ?, totals = ?, note = NULL, item_count = ?, total_minor = ?, currency = ?, staff_id = ?,
         shift_id = ?, at_ms = ?, seq = ?, receipt_no = ?, receipt_count = ? WHERE sale_id = ?`,
    )
    .run(
      textOf(cart),
      textOf(totals),
      cart.lines.reduce((count, line) => count + line.quantity, 0),
      totals.totalMinor,
      cart.currency,
      operation.staffId,
      operation.shiftId,
      operation.atMs,
      operation.seq,
      receiptNo,
      receiptCountOf(receiptNo),
      cart.saleId,
    )
  assert(changes === 1, 'a sale that is completed was totalled before')
}

function totalsOf(cart: Cart): SaleTotals {
  const totals = priceCart(cart)
  assert(totals.ok, 'a journalled cart can be priced')
  return totals.value
}

function moveSale(db: WritableDb, saleId: string, state: SaleState): void {
  const { changes } = db.prepare('UPDATE sales SET state = ? WHERE sale_id = ?').run(state, saleId)
  assert(changes === 1, `the sale that becomes ${state} is known`)
}

function intendPayment(db: WritableDb, operation: Operation<'payment.intended'>): void {
  const { body } = operation
  db.prepare(
    `INSERT INTO attempts (sale_id, tender_no, attempt, idempotency_key, amount_minor, currency, reader_id, state, processor_payment_id,
       decline_reason, staff_id, shift_id, intended_at_ms, changed_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, 'created', NULL, NULL, ?, ?, ?, ?)`,
  ).run(
    body.saleId,
    body.tenderNo,
    body.attempt,
    body.idempotencyKey,
    body.amountMinor,
    body.currency,
    body.readerId,
    operation.staffId,
    operation.shiftId,
    operation.atMs,
    operation.atMs,
  )
}

function approvePayment(db: WritableDb, operation: Operation<'payment.approved'>, textOf: TextOf): void {
  const { body } = operation
  moveAttempt(db, operation, 'approved')
  keepProcessorId(db, body.idempotencyKey, body.processorPaymentId)
  putTender(
    db,
    body.saleId,
    {
      kind: 'card',
      tenderNo: body.tenderNo,
      amountMinor: body.amountMinor,
      idempotencyKey: body.idempotencyKey,
      processorPaymentId: body.processorPaymentId,
      card: body.card,
    },
    textOf,
  )
}

function putTender(db: WritableDb, saleId: string, tender: Tender, textOf: TextOf): void {
  db.prepare(
    "INSERT INTO tenders (sale_id, tender_no, kind, state, tender) VALUES (?, ?, ?, 'standing', ?)",
  ).run(saleId, tender.tenderNo, tender.kind, textOf(tender))
}

type Outcome =
  | 'payment.created'
  | 'payment.unknown'
  | 'payment.approved'
  | 'payment.declined'
  | 'payment.voided'

function moveAttempt(db: WritableDb, operation: Operation<Outcome>, to: AttemptState): void {
  const key = operation.body.idempotencyKey
  const row = db
    .prepare<{ state: AttemptState }>('SELECT state FROM attempts WHERE idempotency_key = ?')
    .get(key)
  assert(
    row !== undefined && canMoveAttempt(row.state, to),
    `an attempt never goes from ${row?.state} to ${to}`,
  )
  db.prepare('UPDATE attempts SET state = ?, changed_at_ms = ? WHERE idempotency_key = ?').run(
    to,
    operation.atMs,
    key,
  )
}

function keepProcessorId(db: WritableDb, key: string, processorPaymentId: string | null): void {
  if (processorPaymentId === null) return
  db.prepare('UPDATE attempts SET processor_payment_id = ? WHERE idempotency_key = ?').run(
    processorPaymentId,
    key,
  )
}
