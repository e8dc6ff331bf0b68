import { renderEvent } from '../events/render-event.ts'
import { wireDecimals } from '../payment-intents/currencies.ts'
import type { Kind, Records } from '../store/records.ts'
import type { World } from '../world.ts'

const shownMax = 50

const newest = <K extends Kind>(world: World, kind: K): readonly Records[K][] => {
  const found: Records[K][] = []
  for (const object of world.store.walk(kind)) {
    found.push(object)
    if (found.length === shownMax) break
  }
  return found
}

/** The newest payments, charges, refunds and events: what the practice Stripe thinks has happened. */
export const ledgerOf = (world: World): object => ({
  payments: newest(world, 'payment_intent').map(
    ({ id, amount, amount_received, currency, status, created, metadata, latest_charge }) => ({
      id,
      amount,
      amount_received,
      amount_refunded:
        latest_charge === null ? 0 : (world.store.get('charge', latest_charge)?.amount_refunded ?? 0),
      currency,
      decimals: wireDecimals(currency),
      status,
      created,
      metadata,
    }),
  ),
  refunds: newest(world, 'refund').map(({ id, amount, currency, status, created, payment_intent }) => ({
    id,
    amount,
    currency,
    decimals: wireDecimals(currency),
    status,
    created,
    payment_intent,
  })),
  events: newest(world, 'event').map((event) => ({
    id: event.id,
    type: event.type,
    created: event.created,
    pending_webhooks: renderEvent(world, event).pending_webhooks,
    object: 'id' in event.data.object ? event.data.object.id : null,
  })),
})
