import type { StoreId } from '../../domain/ids/ids.ts'
import { type Summary, summarySchema } from '../../domain/protocol/backoffice.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { storeOf } from '../catalogue/shop.ts'
import type { Db } from '../store/store.ts'
import { dayAt, dayRange } from './day-range.ts'

/** A day of the store in figures; its today when no day is named. Errors: `invalid_input` for a day that does not exist. */
export async function summaryOf(
  db: Db,
  storeId: StoreId,
  nowMs: number,
  day?: string | undefined,
): Promise<Result<Summary>> {
  const { timeZone, currency } = await storeOf(db, storeId)
  const chosen = day ?? dayAt(nowMs, timeZone)
  const range = dayRange(chosen, timeZone)
  if (range === null) return fail('invalid_input', 'There is no such day; write it as 2026-11-23.')

  const totals = await db
    .selectFrom('sales')
    .select((eb) => [
      eb.fn.countAll<number | string>().as('sales'),
      eb.fn.sum<number | string | null>('item_count').as('items'),
      eb.fn.sum<number | string | null>('total_minor').as('total'),
      eb.fn.sum<number | string | null>('tax_minor').as('tax'),
      eb.fn.sum<number | string | null>('discount_minor').as('discount'),
      eb.fn.sum<number | string | null>('rounding_minor').as('rounding'),
    ])
    .where('store_id', '=', storeId)
    .where('currency', '=', currency)
    .where('at_ms', '>=', range.fromMs)
    .where('at_ms', '<', range.toMs)
    .executeTakeFirstOrThrow()
  const tenders = await db
    .selectFrom('sale_tenders')
    .innerJoin('sales', (join) =>
      join
        .onRef('sales.store_id', '=', 'sale_tenders.store_id')
        .onRef('sales.sale_id', '=', 'sale_tenders.sale_id'),
    )
    .select((eb) => [
      'sale_tenders.kind',
      eb.fn.countAll<number | string>().as('count'),
      eb.fn.sum<number | string>('sale_tenders.amount_minor').as('amount'),
    ])
    .where('sales.store_id', '=', storeId)
    .where('sales.currency', '=', currency)
    .where('sales.at_ms', '>=', range.fromMs)
    .where('sales.at_ms', '<', range.toMs)
    .groupBy('sale_tenders.kind')
    .orderBy('sale_tenders.kind')
    .execute()

  return ok(
    summarySchema.parse({
      day: chosen,
      currency,
      saleCount: Number(totals.sales),
      itemCount: Number(totals.items ?? 0),
      totalMinor: Number(totals.total ?? 0),
      taxMinor: Number(totals.tax ?? 0),
      discountMinor: Number(totals.discount ?? 0),
      roundingMinor: Number(totals.rounding ?? 0),
      tenders: tenders.map(({ kind, count, amount }) => ({
        kind,
        count: Number(count),
        amountMinor: Number(amount),
      })),
      ...(await openMatters(db, storeId)),
    } satisfies Record<keyof Summary, unknown>),
  )
}

const countAll = (db: Db) => db.fn.countAll<number | string>().as('count')

/** What waits for a person, whatever the day. */
async function openMatters(db: Db, storeId: StoreId) {
  const exceptions = await db
    .selectFrom('exceptions')
    .select(countAll(db))
    .where('store_id', '=', storeId)
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow()
  const devices = await db
    .selectFrom('devices')
    .select(countAll(db))
    .where('store_id', '=', storeId)
    .where('revoked_at_ms', 'is', null)
    .executeTakeFirstOrThrow()
  const payments = await db
    .selectFrom('payments')
    .select(countAll(db))
    .where('store_id', '=', storeId)
    .where('state', '=', 'unknown')
    .executeTakeFirstOrThrow()
  return {
    exceptionCount: Number(exceptions.count),
    activeDeviceCount: Number(devices.count),
    unknownPaymentCount: Number(payments.count),
  }
}
