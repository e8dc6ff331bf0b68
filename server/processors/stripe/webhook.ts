import type { Mode } from '../../../domain/mode/mode.ts'
import type { WebhookCheck, WebhookEvent } from '../../../domain/payment/processor.ts'
import { readWireError, type StripeClient, type WireEvent } from './client.ts'

/** Older than this by our clock: refused, as a replay. Stripe's own default. https://docs.stripe.com/webhooks#replay-attacks */
const toleranceSeconds = 300

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

function keyIn(metadata: unknown): string | null {
  if (typeof metadata !== 'object' || metadata === null || !('cashwrap_key' in metadata)) return null
  return asText(metadata.cashwrap_key)
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
  switch (object.object) {
    case 'payment_intent':
      if (id === null) return { kind: 'other' }
      return { kind: 'payment', id, ...(type === 'payment_intent.created' ? { isCreation: true } : {}) }
    case 'charge': {
      const paymentId = idOf(object.payment_intent)
      return paymentId === null ? { kind: 'other' } : { kind: 'payment', id: paymentId }
    }
    case 'refund':
      return id === null ? { kind: 'other' } : { kind: 'refund', id, paymentId: idOf(object.payment_intent) }
    case 'terminal.reader': {
      const paymentId = paymentOfAction(object.action)
      return paymentId === null ? { kind: 'other' } : { kind: 'payment', id: paymentId }
    }
    default:
      return { kind: 'other' }
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
    key: keyIn(object.metadata),
    accountId: event.account ?? null,
  }
}

/** Signature over the raw body with any of the secrets, then the mode. A body that is signed but no event counts as forged. */
export function verifyStripeWebhook(
  client: StripeClient,
  mode: Mode,
  request: {
    readonly rawBody: string
    readonly signature: string
    readonly secrets: readonly string[]
    readonly receivedAtMs: number
  },
): WebhookCheck {
  let message = 'No webhook secret is known yet.'
  for (const secret of request.secrets) {
    try {
      const wire = client.webhooks.constructEvent(
        request.rawBody,
        request.signature,
        secret,
        toleranceSeconds,
        undefined,
        request.receivedAtMs,
      )
      const event = toWebhookEvent(wire)
      return { kind: event.livemode === (mode === 'live') ? 'genuine' : 'wrong-mode', event }
    } catch (error) {
      const known = readWireError(error)
      // The SDK throws plain errors for bodies that are no snapshot event; all of it comes from outside.
      message = known?.message ?? 'The body is not a webhook event.'
    }
  }
  return { kind: 'forged', message: message.split('\n')[0] ?? message }
}
