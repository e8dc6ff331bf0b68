import { type NewEvent, recordEvents } from '../events/events.ts'
import type { Store } from '../store/store.ts'
import { type InboxEntry, takeEvents } from './inbox.ts'

/** An event to be kept, with the row of the event log that says so. */
export type Arrival = { readonly entry: InboxEntry; readonly told: NewEvent }

/** Puts an arrival into the inbox. Resolves when it is durable: true when it is new, false when its event was there already; rejects as the database does. */
export type TakeArrival = (arrival: Arrival) => Promise<boolean>

type Waiting = Arrival & {
  readonly settle: (isNew: boolean) => void
  readonly refuse: (error: unknown) => void
}

/** More at once would keep everybody else from the database for too long. */
const togetherMax = 64

/**
 * A sale's events come in a burst, and what each costs is the commit: those that arrive while another commit is under way share the next one. Each is
 * answered only after it. When the shared transaction fails, each is tried by itself, so that one that cannot be kept costs the others nothing.
 */
export function createTakeTogether(
  store: Pick<Store, 'transaction'>,
  soon: (run: () => void) => void,
): TakeArrival {
  const waiting: Waiting[] = []
  let busy = false

  const run = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, togetherMax)
      try {
        const isNew = await commit(store, batch)
        for (const [index, one] of batch.entries()) one.settle(isNew[index] ?? false)
      } catch (error) {
        if (batch.length === 1) batch[0]?.refuse(error)
        else await oneByOne(store, batch)
      }
    }
  }
  const drain = (): void => {
    if (busy) return
    busy = true
    // After what else has come in by now was read: on SQLite a commit leaves no gap in which the others could arrive.
    soon(() => {
      void run().finally(() => {
        busy = false
      })
    })
  }

  return (arrival) =>
    new Promise((settle, refuse) => {
      waiting.push({ ...arrival, settle, refuse })
      drain()
    })
}

async function oneByOne(store: Pick<Store, 'transaction'>, batch: readonly Waiting[]): Promise<void> {
  for (const one of batch) {
    try {
      const [isNew = false] = await commit(store, [one])
      one.settle(isNew)
    } catch (error) {
      one.refuse(error)
    }
  }
}

/** Whether each was new, in their order. */
const commit = (store: Pick<Store, 'transaction'>, batch: readonly Arrival[]): Promise<readonly boolean[]> =>
  store.transaction(async (trx) => {
    const isNew = await takeEvents(
      trx,
      batch.map(({ entry }) => entry),
    )
    const told = new Map<string, NewEvent[]>()
    for (const [index, arrival] of batch.entries())
      if (isNew[index] === true)
        told.set(arrival.told.storeId, [...(told.get(arrival.told.storeId) ?? []), arrival.told])
    // In one order everywhere, so that two processes never wait for each other's heads.
    for (const storeId of [...told.keys()].sort()) await recordEvents(trx, told.get(storeId) ?? [])
    return isNew
  })
