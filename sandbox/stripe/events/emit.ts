import { nowSeconds } from '../clock.ts'
import { currentVersion } from '../http/versions.ts'
import { newId } from '../ids.ts'
import { wants } from '../webhooks/webhook-endpoint.ts'
import type { Context } from '../world.ts'
import type { Event, EventType } from './event.ts'

/**
 * Records an event and plans its delivery to every endpoint that wants it, inside the transaction of its cause.
 * `object` is the snapshot as the API shows it; `previous` holds the values that changed.
 */
export const emit = (context: Context, type: EventType, object: object, previous?: object): void => {
  const { store, clock, cause } = context
  const event: Event = {
    id: newId(context.random, 'evt'),
    object: 'event',
    api_version: currentVersion,
    created: nowSeconds(clock),
    data: previous === undefined ? { object } : { object, previous_attributes: previous },
    livemode: false,
    pending_webhooks: 0,
    request: { id: cause.requestId, idempotency_key: cause.idempotencyKey },
    type,
  }
  store.put('event', event)
  const plan = store.db.prepare(
    `INSERT INTO deliveries (event, endpoint, attempts, due_ms, state) VALUES (?, ?, 0, ?, 'waiting')`,
  )
  for (const endpoint of store.walk('webhook_endpoint', { order: 'oldest first' })) {
    if (wants(endpoint, type)) plan.run(event.id, endpoint.id, clock.nowMs())
  }
}
