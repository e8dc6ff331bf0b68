import type { WebhookEvent } from '../../../domain/payment/processor.ts'
import type { WireEvent } from './client.ts'
import { eventRoutes } from './event-routes.ts'

type Loose = {
  readonly id?: unknown
  readonly object?: unknown
  readonly payment_intent?: unknown
  readonly metadata?: unknown
  readonly action?: unknown
}

const asLoose = (value: unknown): Loose => (typeof value === 'object' && value !== null ? value : {})
const asText = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
const idOf = (value: unknown): string | null => asText(value) ?? asText(asLoose(value).id)

function markIn(metadata: unknown, name: 'cashwrap_key' | 'store_id'): string | null {
  if (typeof metadata !== 'object' || metadata === null) return null
  return asText(Object.entries(metadata).find(([key]) => key === name)?.[1])
}

const actionsWithPayment = [
  'process_payment_intent',
  'collect_payment_method',
  'confirm_payment_intent',
  'refund_payment',
] as const

/** The payment a reader's action was for: `action.process_payment_intent.payment_intent` and its siblings. */
function paymentOfAction(action: unknown): string | null {
  if (typeof action !== 'object' || action === null) return null
  for (const name of actionsWithPayment) {
    const part: unknown = Object.entries(action).find(([key]) => key === name)?.[1]
    const id = idOf(asLoose(part).payment_intent)
    if (id !== null) return id
  }
  return null
}

function aboutOf(type: string, object: Loose): WebhookEvent['about'] {
  const id = asText(object.id)
  const other = { kind: 'other' } as const
  switch (Object.hasOwn(eventRoutes, type) ? eventRoutes[type] : undefined) {
    case 'payment':
      return id === null ? other : { kind: 'payment', id }
    case 'creation':
      return id === null ? other : { kind: 'payment', id, isCreation: true }
    case 'charge': {
      const paymentId = idOf(object.payment_intent)
      return paymentId === null ? other : { kind: 'payment', id: paymentId }
    }
    case 'refund':
      return id === null ? other : { kind: 'refund', id, paymentId: idOf(object.payment_intent) }
    case 'reader': {
      const paymentId = paymentOfAction(object.action)
      return paymentId === null ? other : { kind: 'payment', id: paymentId }
    }
    case undefined:
      return other
  }
}

/** Reads what a later version of Stripe's API may have shaped differently, so nothing here is taken on trust. */
export function toWebhookEvent(event: WireEvent): WebhookEvent {
  const object = asLoose(event.data.object)
  return {
    id: event.id,
    type: event.type,
    livemode: event.livemode,
    createdAtMs: event.created * 1000,
    about: aboutOf(event.type, object),
    key: markIn(object.metadata, 'cashwrap_key'),
    storeId: markIn(object.metadata, 'store_id'),
    accountId: event.account ?? null,
  }
}

const idPattern = /^[\w-]{1,255}$/

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

type LooseEvent = { readonly [name in keyof WireEvent]?: unknown }

const isWireEvent = (value: unknown): value is WireEvent => {
  if (typeof value !== 'object' || value === null) return false
  const { id, object, type, livemode, created, data }: LooseEvent = value
  const shape = typeof data === 'object' && data !== null && 'object' in data ? data.object : null
  return (
    object === 'event' &&
    idPattern.test(asText(id) ?? '') &&
    asText(type) !== null &&
    typeof livemode === 'boolean' &&
    Number.isSafeInteger(created) &&
    typeof shape === 'object' &&
    shape !== null
  )
}

/** The event in a body; null when it is none that this version can read (thin events carry no object). */
export function readWebhookEvent(rawBody: string): WebhookEvent | null {
  const wire = parsed(rawBody)
  return isWireEvent(wire) ? toWebhookEvent(wire) : null
}

/** The id a body gives itself, whether or not the rest can be read. */
export function webhookIdIn(rawBody: string): string | null {
  const id = asText(asLoose(parsed(rawBody)).id)
  return id !== null && idPattern.test(id) ? id : null
}
