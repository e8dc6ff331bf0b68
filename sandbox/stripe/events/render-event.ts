import type { World } from '../world.ts'
import type { Event } from './event.ts'

/** An event as it stands now: `pending_webhooks` counts the endpoints that have not taken it yet. */
export const renderEvent = (world: World, event: Event): Event => {
  const count = world.store.db
    .prepare<[string], { readonly waiting: number }>(
      `SELECT count(*) AS waiting FROM deliveries WHERE event = ? AND state <> 'delivered'`,
    )
    .get(event.id)
  return { ...event, pending_webhooks: count?.waiting ?? 0 }
}
