import type { Selectable } from 'kysely'
import type { ProcessorPayment } from '../../../domain/payment/processor.ts'
import { resolvedByItself } from '../../exceptions/is-known.ts'
import { holdsMoney } from '../../refunds/refund-row.ts'
import type { SalesTables } from '../../sales/tables.ts'
import type { Db } from '../../store/store.ts'
import type { PaymentRow } from '../payment-row.ts'
import type { SweepFacts } from './sweep-rules.ts'

type Tender = Pick<Selectable<SalesTables['sale_tenders']>, 'sale_id' | 'tender_no' | 'idempotency_key'>

export type OtherBooks = {
  readonly factsOf: (
    key: string,
    payment: ProcessorPayment | null,
    row: PaymentRow | null,
  ) => Omit<SweepFacts, 'payment' | 'row' | 'ageMs'>
  readonly saleOf: (key: string) => string | null
}

/** What sales, journals, refunds and people say of these payments. */
export async function otherBooks(
  db: Db,
  storeId: string,
  keys: readonly string[],
  payments: ReadonlyMap<string, ProcessorPayment | null>,
  rows: ReadonlyMap<string, PaymentRow>,
): Promise<OtherBooks> {
  const saleIds = [
    ...new Set(keys.flatMap((key) => rows.get(key)?.sale_id ?? payments.get(key)?.marks?.saleId ?? [])),
  ]
  const tenders: Tender[] = await db
    .selectFrom('sale_tenders')
    .select(['sale_id', 'tender_no', 'idempotency_key'])
    .where('store_id', '=', storeId)
    .where((eb) =>
      eb.or([
        eb('idempotency_key', 'in', keys),
        ...(saleIds.length === 0 ? [] : [eb('sale_id', 'in', saleIds)]),
      ]),
    )
    .execute()
  const tenderOf = new Map(tenders.map((tender) => [tender.idempotency_key, tender]))
  const completed = new Set(tenders.map(({ sale_id }) => sale_id))
  const approved = await approvedOf(db, storeId, saleIds)
  const gaveUp = await givenUpOf(db, storeId, saleIds)
  const refunded = await refundedByUs(db, storeId, keys)
  const byHand = await settledByHand(db, storeId, keys)

  const factsOf: OtherBooks['factsOf'] = (key, payment, row) => {
    const saleId = row?.sale_id ?? payment?.marks?.saleId ?? null
    const tenderNo = row?.tender_no ?? payment?.marks?.tenderNo ?? null
    const sale = tenderOf.has(key)
      ? 'holds-it'
      : saleId !== null && completed.has(saleId)
        ? 'without-it'
        : 'none'
    return {
      sale,
      hasRival: approved.some(
        (other) => other.key !== key && other.sale_id === saleId && other.tender_no === tenderNo,
      ),
      givenUp: gaveUp.has(key),
      refundedByUsMinor: refunded.get(key) ?? 0,
      settledByHand: byHand.has(key),
    }
  }
  return { factsOf, saleOf: (key: string): string | null => tenderOf.get(key)?.sale_id ?? null }
}

async function approvedOf(db: Db, storeId: string, saleIds: readonly string[]) {
  if (saleIds.length === 0) return []
  return db
    .selectFrom('payments')
    .select(['key', 'sale_id', 'tender_no'])
    .where('store_id', '=', storeId)
    .where('sale_id', 'in', saleIds)
    .where('state', '=', 'approved')
    .execute()
}

/** Keys whose attempt a till journalled as ended without money. */
async function givenUpOf(db: Db, storeId: string, saleIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (saleIds.length === 0) return new Set()
  const ended = await db
    .selectFrom('operations')
    .select('text')
    .where('store_id', '=', storeId)
    .where('sale_id', 'in', saleIds)
    .where('kind', 'in', ['payment.voided', 'payment.declined'])
    .execute()
  const keyOf = (text: string): string | undefined =>
    (JSON.parse(text) as { body?: { idempotencyKey?: string } }).body?.idempotencyKey
  return new Set(ended.flatMap(({ text }) => keyOf(text) ?? []))
}

async function refundedByUs(db: Db, storeId: string, keys: readonly string[]) {
  const refunds = await db
    .selectFrom('refunds')
    .select(['payment_key', 'amount_minor', 'state'])
    .where('store_id', '=', storeId)
    .where('payment_key', 'in', keys)
    .execute()
  const sums = new Map<string, number>()
  for (const { payment_key: key, amount_minor: amountMinor, state } of refunds)
    if (holdsMoney(state)) sums.set(key, (sums.get(key) ?? 0) + amountMinor)
  return sums
}

async function settledByHand(db: Db, storeId: string, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const settled = await db
    .selectFrom('exceptions')
    .select('subject')
    .where('store_id', '=', storeId)
    .where('kind', '=', 'payment.lost')
    .where('state', '=', 'resolved')
    .where('resolved_by', '!=', resolvedByItself)
    .where('subject', 'in', keys)
    .execute()
  return new Set(settled.map(({ subject }) => subject))
}
