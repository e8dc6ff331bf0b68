import type { StoreId } from '../../domain/ids/ids.ts'
import { type ExceptionRow, exceptionRowSchema, type OperationRow } from '../../domain/protocol/backoffice.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { redactJson } from '../http/redact-json.ts'
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

/** What was parked, newest first. Errors: `invalid_input` for a cursor that is not ours. */
export async function findExceptions(
  db: Db,
  storeId: StoreId,
  search: { readonly after?: string | undefined; readonly limit: number },
): Promise<Result<Page<ExceptionRow>>> {
  let query = db.selectFrom('sync_exceptions').selectAll().where('store_id', '=', storeId)
  if (search.after !== undefined) {
    if (!/^[0-9a-f-]{36}$/.test(search.after)) return foreignCursor()
    // Ids are UUIDv7: their order is the order in time.
    query = query.where('exception_id', '<', search.after)
  }
  const found = await query
    .orderBy('exception_id', 'desc')
    .limit(search.limit + 1)
    .execute()
  const page = found.slice(0, search.limit)
  return ok({
    rows: page.map((row) =>
      exceptionRowSchema.parse({
        exceptionId: row.exception_id,
        registerId: row.register_id,
        deviceId: row.device_id,
        seq: row.seq,
        reason: row.reason,
        message: row.message,
        receivedAtMs: row.received_at_ms,
        text: redactJson(row.text),
      }),
    ),
    nextCursor: found.length > search.limit ? (page.at(-1)?.exception_id ?? null) : null,
  })
}

const foreignCursor = () =>
  fail('invalid_input', 'The cursor is not one that this server gave; ask for the first page.')
