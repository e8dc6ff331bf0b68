import type { Clue } from '../../domain/events/recognise.ts'
import { type TraceMatch, traceMatchSchema } from '../../domain/protocol/events.ts'
import { last4Of, type PaymentRow } from '../payments/payment-row.ts'
import type { Db } from '../store/store.ts'
import { noStore } from './find-events.ts'
import { type EventSearch, searchEvents } from './search-events.ts'

const matchesMax = 20
/** Events that are looked through for the payments behind them. */
const eventsMax = 500

/** The sales that a text may mean, newest first: of the first clue that fits any. */
export async function matchesOf(
  db: Db,
  storeId: string,
  clues: readonly Clue[],
  currency: string,
): Promise<readonly TraceMatch[]> {
  for (const clue of clues) {
    const saleIds = await saleIdsOf(db, storeId, clue)
    const matches = await Promise.all(saleIds.map((saleId) => matchOf(db, storeId, saleId, currency)))
    const found = matches.filter((match) => match !== null).sort((a, b) => b.atMs - a.atMs)
    if (found.length > 0) return found.slice(0, matchesMax)
  }
  return []
}

async function saleIdsOf(db: Db, storeId: string, clue: Clue): Promise<readonly string[]> {
  switch (clue.by) {
    case 'saleId':
      return [clue.value]
    case 'receiptNo':
      return salesWhere(db, storeId, 'receipt_no', clue.value)
    case 'key':
      return unique([
        ...(await paymentsWhere(db, storeId, 'key', clue.value)),
        ...(await byRefund(db, storeId, 'key', clue.value)),
      ])
    case 'processorId':
      return unique([
        ...(await paymentsWhere(db, storeId, 'processor_payment_id', clue.value)),
        ...(await byRefund(db, storeId, 'processor_refund_id', clue.value)),
        ...(await byEvents(db, storeId, { processorId: clue.value })),
      ])
    case 'last4':
      return byEvents(db, storeId, { last4: clue.value })
    case 'amountMinor':
      return unique([
        ...(await byEvents(db, storeId, { amountMinor: clue.value })),
        ...(await salesWhere(db, storeId, 'total_minor', clue.value)),
      ])
  }
}

const unique = (ids: readonly string[]): readonly string[] => [...new Set(ids)].slice(0, matchesMax)

async function salesWhere(
  db: Db,
  storeId: string,
  column: 'receipt_no' | 'total_minor',
  value: string | number,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('sales')
    .select('sale_id')
    .where('store_id', '=', storeId)
    .where(column, '=', value)
    .orderBy('at_ms', 'desc')
    .limit(matchesMax)
    .execute()
  return rows.map((row) => row.sale_id)
}

async function paymentsWhere(
  db: Db,
  storeId: string,
  column: 'key' | 'processor_payment_id',
  value: string,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('payments')
    .select('sale_id')
    .where('store_id', '=', storeId)
    .where(column, '=', value)
    .execute()
  return rows.map((row) => row.sale_id)
}

async function byRefund(
  db: Db,
  storeId: string,
  column: 'key' | 'processor_refund_id',
  value: string,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('refunds')
    .innerJoin('payments', (join) =>
      join
        .onRef('payments.store_id', '=', 'refunds.store_id')
        .onRef('payments.key', '=', 'refunds.payment_key'),
    )
    .select('payments.sale_id')
    .where('refunds.store_id', '=', storeId)
    .where(`refunds.${column}`, '=', value)
    .execute()
  return rows.map((row) => row.sale_id)
}

/** The sales behind the events that a search finds, by the sale or the payment that each names. */
async function byEvents(
  db: Db,
  storeId: string,
  search: Omit<EventSearch, 'storeId' | 'limit'>,
): Promise<readonly string[]> {
  const saleIds = new Set<string>()
  for (const store of [storeId, noStore]) {
    for (const event of await searchEvents(db, { ...search, storeId: store, limit: eventsMax })) {
      if (event.saleId !== null) saleIds.add(event.saleId)
      else if (event.paymentKey !== null)
        for (const id of await paymentsWhere(db, storeId, 'key', event.paymentKey)) saleIds.add(id)
      if (saleIds.size >= matchesMax) return [...saleIds]
    }
  }
  return [...saleIds]
}

/** What is known of a sale: from the till's own record, from its payments, or both. null when there is neither. */
async function matchOf(
  db: Db,
  storeId: string,
  saleId: string,
  currency: string,
): Promise<TraceMatch | null> {
  const sale = await db
    .selectFrom('sales')
    .select(['receipt_no', 'at_ms', 'total_minor', 'currency'])
    .where('store_id', '=', storeId)
    .where('sale_id', '=', saleId)
    .executeTakeFirst()
  const payments: readonly PaymentRow[] = await db
    .selectFrom('payments')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('sale_id', '=', saleId)
    .orderBy('requested_at_ms')
    .execute()
  const last = payments.at(-1)
  if (sale === undefined && last === undefined) return null
  return traceMatchSchema.parse({
    saleId,
    receiptNo: sale?.receipt_no ?? null,
    atMs: sale?.at_ms ?? last?.requested_at_ms,
    amountMinor: sale?.total_minor ?? last?.amount_minor,
    currency: sale?.currency ?? last?.currency ?? currency,
    state: last?.state ?? null,
    last4: last4Of(last?.card ?? null),
    paymentKeys: payments.map((row) => row.key),
    processorPaymentIds: payments.flatMap((row) => row.processor_payment_id ?? []),
  })
}
