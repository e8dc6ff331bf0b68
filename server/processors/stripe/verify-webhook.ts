import type { Mode } from '../../../domain/mode/mode.ts'
import type { WebhookCheck, WebhookRequest } from '../../../domain/payment/processor.ts'
import { readWireError, type StripeClient } from './client.ts'
import { readWebhookEvent, webhookIdIn } from './webhook.ts'

/** Further off than this by our clock, in either direction: refused. Stripe's own default. https://docs.stripe.com/webhooks#replay-attacks */
const toleranceMs = 300_000

/** `t=1700000000,v1=…` → 1700000000000. Signed together with the body. */
function signedAtMsIn(signature: string): number | null {
  const seconds = signature
    .split(',')
    .filter((part) => part.startsWith('t='))
    .map((part) => Number.parseInt(part.slice(2), 10))
    .at(-1)
  return seconds !== undefined && Number.isSafeInteger(seconds) ? seconds * 1000 : null
}

/** Which of the secrets signed it, counted from 0, by the SDK's own check; or why none did. */
function signerOf(client: StripeClient, request: WebhookRequest): number | string {
  const { rawBody, signature, secrets } = request
  const checker = client.webhooks.signature
  if (checker === null) return 'The SDK cannot check signatures.'
  let why = 'No webhook secret is known yet.'
  for (const [at, secret] of secrets.entries()) {
    try {
      // Tolerance 0: its time is checked here, because the SDK lets any future pass.
      checker.verifyHeader(rawBody, signature, secret, 0)
      return at
    } catch (error) {
      why = readWireError(error)?.message ?? 'The signature cannot be read.'
    }
  }
  return why.split('\n')[0] ?? why
}

/** Signature over the raw body with any of the secrets, then its time, then whether this version can read it, then its mode. */
export function verifyStripeWebhook(client: StripeClient, mode: Mode, request: WebhookRequest): WebhookCheck {
  const signer = signerOf(client, request)
  if (typeof signer === 'string') return { kind: 'forged', message: signer }
  const signedAtMs = signedAtMsIn(request.signature)
  if (signedAtMs === null) return { kind: 'forged', message: 'The signature has no time.' }
  const seal = { secretNo: signer + 1, signedAtMs }
  // Stripe counts whole seconds; so does this.
  const offMs = Math.floor(request.receivedAtMs / 1000) * 1000 - signedAtMs
  if (Math.abs(offMs) > toleranceMs)
    return { kind: 'out-of-time', ...seal, eventId: webhookIdIn(request.rawBody) }
  const event = readWebhookEvent(request.rawBody)
  if (event === null) return { kind: 'unreadable', ...seal, eventId: webhookIdIn(request.rawBody) }
  return { kind: event.livemode === (mode === 'live') ? 'genuine' : 'wrong-mode', ...seal, event }
}
