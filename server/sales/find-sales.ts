import type { StoreId } from '../../domain/ids/ids.ts'
import { type SaleRow, type SalesQuery, saleRowSchema } from '../../domain/protocol/backoffice.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { storeOf } from '../catalogue/shop.ts'
import { staffNames } from '../staff/staff-names.ts'
import type { Db } from '../store/store.ts'
import { dayRange } from './day-range.ts'

/** One page of sales, newest first. Errors: `invalid_input` for a day that does not exist or a cursor that is not ours. */
export async function findSales(
  db: Db,
  storeId: StoreId,
  search: SalesQuery,
): Promise<Result<{ sales: SaleRow[]; nextCursor: string | null }>> {
  const range = await searchRange(db, storeId, search)
  if (!range.ok) return range
  const after = search.after === undefined ? ok(null) : readCursor(search.after)
  if (!after.ok) return after

  let query = db.selectFrom('sales').select('sale_id').select('at_ms').where('store_id', '=', storeId)
  if (range.value.fromMs !== null) query = query.where('at_ms', '>=', range.value.fromMs)
  if (range.value.toMs !== null) query = query.where('at_ms', '<', range.value.toMs)
  if (search.registerId !== undefined) query = query.where('register_id', '=', search.registerId)
  if (search.receiptNo !== undefined) query = query.where('receipt_no', '=', search.receiptNo)
  if (search.amountMinor !== undefined) query = query.where('total_minor', '=', search.amountMinor)
  const before = after.value
  if (before !== null) {
    query = query.where((eb) =>
      eb.or([
        eb('at_ms', '<', before.atMs),
        eb.and([eb('at_ms', '=', before.atMs), eb('sale_id', '<', before.saleId)]),
      ]),
    )
  }
  const found = await query
    .orderBy('at_ms', 'desc')
    .orderBy('sale_id', 'desc')
    .limit(search.limit + 1)
    .execute()
  const page = found.slice(0, search.limit)
  const last = page.at(-1)
  const sales = await saleRows(
    db,
    storeId,
    page.map((row) => row.sale_id),
  )
  const more = found.length > search.limit && last !== undefined
  return ok({ sales, nextCursor: more ? `${last.at_ms}.${last.sale_id}` : null })
}

type SearchRange = { readonly fromMs: number | null; readonly toMs: number | null }

async function searchRange(
  db: Db,
  storeId: StoreId,
  { fromDay, toDay }: SalesQuery,
): Promise<Result<SearchRange>> {
  if (fromDay === undefined && toDay === undefined) return ok({ fromMs: null, toMs: null })
  const { timeZone } = await storeOf(db, storeId)
  const from = fromDay === undefined ? null : dayRange(fromDay, timeZone)
  const to = toDay === undefined ? null : dayRange(toDay, timeZone)
  if ((fromDay !== undefined && from === null) || (toDay !== undefined && to === null)) {
    return fail('invalid_input', 'There is no such day; write it as 2026-11-23.')
  }
  return ok({ fromMs: from?.fromMs ?? null, toMs: to?.toMs ?? null })
}

function readCursor(cursor: string): Result<{ readonly atMs: number; readonly saleId: string }> {
  const match = /^(\d{1,15})\.([0-9a-f-]{36})$/.exec(cursor)
  if (match?.[1] === undefined || match[2] === undefined) {
    return fail('invalid_input', 'The cursor is not one that this server gave; ask for the first page.')
  }
  return ok({ atMs: Number(match[1]), saleId: match[2] })
}

/** The sales of these ids as the back office lists them, newest first; unknown ids are left out. */
export async function saleRows(db: Db, storeId: StoreId, saleIds: readonly string[]): Promise<SaleRow[]> {
  if (saleIds.length === 0) return []
  const sales = await db
    .selectFrom('sales')
    .leftJoin('registers', (join) =>
      join
        .onRef('registers.store_id', '=', 'sales.store_id')
        .onRef('registers.register_id', '=', 'sales.register_id'),
    )
    .selectAll('sales')
    .select('registers.name as register_name')
    .where('sales.store_id', '=', storeId)
    .where('sales.sale_id', 'in', saleIds)
    .orderBy('sales.at_ms', 'desc')
    .orderBy('sales.sale_id', 'desc')
    .execute()
  const tenders = await db
    .selectFrom('sale_tenders')
    .select(['sale_id', 'kind', 'amount_minor'])
    .where('store_id', '=', storeId)
    .where('sale_id', 'in', saleIds)
    .orderBy('tender_no')
    .execute()
  const tendersOf = Map.groupBy(tenders, (tender) => tender.sale_id)
  const names = await staffNames(db, storeId)
  return sales.map((sale) =>
    saleRowSchema.parse({
      saleId: sale.sale_id,
      receiptNo: sale.receipt_no,
      atMs: sale.at_ms,
      registerId: sale.register_id,
      registerName: sale.register_name,
      staffId: sale.staff_id,
      staffName: sale.staff_id === null ? null : (names.get(sale.staff_id) ?? null),
      currency: sale.currency,
      itemCount: sale.item_count,
      totalMinor: sale.total_minor,
      taxMinor: sale.tax_minor,
      discountMinor: sale.discount_minor,
      roundingMinor: sale.rounding_minor,
      changeMinor: sale.change_minor,
      tenders: (tendersOf.get(sale.sale_id) ?? []).map((tender) => ({
        kind: tender.kind,
        amountMinor: tender.amount_minor,
      })),
    }),
  )
}
