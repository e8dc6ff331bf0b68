import type { RequestDevice } from '../devices/authenticate.ts'
import type { Trx } from '../store/store.ts'
import type { Held } from './place.ts'
import type { Incoming } from './read-batch.ts'

/** What the server holds at the places, and of the texts, of a batch. */
export async function heldFor(
  trx: Trx,
  { storeId, registerId }: RequestDevice,
  batch: readonly Incoming[],
): Promise<Held> {
  const places = batch.flatMap(({ seq }) => (seq === null ? [] : [seq]))
  const accepted =
    places.length === 0
      ? []
      : await trx
          .selectFrom('operations')
          .select(['seq', 'hash'])
          .where('store_id', '=', storeId)
          .where('register_id', '=', registerId)
          .where('seq', 'in', places)
          .execute()
  const parked = await trx
    .selectFrom('sync_exceptions')
    .select(['seq', 'digest', 'message'])
    .where('store_id', '=', storeId)
    .where('register_id', '=', registerId)
    .where(
      'digest',
      'in',
      batch.map(({ digest }) => digest),
    )
    .orderBy('seq')
    .execute()
  return {
    accepted: new Map(accepted.map(({ seq, hash }) => [seq, hash])),
    parked: Map.groupBy(parked, ({ digest }) => digest),
  }
}
