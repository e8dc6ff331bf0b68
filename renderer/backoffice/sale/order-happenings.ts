import type { OperationRow, SaleDetail } from '../../../domain/protocol/backoffice.ts'
import type { EventView } from '../../../domain/protocol/events.ts'

export type Happening =
  | { readonly from: 'till'; readonly atMs: number; readonly key: string; readonly row: OperationRow }
  | { readonly from: 'server'; readonly atMs: number; readonly key: string; readonly row: EventView }

/**
 * What the till did and what the server did in one order of time. The till's own operations keep the order of their numbers whatever its
 * clock said: one that claims to be earlier than the one before it stands right after that one.
 */
export function orderHappenings({
  operations,
  events,
}: Pick<SaleDetail, 'operations' | 'events'>): Happening[] {
  let latestMs = Number.NEGATIVE_INFINITY
  const done = [...operations]
    .sort((a, b) => a.seq - b.seq)
    .map((row): Happening & { readonly sortMs: number } => {
      latestMs = Math.max(latestMs, row.atMs)
      return { from: 'till', atMs: row.atMs, sortMs: latestMs, key: `till ${row.registerId} ${row.seq}`, row }
    })
  const seen = events.map((row): Happening & { readonly sortMs: number } => ({
    from: 'server',
    atMs: row.atMs,
    sortMs: row.atMs,
    key: `server ${row.storeId} ${row.seq}`,
    row,
  }))
  return [...done, ...seen].sort((a, b) => a.sortMs - b.sortMs)
}
