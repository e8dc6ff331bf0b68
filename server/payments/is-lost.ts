import type { Db } from '../store/store.ts'
import type { PaymentRow } from './payment-row.ts'

/** Whether the processor no longer knows it and a person has been asked: no answer will come but theirs. */
export async function isLost(db: Db, row: Pick<PaymentRow, 'store_id' | 'key'>): Promise<boolean> {
  const open = await db
    .selectFrom('exceptions')
    .select('exception_id')
    .where('store_id', '=', row.store_id)
    .where('kind', '=', 'payment.lost')
    .where('subject', '=', row.key)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return open !== undefined
}
