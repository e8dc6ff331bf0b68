import type { StoreId } from '../../domain/ids/ids.ts'
import type { OperationRow } from '../../domain/protocol/backoffice.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { Db } from '../store/store.ts'
import { operationRow } from './operation-row.ts'

type Page<T> = { readonly rows: T[]; readonly nextCursor: string | null }

export type OperationSearch = {
  readonly registerId?: string | undefined
  readonly kind?: string | undefined
  readonly after?: string | undefined
  readonly limit: number
}

/** Accepted operations, newest first by the time the server took them. Errors: `invalid_input` for a cursor that is not ours. */
export async function findOperations(
  db: Db,
  storeId: StoreId,
  search: OperationSearch,
): Promise<Result<Page<OperationRow>>> {
  let query = db.selectFrom('operations').selectAll().where('store_id', '=', storeId)
  if (search.registerId !== undefined) query = query.where('register_id', '=', search.registerId)
  if (search.kind !== undefined) query = query.where('kind', '=', search.kind)
  if (search.after !== undefined) {
    const match = /^(\d{1,15})\.(\d{1,15})\.(.{1,60})$/.exec(search.after)
    const [receivedAtMs, seq, registerId] = [Number(match?.[1]), Number(match?.[2]), match?.[3]]
    if (registerId === undefined) return foreignCursor()
    query = query.where((eb) =>
      eb.or([
        eb('received_at_ms', '<', receivedAtMs),
        eb.and([eb('received_at_ms', '=', receivedAtMs), eb('seq', '<', seq)]),
        eb.and([
          eb('received_at_ms', '=', receivedAtMs),
          eb('seq', '=', seq),
          eb('register_id', '<', registerId),
        ]),
      ]),
    )
  }
  const found = await query
    .orderBy('received_at_ms', 'desc')
    .orderBy('seq', 'desc')
    .orderBy('register_id', 'desc')
    .limit(search.limit + 1)
    .execute()
  const page = found.slice(0, search.limit)
  const last = page.at(-1)
  const more = found.length > search.limit && last !== undefined
  return ok({
    rows: page.map(operationRow),
    nextCursor: more ? `${last.received_at_ms}.${last.seq}.${last.register_id}` : null,
  })
}

const foreignCursor = () =>
  fail('invalid_input', 'The cursor is not one that this server gave; ask for the first page.')
