import type { ProcessorPayment, ProcessorVerbs } from '../../../domain/payment/processor.ts'
import type { Db } from '../../store/store.ts'
import { paymentSeen } from '../look.ts'
import type { PaymentRow } from '../payment-row.ts'
import { otherBooks } from './other-books.ts'
import type { SweepFacts } from './sweep-rules.ts'

/** A payment of ours under its key, with what the three books say of it. */
export type Swept = {
  readonly key: string
  readonly saleId: string | null
  readonly facts: SweepFacts
}

export type Slice = { readonly fromMs: number; readonly untilMs: number }

export type Gathered =
  | { readonly kind: 'gathered'; readonly swept: readonly Swept[] }
  /** The processor could not be asked; nothing is concluded from that. */
  | { readonly kind: 'unreachable'; readonly message: string }

type Books = {
  readonly listed: ReadonlyMap<string, ProcessorPayment>
  readonly rows: ReadonlyMap<string, PaymentRow>
  /** When the sale of a key was completed, by our key: payments the tills sold with. */
  readonly soldAtMs: ReadonlyMap<string, number>
}

/** Clocks differ: a sale's payment was made at most this long before it was sold. */
const paidBeforeSoldMs = 2 * 86_400_000

async function rowsOf(db: Db, storeId: string, slice: Slice, keys: readonly string[]) {
  const ofSlice = await db
    .selectFrom('payments')
    .selectAll()
    .where('store_id', '=', storeId)
    .where((eb) =>
      eb.or([
        eb.and([eb('requested_at_ms', '>=', slice.fromMs), eb('requested_at_ms', '<', slice.untilMs)]),
        ...(keys.length === 0 ? [] : [eb('key', 'in', keys)]),
      ]),
    )
    .execute()
  return new Map(ofSlice.map((row) => [row.key, row]))
}

/** Card tenders of the sales that were completed in the slice. */
async function soldIn(db: Db, storeId: string, slice: Slice): Promise<ReadonlyMap<string, number>> {
  const sold = await db
    .selectFrom('sale_tenders')
    .innerJoin('sales', (join) =>
      join
        .onRef('sales.store_id', '=', 'sale_tenders.store_id')
        .onRef('sales.sale_id', '=', 'sale_tenders.sale_id'),
    )
    .select(['sale_tenders.idempotency_key as key', 'sales.at_ms as atMs'])
    .where('sales.store_id', '=', storeId)
    .where('sales.at_ms', '>=', slice.fromMs)
    .where('sales.at_ms', '<', slice.untilMs)
    .where('sale_tenders.kind', '=', 'card')
    .execute()
  return new Map(sold.flatMap(({ key, atMs }) => (key === null ? [] : [[key, atMs] as const])))
}

/**
 * Everything of ours that was created in the slice, by any of the three books. What the list does not show is asked for by its id, or by its key,
 * before anybody concludes that it is not there.
 */
export async function gather(
  db: Db,
  ask: ProcessorVerbs,
  storeId: string,
  slice: Slice,
  nowMs: number,
): Promise<Gathered> {
  const list = await ask.listPayments(slice)
  if (list.kind !== 'done') return { kind: 'unreachable', message: list.cause.code }
  const ours = list.value.filter(({ marks }) => marks?.storeId === storeId)
  const listed = new Map(ours.map((payment) => [payment.marks?.key ?? '', payment]))
  const rows = await rowsOf(db, storeId, slice, [...listed.keys()])
  const books: Books = { listed, rows, soldAtMs: await soldIn(db, storeId, slice) }
  const keys = [...new Set([...listed.keys(), ...rows.keys(), ...books.soldAtMs.keys()])]
  if (keys.length === 0) return { kind: 'gathered', swept: [] }

  const payments = new Map<string, ProcessorPayment | null>()
  for (const key of keys) {
    const seen = await paymentOf(ask, books, key, nowMs)
    if (seen === 'unreachable') return { kind: 'unreachable', message: 'no_answer' }
    payments.set(key, seen)
  }
  const others = await otherBooks(db, storeId, keys, payments, rows)
  return {
    kind: 'gathered',
    swept: keys.map((key) => {
      const payment = payments.get(key) ?? null
      const row = rows.get(key) ?? null
      const createdAtMs = row?.requested_at_ms ?? payment?.createdAtMs ?? books.soldAtMs.get(key) ?? nowMs
      return {
        key,
        saleId: row?.sale_id ?? payment?.marks?.saleId ?? others.saleOf(key),
        facts: { payment, row, ageMs: nowMs - createdAtMs, ...others.factsOf(key, payment, row) },
      }
    }),
  }
}

async function paymentOf(
  ask: ProcessorVerbs,
  { listed, rows, soldAtMs }: Books,
  key: string,
  nowMs: number,
): Promise<ProcessorPayment | null | 'unreachable'> {
  const known = listed.get(key)
  if (known !== undefined) return known
  const row = rows.get(key)
  if (row?.processor_payment_id != null) {
    const seen = paymentSeen(await ask.retrieve({ paymentId: row.processor_payment_id }))
    if (seen.kind === 'lost') return 'unreachable'
    return seen.kind === 'seen' ? seen.payment : null
  }
  const soldMs = soldAtMs.get(key)
  if (row !== undefined || soldMs === undefined) return null
  const found = await ask.lookUpByKey({
    key,
    fromMs: soldMs - paidBeforeSoldMs,
    untilMs: Math.min(soldMs + paidBeforeSoldMs, nowMs),
  })
  return found.kind === 'done' ? found.value : 'unreachable'
}
