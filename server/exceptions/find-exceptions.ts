import type { Selectable } from 'kysely'
import { actionsOf, type ExceptionDetails } from '../../domain/exceptions/exception-kinds.ts'
import {
  type ExceptionRow,
  type ExceptionsQuery,
  exceptionRowSchema,
} from '../../domain/protocol/exceptions.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { redactJson } from '../http/redact-json.ts'
import type { Db } from '../store/store.ts'
import type { ExceptionTables } from './tables.ts'

export type StoredException = Selectable<ExceptionTables['exceptions']>

export const detailsOf = (row: Pick<StoredException, 'details'>): ExceptionDetails =>
  JSON.parse(row.details) as ExceptionDetails

/**
 * A page of the queue, newest first, with what a page needs to tell the story: the sale's receipt number, and for a parked record the record whole.
 * Errors: `invalid_input` for a cursor that is not ours.
 */
export async function findExceptions(
  db: Db,
  storeId: string,
  search: ExceptionsQuery & { readonly limit: number },
): Promise<Result<{ readonly exceptions: ExceptionRow[]; readonly nextCursor: string | null }>> {
  let query = db
    .selectFrom('exceptions')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('state', '=', search.state ?? 'open')
  if (search.kind !== undefined) query = query.where('kind', '=', search.kind)
  if (search.after !== undefined) {
    const match = /^(\d{1,15})\.([0-9a-f-]{32,36})$/.exec(search.after)
    const [atMs, id] = [Number(match?.[1]), match?.[2]]
    if (id === undefined)
      return fail('invalid_input', 'The cursor is not one that this server gave; ask for the first page.')
    query = query.where((eb) =>
      eb.or([
        eb('raised_at_ms', '<', atMs),
        eb.and([eb('raised_at_ms', '=', atMs), eb('exception_id', '<', id)]),
      ]),
    )
  }
  const found = await query
    .orderBy('raised_at_ms', 'desc')
    .orderBy('exception_id', 'desc')
    .limit(search.limit + 1)
    .execute()
  const page = found.slice(0, search.limit)
  const last = page.at(-1)
  return ok({
    exceptions: await viewsOf(db, storeId, page),
    nextCursor:
      found.length > search.limit && last !== undefined ? `${last.raised_at_ms}.${last.exception_id}` : null,
  })
}

export async function findException(
  db: Db,
  storeId: string,
  exceptionId: string,
): Promise<StoredException | undefined> {
  return db
    .selectFrom('exceptions')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('exception_id', '=', exceptionId)
    .executeTakeFirst()
}

/** Rows as the back office sees them. */
export async function viewsOf(
  db: Db,
  storeId: string,
  rows: readonly StoredException[],
): Promise<ExceptionRow[]> {
  const receipts = await receiptsOf(db, storeId, rows)
  const parked = await parkedOf(db, storeId, rows)
  return rows.map((row) => {
    const details: ExceptionDetails = { ...detailsOf(row), ...parked.get(row.subject) }
    return exceptionRowSchema.parse({
      exceptionId: row.exception_id,
      kind: row.kind,
      subject: row.subject,
      state: row.state,
      summary: row.summary,
      saleId: row.sale_id,
      receiptNo: row.sale_id === null ? null : (receipts.get(row.sale_id) ?? null),
      paymentKey: row.payment_key,
      amountMinor: row.amount_minor,
      currency: row.currency,
      details,
      actions: row.state === 'open' ? actionsOf(row.kind, details) : [],
      raisedAtMs: row.raised_at_ms,
      seenAtMs: row.seen_at_ms,
      seenCount: row.seen_count,
      resolution: row.resolution,
      note: row.note,
      resolvedBy: row.resolved_by,
      resolvedAtMs: row.resolved_at_ms,
    })
  })
}

async function receiptsOf(db: Db, storeId: string, rows: readonly StoredException[]) {
  const saleIds = rows.flatMap(({ sale_id }) => (sale_id === null ? [] : [sale_id]))
  if (saleIds.length === 0) return new Map<string, string>()
  const sales = await db
    .selectFrom('sales')
    .select(['sale_id', 'receipt_no'])
    .where('store_id', '=', storeId)
    .where('sale_id', 'in', saleIds)
    .execute()
  return new Map(sales.map(({ sale_id, receipt_no }) => [sale_id, receipt_no]))
}

/** The records behind `sync.parked`: kept in their own table, whole. */
async function parkedOf(db: Db, storeId: string, rows: readonly StoredException[]) {
  const ids = rows.flatMap(({ kind, subject }) => (kind === 'sync.parked' ? [subject] : []))
  if (ids.length === 0) return new Map<string, ExceptionDetails>()
  const parked = await db
    .selectFrom('sync_exceptions')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('exception_id', 'in', ids)
    .execute()
  return new Map(
    parked.map((row) => [
      row.exception_id,
      {
        registerId: row.register_id,
        deviceId: row.device_id,
        seq: row.seq,
        reason: row.reason,
        message: row.message,
        text: redactJson(row.text),
      },
    ]),
  )
}
