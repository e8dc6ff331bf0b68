import { nowSeconds } from '../clock.ts'
import type { FormHash } from '../http/form.ts'
import { isHash } from '../http/form.ts'
import { mergeMetadata } from '../http/metadata.ts'
import { type Parsed, readShape } from '../http/params.ts'
import { type Answer, type Call, ok } from '../http/route.ts'
import { invalidParameter } from '../http/stripe-refusal.ts'
import { requireChargeable } from '../payment-intents/currencies.ts'
import type { Context } from '../world.ts'
import { renderSession, type SessionLine } from './checkout-session.ts'
import { newSession, totalOf } from './new-session.ts'
import { sessionParams } from './session-params.ts'

const minute = 60
const soonest = 30 * minute
const latest = 24 * 60 * minute

/** When the page closes: within 30 minutes to 24 hours, 24 hours when nothing was said. Unix seconds. */
const expiryOf = (context: Context, asked: number | undefined): number => {
  const now = nowSeconds(context.clock)
  if (asked === undefined) return now + latest
  if (asked >= now + soonest && asked <= now + latest) return asked
  throw invalidParameter(
    'expires_at',
    undefined,
    'The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.',
  )
}

const linesOf = (
  items: Parsed<typeof sessionParams>['line_items'],
): { readonly lines: readonly SessionLine[]; readonly currency: string } => {
  const [first] = items
  if (first === undefined) {
    throw invalidParameter(
      'line_items',
      'parameter_missing',
      'A Checkout Session needs a line item to pay for.',
    )
  }
  const { currency } = first.price_data
  if (items.some(({ price_data }) => price_data.currency !== currency)) {
    throw invalidParameter('line_items', undefined, 'All line items must have the same currency.')
  }
  const lines = items.map(({ price_data, quantity }) => ({
    name: price_data.product_data.name,
    quantity: quantity ?? 1,
    unitAmount: price_data.unit_amount,
  }))
  return { lines, currency }
}

/** POST /v1/checkout/sessions: a page to pay at, in payment mode. Its PaymentIntent is made when somebody pays. */
export const createSession = (context: Context, call: Call): Answer => {
  const params = readShape(sessionParams, call.params)
  const { lines, currency } = linesOf(params.line_items)
  const expires_at = expiryOf(context, params.expires_at)
  requireChargeable(totalOf(lines), currency)
  const asked = call.params.payment_intent_data
  const intent: FormHash = isHash(asked) ? asked : {}
  const session = newSession(context, {
    origin: call.origin,
    lines,
    currency,
    intent,
    shown: {
      cancel_url: params.cancel_url ?? null,
      client_reference_id: params.client_reference_id ?? null,
      customer_email: params.customer_email ?? null,
      expires_at,
      metadata: mergeMetadata({}, params.metadata),
      submit_type: params.submit_type ?? null,
      success_url: params.success_url,
    },
  })
  const afterMs = expires_at * 1000 - context.clock.nowMs()
  context.agenda.plan({ kind: 'session_expires', session: session.id }, Math.max(0, afterMs))
  return ok(renderSession(session))
}
