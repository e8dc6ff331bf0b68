import type { Selectable } from 'kysely'
import type { PaymentRow } from '../payments/payment-row.ts'
import type { Store } from '../store/store.ts'
import type { ReaderTables } from './tables.ts'

export type CollectRow = Selectable<ReaderTables['reader_collects']>

/** Before a card is collected for a payment: nothing was read yet under this command. */
export async function noteCollect(
  { store }: { readonly store: Store },
  payment: PaymentRow,
  tipping: { readonly eligibleMinor: number } | null,
): Promise<void> {
  const fresh = {
    process_no: payment.process_no,
    tip_eligible_minor: tipping?.eligibleMinor ?? null,
    collected_at_ms: null,
    confirm_no: 0,
  }
  await store.db
    .insertInto('reader_collects')
    .values({ store_id: payment.store_id, payment_key: payment.key, ...fresh })
    .onConflict((conflict) => conflict.columns(['store_id', 'payment_key']).doUpdateSet(fresh))
    .execute()
}

/** The collection that the payment is on a reader for; undefined when it was sent in one command. */
export const findCollect = (
  { store }: { readonly store: Store },
  payment: PaymentRow,
): Promise<CollectRow | undefined> =>
  store.db
    .selectFrom('reader_collects')
    .selectAll()
    .where('store_id', '=', payment.store_id)
    .where('payment_key', '=', payment.key)
    .where('process_no', '=', payment.process_no)
    .executeTakeFirst()

export async function saveCollect(
  { store }: { readonly store: Store },
  row: CollectRow,
  fields: Partial<Pick<CollectRow, 'collected_at_ms' | 'confirm_no'>>,
): Promise<CollectRow> {
  await store.db
    .updateTable('reader_collects')
    .set(fields)
    .where('store_id', '=', row.store_id)
    .where('payment_key', '=', row.payment_key)
    .where('process_no', '=', row.process_no)
    .execute()
  return { ...row, ...fields }
}
