import type { EventView } from '../../domain/protocol/events.ts'
import type { Db } from '../store/store.ts'
import { noStore } from './find-events.ts'
import { type EventSearch, searchEvents } from './search-events.ts'

export const eventsMax = 1_000

type Sale = {
  readonly saleId: string
  readonly paymentKeys: readonly string[]
  readonly processorPaymentIds: readonly string[]
}

/**
 * Every event of a sale, newest first: those that name it, those of its payments, and those about the processor's objects, which a webhook may
 * have brought before anybody knew whose they are.
 */
export async function eventsOfSale(db: Db, storeId: string, sale: Sale): Promise<readonly EventView[]> {
  const searches = [
    { saleId: sale.saleId },
    ...sale.paymentKeys.map((paymentKey) => ({ paymentKey })),
    ...sale.processorPaymentIds.map((processorId) => ({ processorId })),
  ]
  return eventsOfAny(db, storeId, searches)
}

/** The events that any of the searches finds, in this store or in none, each once, newest first. */
export async function eventsOfAny(
  db: Db,
  storeId: string,
  searches: readonly Omit<EventSearch, 'storeId' | 'limit'>[],
): Promise<readonly EventView[]> {
  const found = new Map<string, EventView>()
  for (const store of [storeId, noStore])
    for (const search of searches)
      for (const event of await searchEvents(db, { ...search, storeId: store, limit: eventsMax }))
        found.set(`${event.storeId} ${event.seq}`, event)
  return [...found.values()].sort((a, b) => b.atMs - a.atMs || b.seq - a.seq).slice(0, eventsMax)
}
