import type { z } from 'zod'
import { type Clue, recognise } from '../../domain/events/recognise.ts'
import type { StoreId } from '../../domain/ids/ids.ts'
import type { EventView, TraceResponse, traceQuerySchema } from '../../domain/protocol/events.ts'
import { redact } from '../../domain/security/card-number.ts'
import { storeOf } from '../catalogue/shop.ts'
import type { Db } from '../store/store.ts'
import { eventsOfAny, eventsOfSale } from './events-of-sale.ts'
import { matchesOf } from './find-sales-of-clue.ts'
import { eventEntry } from './tell-event.ts'
import { operationEntry } from './tell-operation.ts'
import { inOrder } from './trace-order.ts'
import { verifyEventChain } from './verify-event-chain.ts'

/** Finds what was named and tells its whole story, or lists what it may be. */
export async function trace(
  db: Db,
  storeId: StoreId,
  { find, verify }: z.infer<typeof traceQuerySchema>,
): Promise<TraceResponse> {
  const { currency } = await storeOf(db, storeId)
  const clues = recognise(find, currency)
  const matches = await matchesOf(db, storeId, clues, currency)
  const check = verify === 'yes' ? await verifyEventChain(db, storeId) : null
  const chain =
    check === null
      ? null
      : {
          sound: check.kind === 'sound',
          seq: check.seq,
          reason: check.kind === 'broken' ? check.reason : null,
        }
  const answer = { find: redact(find), matches: [...matches], chain }
  const [only] = matches
  if (matches.length > 1) return { ...answer, story: null }
  if (only === undefined) {
    const events = await eventsOfClues(db, storeId, clues)
    const story =
      events.length === 0
        ? null
        : inOrder(
            [],
            events.map((event) => eventEntry(event, currency)),
          )
    return { ...answer, story }
  }
  const events = await eventsOfSale(db, storeId, only)
  const operations = await db
    .selectFrom('operations')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('sale_id', '=', only.saleId)
    .orderBy('register_id')
    .orderBy('seq')
    .execute()
  const story = inOrder(
    operations.map(operationEntry),
    events.map((event) => eventEntry(event, currency)),
  )
  return { ...answer, story }
}

async function eventsOfClues(db: Db, storeId: string, clues: readonly Clue[]): Promise<readonly EventView[]> {
  for (const clue of clues) {
    const found = await eventsOfAny(db, storeId, [
      clue.by === 'key' ? { paymentKey: clue.value } : { [clue.by]: clue.value },
    ])
    if (found.length > 0) return found
  }
  return []
}
